import { endpointFacts, type AccessEndpoint } from '../domain/access/access-endpoint';
import { readGraphError } from '../graph/graph-error';

/**
 * What an answer that is not a page means. licence: the tenant lacks one. refused: this identity gets nothing of the
 * list. rejected: what was asked for gets nothing. gone: there is no such object. passing: it may be over in a moment.
 */
export interface BadAnswer {
  readonly kind: 'licence' | 'refused' | 'rejected' | 'gone' | 'passing';
  readonly message: string;
}

/** PIM's own refusal (HTTP 400 `AadPremiumLicenseRequired`), and any text that names a licence. */
const namesLicence = /licen[cs]e|NonPremiumTenant/i;

/** Judges an answer by its HTTP status first: Graph's error codes are often just "UnknownError". */
export function judgeAccessAnswer(endpoint: AccessEndpoint, status: number, body: string): BadAnswer {
  const { code, message, said, isPassing } = readGraphError(status, body);
  if (isPassing) return { kind: 'passing', message: `Microsoft Graph answered ${said}.` };
  const { lists, permission, part } = endpointFacts[endpoint];
  const refusal = `Microsoft Graph refused the ${lists} (${said})`;
  if (namesLicence.test(`${code} ${message}`)) {
    return {
      kind: 'licence',
      message: `${refusal}: the tenant has no licence for them (Microsoft Entra ID P2 or ID Governance; P1 for Conditional Access).`,
    };
  }
  if (status === 403) {
    const fix = `grant the identity the application permission ${permission} (admin consent), or take "${part}" out of STANDING_ACCESS`;
    return { kind: 'refused', message: `${refusal}: ${fix}.` };
  }
  if (status === 401) {
    const fix =
      "check that the identity belongs to the tenant of GRAPH_ENDPOINT, and this machine's clock, because a token is valid for about an hour";
    return { kind: 'refused', message: `${refusal}: ${fix}.` };
  }
  if (status === 404) return { kind: 'gone', message: `${refusal}: check GRAPH_ENDPOINT.` };
  return { kind: 'rejected', message: `${refusal}; if the error stays, report it with this text.` };
}
