import { activationColumnKeys, type ActivationColumnKey } from '../../domain/reports/activation-column-keys';
import { approvalMinutes, elevatedMinutes, endingOf, type Elevation } from '../../domain/events/elevation';
import { knownName } from '../../domain/events/people';
import { requestedBy } from '../requested-by';
import type { RowFindings } from './row-findings';
import type { ColumnFacts, ReportColumn } from './column';
import { duration, collapsed, id, instant, long, minutes, text } from './column';
import {
  eventIds,
  findingsOfEvents,
  person,
  privileged,
  provider,
  role,
  scope,
  source,
  upn,
} from './shared-columns';

type Columns = Readonly<Record<ActivationColumnKey, ColumnFacts<Elevation>>>;

/** The header of the column by whose value links find an activation. */
export const activationKeyHeader = 'Request id';

/** What ended an activation, or that it is not known whether it ended; null while it runs or when it never started. */
function endedBy(row: Elevation): string | null {
  const ending = endingOf(row);
  return ending === 'running' ? null : ending;
}

/** The columns by their keys, in any order: {@link activationColumnKeys} is the standard one. */
const columns = (findings: RowFindings): Columns => ({
  person: person(
    'Person',
    'Who held the role: display name, else user principal name, else object id.',
    (row) => row.principal,
  ),
  role: role(
    'The role that was activated. For Groups it is Member or Owner, and the group is the scope.',
    (row) => row.role,
  ),
  started: instant(
    'Started',
    'When the role became active or, if it was granted for a later start, when it will. Empty otherwise.',
    (row) => row.startedAt,
  ),
  duration: duration(
    'Duration',
    11,
    'Real elevated time in hours and minutes, from start to real end. Empty while it runs, when its end is unknown or when it never started.',
    elevatedMinutes,
    { hasTotal: true },
  ),
  justification: long('Why', 32, 'The reason that the person typed, unchanged.', (row) => row.justification),
  approver: text(
    'Decided by',
    20,
    'Who approved or denied the request; after a denial the outcome is "denied".',
    (row) => knownName(row.approver),
  ),
  outcome: text('Outcome', 12, 'How the request ended; "About" explains the words.', (row) => row.outcome),
  ...findingsOfEvents<Elevation>(findings),
  scope: scope((row) => row.scope),
  requestedBy: text(
    'Requested by',
    18,
    'Who requested it, if it was somebody else. Empty otherwise.',
    (row) => knownName(requestedBy(row)),
  ),
  ended: instant(
    'Ended',
    'When the role really ended. Empty while it was still active as this report was made, or when that is unknown.',
    (row) => row.endedAt,
    collapsed,
  ),
  endedBy: text('Ended by', 13, 'What ended it; "About" explains the words.', endedBy, collapsed),
  plannedEnd: instant(
    'Planned end',
    'When the role was due to expire.',
    (row) => row.plannedEndAt,
    collapsed,
  ),
  requested: instant('Requested', 'When the activation was requested.', (row) => row.requestedAt, collapsed),
  approved: instant(
    'Approved',
    'When it was approved. Empty when no approval was needed or given.',
    (row) => row.approvedAt,
    collapsed,
  ),
  waited: minutes(
    'Waited (min)',
    14,
    'Minutes from the request to the approval.',
    approvalMinutes,
    collapsed,
  ),
  minutes: minutes(
    'Minutes',
    11,
    'The duration as a number of minutes, to calculate with.',
    elevatedMinutes,
    {
      ...collapsed,
      hasTotal: true,
    },
  ),
  ticket: text(
    'Ticket',
    16,
    'The ticket number that was typed.',
    (row) => row.ticket?.number ?? null,
    collapsed,
  ),
  ticketSystem: text(
    'Ticket system',
    16,
    'The ticket system that was typed.',
    (row) => row.ticket?.system ?? null,
    collapsed,
  ),
  mfa: text(
    'MFA',
    13,
    'Whether multi-factor authentication was recorded; "About" explains the words.',
    (row) => row.mfa,
    collapsed,
  ),
  ipAddress: text('IP address', 18, 'The address of the request.', (row) => row.ipAddress, collapsed),
  failureReason: text(
    'Failure reason',
    30,
    'The error of a failed request; Timeout if a timeout has no error code.',
    (row) => row.failureReason,
    collapsed,
  ),
  upn: upn('Person (UPN)', (row) => row.principal),
  privileged: privileged((row) => row.role),
  provider: provider(),
  source: source((row) => row.sources),
  id: id(
    activationKeyHeader,
    38,
    'The id of the request (of its first event, if it has none); the same in the JSON report.',
    (row) => row.id,
    collapsed,
  ),
  eventIds: eventIds(
    'The audit events that this row was joined from, in order of time. Those of the period are on the Events sheet.',
  ),
});

/**
 * The columns of the Activations sheet. Null gives all of them in the standard order, details collapsed; keys choose
 * and order them, with the person always first and none collapsed. Unknown keys are left out: settings have refused them.
 */
export function activationColumns(
  keys: readonly string[] | null,
  findings: RowFindings,
): readonly ReportColumn<Elevation>[] {
  const all = columns(findings);
  const known = new Set<string>(activationColumnKeys);
  const wanted = keys === null ? activationColumnKeys : ['person', ...keys.filter((key) => known.has(key))];
  return [...new Set(wanted)].map((key) => {
    const { collapsed: isCollapsed, ...facts } = all[key as ActivationColumnKey];
    return { key, ...facts, ...(isCollapsed === true && keys === null ? collapsed : {}) };
  });
}

/** {@link activationColumns} with the key column, collapsed where it was not chosen: links find a row by it. */
export function linkedActivationColumns(
  keys: readonly string[] | null,
  findings: RowFindings,
): readonly ReportColumn<Elevation>[] {
  const chosen = activationColumns(keys, findings);
  if (chosen.some(({ key }) => key === 'id')) return chosen;
  return [...chosen, { key: 'id', ...columns(findings).id }];
}
