import { thresholdsOf } from '../../../analysis/findings/compute-findings';
import { accessRules, rules } from '../../../analysis/findings/rules';
import type { AccessPart } from '../../../domain/access/access-endpoint';
import type { FindingsPolicy } from '../../../domain/findings-policy';

/** Rules that need another part of standing access than `roles`, or one of several. */
const partsOf: Readonly<Record<string, readonly AccessPart[]>> = {
  'disabled-account-holds-role': ['people', 'groups'],
  'synced-account-holds-role': ['people'],
  'group-owner-can-grant': ['groups'],
  'tier0-without-conditional-access': ['conditional-access'],
  'excluded-from-conditional-access': ['conditional-access'],
  'authentication-context-unused': ['conditional-access'],
};

/** Rules that are about members of groups in PIM as well, and so find something without the part `roles`. */
const alsoOfGroups: readonly string[] = [
  'appeared-without-event',
  'vanished-without-event',
  'event-without-effect',
  'activation-not-logged',
  'disabled-account-holds-role',
  'eligible-without-end',
  'eligible-not-used',
  'access-expires-soon',
];

/**
 * Returns why a rule can find nothing under a policy, as the end of a sentence; null when it can: it is switched off, or
 * lacks a setting without which it has nothing to compare with.
 */
export function whyUnable(id: string, policy: FindingsPolicy): string | null {
  if (policy.disabled.includes(id)) return 'is switched off by FINDINGS.disabled';
  if (id === 'break-glass-used' && policy.breakGlassAccounts.length === 0)
    return 'finds nothing until FINDINGS.breakGlassAccounts names an account, such as ["breakglass@contoso.com"]';
  const rule = rules.find((each) => each.id === id);
  if (rule !== undefined && thresholdsOf(rule, policy).pattern === '')
    return `finds nothing until FINDINGS.${id} sets a pattern, such as {"pattern":"^INC[0-9]+$"}`;
  return null;
}

/** Returns why a rule can find nothing in the parts of standing access that are read; null when it can. */
export function whyUnread(id: string, parts: readonly AccessPart[]): string | null {
  if (!accessRules.some((rule) => rule.id === id)) return null;
  if (parts.length === 0)
    return 'needs standing access, and STANDING_ACCESS is off: set it to "roles" or more';
  const needed = partsOf[id] ?? [];
  if (needed.length > 0 && !needed.some((part) => parts.includes(part)))
    return `needs a part of standing access that is not read: add ${needed.join(' or ')} to STANDING_ACCESS`;
  return parts.includes('roles') || alsoOfGroups.includes(id)
    ? null
    : 'needs a part of standing access that is not read: add roles to STANDING_ACCESS';
}
