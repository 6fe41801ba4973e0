import { holderKey } from '../../analysis/findings/wording/about-access';
import { accessRules } from '../../analysis/findings/rules';
import { evidenceOf, worstSeverity, type Finding, type Severity } from '../../domain/finding';
import { roleKey, type Role } from '../../domain/events/people';
import { assignmentKinds, type Assignment } from '../../domain/access/standing-access';

/** Who holds what, where, and as what kind of assignment. */
export type HeldRow = Pick<Assignment, 'principal' | 'role' | 'scope' | 'kind'>;

/** The open findings of each row, worst first. */
export interface RowFindings {
  /** Those that rest on at least one of a row's events. */
  of(eventIds: readonly string[]): readonly Finding[];
  /** The ids of their rules that rest on at least one of these events: merged rules may rest on other events. */
  rulesOf(eventIds: readonly string[]): readonly string[];
  /** The worst severity among the rules that rest on at least one of these events; null without one. */
  worstOf(eventIds: readonly string[]): Severity | null;
  /** Those about standing access that concern somebody's hold on a role. */
  ofHolder(row: HeldRow): readonly Finding[];
  /** Those about standing access that concern a role, whoever holds it. */
  ofRole(role: Role): readonly Finding[];
}

/** One rule of a finding; its own rule has the severity of the whole finding. */
interface Mark {
  readonly finding: Finding;
  readonly rule: string;
  readonly severity: Severity;
  readonly order: number;
}

const aboutAccess = new Set(accessRules.map(({ id }) => id));

/** The ids of the findings' rules about standing access, each once; rules merged with them rest on events alone. */
export const accessRulesIn = (findings: readonly Finding[]): readonly string[] =>
  [...new Set(findings.flatMap(({ rule, alsoRules }) => [rule, ...alsoRules]))].filter((rule) =>
    aboutAccess.has(rule),
  );

/**
 * The keys of the rows of standing access that a finding is about: one for each kind of assignment, or that of a role's
 * settings. None for a finding that is about neither.
 */
export function accessRowKeys({
  rule,
  principal,
  role,
  scope,
  assignmentKinds: kinds,
}: Finding): readonly string[] {
  if (!aboutAccess.has(rule) || role === null) return [];
  if (principal === null) return [roleRowKey(role)];
  const holder = { principal, role, scope: scope ?? { id: null, name: null } };
  return (kinds ?? assignmentKinds).map((kind) => holderRowKey({ ...holder, kind }));
}

/** The key of an assignment's row; those of one person, role, scope and kind share it. */
export const holderRowKey = (row: HeldRow): string => `${row.kind} ${holderKey(row)}`;

/** The key of the row with a role's settings. */
export const roleRowKey = (role: Role): string => `role ${roleKey(role)}`;

/** Indexes the open findings by event and by row of standing access. */
export function rowFindings(findings: readonly Finding[]): RowFindings {
  const byEvent = new Map<string, Mark[]>();
  const byRow = new Map<string, Finding[]>();
  let order = 0;
  for (const finding of findings.filter(({ suppressed }) => suppressed === null)) {
    for (const { rule, severity, eventIds } of evidenceOf(finding)) {
      const own = rule === finding.rule ? finding.severity : severity;
      const mark = { finding, rule, severity: own, order: (order += 1) };
      for (const id of eventIds) add(byEvent, id, mark);
    }
    for (const key of accessRowKeys(finding)) add(byRow, key, finding);
  }
  const marksOf = (eventIds: readonly string[]): Mark[] =>
    [...new Set(eventIds.flatMap((id) => byEvent.get(id) ?? []))].sort((a, b) => a.order - b.order);
  return {
    of: (eventIds) => [...new Set(marksOf(eventIds).map(({ finding }) => finding))],
    rulesOf: (eventIds) => [...new Set(marksOf(eventIds).map(({ rule }) => rule))],
    worstOf: (eventIds) => worstSeverity(marksOf(eventIds)),
    ofHolder: (row) => byRow.get(holderRowKey(row)) ?? [],
    ofRole: (role) => byRow.get(roleRowKey(role)) ?? [],
  };
}

function add<Value>(lists: Map<string, Value[]>, key: string, value: Value): void {
  const known = lists.get(key);
  if (known === undefined) lists.set(key, [value]);
  else known.push(value);
}
