import type { TokenIdentity } from '../domain/token-identity';
import { readGraphError } from '../graph/graph-error';
import type { FailureKind } from '../graph/retry';

/** What a Graph answer other than a page means; every kind of failure as {@link FailureKind} describes it. */
export type Answer =
  | { readonly kind: 'horizon'; readonly availableFrom: Date }
  | { readonly kind: 'invalid-filter' }
  | { readonly kind: 'passing'; readonly message: string }
  | {
      readonly kind: Exclude<FailureKind, 'passing'>;
      readonly message: string;
      readonly cause: RefusalCause;
      /** The status with Graph's own words. */
      readonly said: string;
      /** The one thing to do. */
      readonly fix: string;
    };

/** Why Graph refuses. */
export type RefusalCause = 'licence' | 'clock' | 'token' | 'permission' | 'address' | 'other';

/** The service gives its horizon in US format, midnight UTC: "… is 6/12/2026 12:00:00 AM". */
const horizon =
  /minimum allowed time for activityDateTime is (\d{1,2})\/(\d{1,2})\/(\d{4})(?: (\d{1,2}):(\d{2}):(\d{2}) (AM|PM))?/i;

/**
 * Classifies an answer, by its HTTP status first: Graph's error codes are often just "UnknownError".
 * @param identity who asked, for the advice; null if no token says so
 */
export function classifyAnswer(status: number, body: string, identity: TokenIdentity | null = null): Answer {
  const { code, message, said, isPassing } = readGraphError(status, body);
  if (status === 400) {
    const availableFrom = readHorizon(message);
    if (availableFrom !== null) return { kind: 'horizon', availableFrom };
    if (/invalid filter/i.test(message)) return { kind: 'invalid-filter' };
  }
  if (isPassing) return { kind: 'passing', message: `Microsoft Graph answered ${said}.` };
  const isForAll = [401, 403, 404].includes(status) || noLicence.test(`${code} ${message}`);
  const cause = causeOf(status, `${code} ${message}`);
  const fix = advice(cause, code, message, identity);
  return {
    kind: isForAll ? 'refused' : 'rejected',
    message: `Microsoft Graph refused to read the audit log: ${said}. ${fix}`,
    ...{ cause, said, fix },
  };
}

function readHorizon(message: string): Date | null {
  const match = horizon.exec(message);
  if (match === null) return null;
  const [, month, day, year, hour = '12', minute = '0', second = '0', half = 'AM'] = match;
  const hours = (Number(hour) % 12) + (half.toUpperCase() === 'PM' ? 12 : 0);
  const at = new Date(
    Date.UTC(Number(year), Number(month) - 1, Number(day), hours, Number(minute), Number(second)),
  );
  // A month of 13 would roll over into the next year: the format has changed, and this is another day.
  return at.getUTCMonth() === Number(month) - 1 && at.getUTCDate() === Number(day) ? at : null;
}

const noLicence = /NonPremiumTenant|premium license|B2C/i;

function causeOf(status: number, text: string): RefusalCause {
  if (noLicence.test(text)) return 'licence';
  if (status === 401) return /lifetime|expired|not yet valid/i.test(text) ? 'clock' : 'token';
  if (status === 403) return 'permission';
  return status === 404 ? 'address' : 'other';
}

/** Advice on a refusal, in one sentence. */
function advice(cause: RefusalCause, code: string, message: string, identity: TokenIdentity | null): string {
  switch (cause) {
    case 'licence':
      // Tenants without a licence can read the log for 7 days. Licensed tenants get this refusal now and then, until the
      // identity may read the directory. Source: microsoftgraph/microsoft-graph-docs, issues 12537 and 14120.
      return 'The tenant has no Microsoft Entra ID P1 or P2 licence, or Graph cannot see it without Directory.Read.All (docs/deploy.md).';
    case 'clock':
      return 'Check the clock of this machine: a token is valid for about an hour after it was issued.';
    case 'token':
      return 'Check that the identity belongs to the tenant of GRAPH_ENDPOINT and that its token is for this cloud.';
    case 'permission':
      return identityAdvice(code, message, identity);
    case 'address':
      return 'Check GRAPH_ENDPOINT: it must be a Microsoft Graph root such as https://graph.microsoft.com.';
    case 'other':
      return 'No event was taken from this answer. If it happens again, report it with this text.';
  }
}

/** A role that lets a person read the audit log. Source: Graph, "List directoryAudits", permissions. */
const readerRoles = 'Reports Reader or Security Reader';
const permission = 'AuditLog.Read.All';

/**
 * Advice on HTTP 403 of the audit log, in one sentence: which permission or role is missing, and how to get it. Graph's
 * codes: Authentication_MSGraphPermissionMissing without the permission; Authentication_RequestFromUnsupportedUserRole
 * without a role.
 */
function identityAdvice(code: string, message: string, identity: TokenIdentity | null): string {
  const account = identity?.account ?? 'The account';
  const isRole = /UnsupportedUserRole/i.test(code) || /not in the allowed roles/i.test(message);
  const hasScope = identity?.permissions.includes(permission) === true;
  if (isRole || (identity?.kind === 'person' && hasScope))
    return (
      `${account} needs the role ${readerRoles} in Microsoft Entra: have it assigned, or activate it in PIM, ` +
      'then sign in again.'
    );
  if (identity?.kind === 'person')
    return (
      `The app that ${account} signed in with lacks the permission ${permission}: sign in with "az login" or with ` +
      '--login device, or have an administrator consent to it for the app of AZURE_CLIENT_ID.'
    );
  return `Grant the identity the application permission ${permission} (admin consent) and run again.`;
}
