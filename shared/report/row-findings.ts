import { holderKey } from '../analysis/findings/wording/about-access';
import { accessRules } from '../analysis/findings/rules';
import type { Finding } from '../domain/finding';
import { roleKey, type Principal, type RatedRole, type Role, type Scope } from '../domain/events/people';

/** Who holds what, and where. */
export interface HeldRow {
  readonly principal: Principal;
  readonly role: RatedRole;
  readonly scope: Scope;
}

/** The open findings of each row, worst first. */
export interface RowFindings {
  /** Those that rest on the same events as a row. */
  of(eventIds: readonly string[]): readonly Finding[];
  /** The ids of their rules: see {@link rulesIn}. */
  rulesOf(eventIds: readonly string[]): readonly string[];
  /** Those about standing access that concern somebody's hold on a role. */
  ofHolder(row: HeldRow): readonly Finding[];
  /** Those about standing access that concern a role, whoever holds it. */
  ofRole(role: Role): readonly Finding[];
}

/** The ids of the findings' rules, each once: the worst first, each followed by the weaker ones merged into it. */
export const rulesIn = (findings: readonly Finding[]): readonly string[] => [
  ...new Set(findings.flatMap(({ rule, alsoRules }) => [rule, ...alsoRules])),
];

const aboutAccess = new Set(accessRules.map(({ id }) => id));

/**
 * The key of the row of standing access that a finding is about: an assignment, or the settings of a role. Null for a
 * finding that is about neither.
 */
export function accessRowKey({ rule, principal, role, scope }: Finding): string | null {
  if (!aboutAccess.has(rule) || role === null) return null;
  if (principal === null) return roleRowKey(role);
  return holderRowKey({ principal, role, scope: scope ?? { id: null, name: null } });
}

/** The key of an assignment's row; those of one person, role and scope share it. */
export const holderRowKey = (row: HeldRow): string => `holder ${holderKey(row)}`;

/** The key of the row with a role's settings. */
export const roleRowKey = (role: Role): string => `role ${roleKey(role)}`;

/** Indexes the open findings by event and by row of standing access. */
export function rowFindings(findings: readonly Finding[]): RowFindings {
  const byKey = new Map<string, Finding[]>();
  const order = new Map(findings.map((finding, index) => [finding, index]));
  const add = (key: string, finding: Finding): void => {
    const known = byKey.get(key);
    if (known === undefined) byKey.set(key, [finding]);
    else known.push(finding);
  };
  for (const finding of findings.filter(({ suppressed }) => suppressed === null)) {
    for (const id of finding.eventIds) add(`event ${id}`, finding);
    const key = accessRowKey(finding);
    if (key !== null) add(key, finding);
  }
  const of = (eventIds: readonly string[]): Finding[] =>
    [...new Set(eventIds.flatMap((id) => byKey.get(`event ${id}`) ?? []))].sort(
      (a, b) => (order.get(a) ?? 0) - (order.get(b) ?? 0),
    );
  return {
    of,
    rulesOf: (eventIds) => rulesIn(of(eventIds)),
    ofHolder: (row) => byKey.get(holderRowKey(row)) ?? [],
    ofRole: (role) => byKey.get(roleRowKey(role)) ?? [],
  };
}
