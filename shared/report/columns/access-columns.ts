import { useDays } from '../../analysis/access/access-past';
import { worstSeverity } from '../../domain/finding';
import { knownName } from '../../domain/events/people';
import type { Assignment } from '../../domain/access/standing-access';
import { accessRulesIn, type RowFindings } from './row-findings';
import { columnList, collapsed, instant, number, text, yesNo, type ReportColumn } from './column';
import { findingsOf, objectId, person, privileged, role, scope, upn } from './shared-columns';

/** The header of the column by whose value links find an assignment. */
export const accessKeyHeader = 'No.';

/** What the columns need beside a row. */
export interface AccessColumnFacts {
  readonly rows: readonly Assignment[];
  readonly findings: RowFindings;
  /** How many of the last 90 days the store holds. */
  readonly knownDays: number;
}

/** The columns of the Access sheet: one row an assignment. */
export function accessColumns({
  rows,
  findings,
  knownDays,
}: AccessColumnFacts): readonly ReportColumn<Assignment>[] {
  const numbers = new Map(rows.map((row, index) => [row, index + 1]));
  const open = findingsOf<Assignment>(
    (row) => worstSeverity(findings.ofHolder(row)),
    (row) => accessRulesIn(findings.ofHolder(row)),
  );
  return columnList<Assignment>({
    person: person(
      'Person',
      'Who holds the role: a person, a group or an application.',
      (row) => row.principal,
    ),
    role: role('The role that is held; for a group, Member or Owner.', (row) => row.role),
    kind: text(
      'Held as',
      12,
      'eligible: may be activated; active: in force without an activation.',
      (row) => row.kind,
    ),
    permanent: text(
      'Permanent',
      12,
      'yes for an assignment without an end, no for one with an end. Empty if Microsoft Graph does not say.',
      (row) => yesNo(row.permanent),
    ),
    via: text('Held through', 22, 'directly, or the group whose members hold it.', ({ via }) =>
      via === null ? 'directly' : (knownName(via) ?? 'a group'),
    ),
    until: instant('Until', 'When the assignment ends. Empty when it has no end.', (row) => row.until),
    lastActivation: instant(
      'Last activation',
      `When the role was last activated in the last ${useDays} days. "cannot tell yet" while fewer days are on record.`,
      (row) => row.lastActivatedAt ?? unusedWords(row, knownDays),
    ),
    activations: number(
      `Activations in ${useDays} days`,
      20,
      `How often it was activated in the last ${useDays} days, as far as they are on record. Empty for what needs no activation.`,
      (row) => (isActivated(row) || row.activations90Days > 0 ? row.activations90Days : null),
    ),
    worst: open.worst,
    findings: open.findings,
    scope: scope((row) => row.scope),
    account: text(
      'Account',
      20,
      'Whether the account is enabled, a guest, or synchronised from on-premises. Empty where it was not read.',
      accountWords,
    ),
    lastSignIn: instant(
      'Last sign-in',
      'The last sign-in that Microsoft Entra ID recorded. Empty where it was not read.',
      (row) => row.lastSignInAt,
    ),
    since: instant(
      'Since',
      'When the assignment started. Empty for one that was made outside PIM.',
      (row) => row.since,
      collapsed,
    ),
    type: text('Kind', 16, 'user, group or application.', typeWords, collapsed),
    privileged: privileged((row) => row.role),
    upn: upn('Person (UPN)', (row) => row.principal),
    id: objectId('Person (id)', (row) => row.principal),
    worstRank: open.worstRank,
    number: number(
      accessKeyHeader,
      8,
      'The place of the row: the most powerful roles first. Sorting by it restores the order.',
      (row) => numbers.get(row) ?? null,
      collapsed,
    ),
  });
}

/** Whether a row is of the kind that activations show the use of. */
const isActivated = ({ kind, principal }: Assignment): boolean =>
  kind === 'eligible' && principal.type !== 'group';

function unusedWords(row: Assignment, knownDays: number): string | null {
  if (!isActivated(row)) return null;
  return knownDays < useDays ? 'cannot tell yet' : `not in ${useDays} days`;
}

function accountWords({ enabled, guest, synced }: Assignment): string | null {
  const words = [
    enabled === null ? null : enabled ? 'enabled' : 'disabled',
    guest === true ? 'guest' : null,
    synced === true ? 'synchronised' : null,
  ].filter((word) => word !== null);
  return words.length === 0 ? null : words.join(', ');
}

function typeWords({ principal: { type } }: Assignment): string | null {
  return type === 'servicePrincipal' ? 'application' : type;
}
