import {
  accessEndpoints,
  endpointFacts,
  type AccessEndpoint,
  type AccessPart,
} from '../domain/access/access-endpoint';
import type { CheckPlan, CheckResult } from '../domain/check';
import type { TokenIdentity } from '../domain/token-identity';
import { sendRequest, type GraphRequestParts } from '../graph/graph-request';
import { FailedTryError } from '../graph/retry';
import { joinList, plural } from '../text/plural';
import { judgeAccessAnswer, type BadAnswer } from './access-answer';
import { groupPath, tenantPaths, usersPath } from './access-paths';

export interface CheckAccessParts extends GraphRequestParts {
  readonly parts: readonly AccessPart[];
  readonly identity: () => TokenIdentity | null;
}

/** An object that no tenant has: its lists are empty, and refused without the permission. */
const nobody = '00000000-0000-0000-0000-000000000000';

function pathOf(endpoint: AccessEndpoint): string {
  switch (endpoint) {
    case 'group-eligibility':
    case 'group-assignments':
    case 'group-members':
    case 'group-owners':
      return groupPath(endpoint, nobody);
    case 'users':
      return usersPath([nobody], false);
    default:
      return tenantPaths[endpoint];
  }
}

/** Checks whether each list of standing access that the settings ask for may be read: one page of each. */
export function checkAccess(parts: CheckAccessParts): CheckPlan {
  async function run(signal: AbortSignal): Promise<CheckResult> {
    const wanted = accessEndpoints.filter((endpoint) => parts.parts.includes(endpointFacts[endpoint].part));
    if (wanted.length === 0) return { state: 'skipped', found: 'STANDING_ACCESS is off.' };
    const bad: { endpoint: AccessEndpoint; answer: BadAnswer }[] = [];
    for (const endpoint of wanted) {
      const answer = await ask(endpoint, signal);
      if (answer !== null) bad.push({ endpoint, answer });
    }
    if (bad.length === 0) return { state: 'ok', found: `${plural(wanted.length, 'list')} can be read.` };
    const found = bad.map(({ answer }) => answer.message).join(' ');
    return { state: 'warning', found, fix: fixOf(bad, parts.identity()) };
  }

  async function ask(endpoint: AccessEndpoint, signal: AbortSignal): Promise<BadAnswer | null> {
    try {
      const { status, body } = await sendRequest(parts, pathOf(endpoint), signal);
      if (status === 200) return null;
      const answer = judgeAccessAnswer(endpoint, status, body.toString());
      // Nobody's group is not there: that is no refusal.
      const isAboutNobody = endpoint.startsWith('group-') && ['gone', 'rejected'].includes(answer.kind);
      return isAboutNobody ? null : answer;
    } catch (error) {
      if (!(error instanceof FailedTryError)) throw error;
      return { kind: 'passing', message: error.message };
    }
  }

  return {
    name: 'standing access',
    did: 'asked for a page of each list of STANDING_ACCESS',
    needs: ['sign-in', 'permissions', 'licence and horizon'],
    run,
  };
}

function fixOf(
  bad: readonly { readonly endpoint: AccessEndpoint; readonly answer: BadAnswer }[],
  identity: TokenIdentity | null,
): string {
  const of = (kind: BadAnswer['kind']) => bad.filter(({ answer }) => answer.kind === kind);
  const partsOf = (some: typeof bad) =>
    joinList(
      [...new Set(some.map(({ endpoint }) => endpointFacts[endpoint].part))].map((part) => `"${part}"`),
    );
  const refused = of('refused');
  if (refused.length > 0) {
    const permissions = joinList([
      ...new Set(refused.map(({ endpoint }) => endpointFacts[endpoint].permission)),
    ]);
    const grant =
      identity?.kind === 'person'
        ? `Have the role Global Reader assigned to ${identity.account ?? 'the account'}`
        : `Grant the identity the application permission ${permissions} (admin consent)`;
    return `${grant}, or take ${partsOf(refused)} out of STANDING_ACCESS.`;
  }
  const unlicensed = of('licence');
  if (unlicensed.length > 0)
    return `Take ${partsOf(unlicensed)} out of STANDING_ACCESS, or license the tenant for Microsoft Entra ID P2 or ID Governance.`;
  return 'Run the check again in a few minutes; a collection goes on without these lists and says so.';
}
