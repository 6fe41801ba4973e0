import type { Change } from '../../domain/events/change';
import { asPrincipal } from '../../domain/events/people';
import type { RowFindings } from './row-findings';
import { changeKindWords } from '../words/words';
import { columnList, collapsed, id, instant, long, number, text, yesNo, type ReportColumn } from './column';
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

/** The header of the column by whose value links find a change. */
export const changeKeyHeader = 'Change id';

/** The columns of the Changes sheet. */
export function changeColumns(findings: RowFindings): readonly ReportColumn<Change>[] {
  const open = findingsOfEvents<Change>(findings);
  return columnList({
    person: person(
      'Person',
      'Whose access was changed: a person, a group or a service principal.',
      (row) => row.principal,
    ),
    kind: text(
      'Change',
      24,
      'What was changed: who may hold a role, a role setting, or PIM itself.',
      (row) => changeKindWords[row.kind],
    ),
    role: role('The role concerned.', (row) => row.role),
    subject: text(
      'About',
      20,
      'What the change is about if not a person or a role: an alert, a resource, a setting.',
      (row) => row.subject,
    ),
    at: instant('When', 'When the change was made.', (row) => row.at),
    initiator: person(
      'Made by',
      'Who made the change: a person, an application or the PIM service.',
      ({ initiator }) => (initiator === null ? null : asPrincipal(initiator)),
    ),
    justification: long(
      'Reason or text',
      34,
      'The reason that was typed, the text of a settings change, or the error of a failure.',
      (row) => row.justification,
    ),
    result: text('Result', 12, 'requested, completed, failed, cancelled or denied.', (row) => row.result),
    worst: open.worst,
    findings: open.findings,
    until: instant(
      'Until',
      'When the assignment ends. Empty when it is permanent or has no end of its own.',
      (row) => row.endsAt,
    ),
    scope: scope((row) => row.scope),
    from: instant('From', 'When the assignment starts.', (row) => row.startsAt, collapsed),
    permanent: text(
      'Permanent',
      12,
      'yes for an assignment without an end, no for one with an end; otherwise empty.',
      (row) => yesNo(row.permanent),
      collapsed,
    ),
    count: number(
      'Times seen',
      12,
      'How often the same fact was reported. Entra reports an assignment outside PIM again every two hours.',
      (row) => row.count,
      collapsed,
    ),
    upn: upn('Person (UPN)', (row) => row.principal),
    initiatorUpn: upn('Made by (UPN)', (row) => row.initiator),
    privileged: privileged((row) => row.role),
    provider: provider(),
    worstRank: open.worstRank,
    source: source((row) => row.sources),
    id: id(changeKeyHeader, 38, 'The id of its first audit event.', changeKey, collapsed),
    eventIds: eventIds(
      'The audit events that prove the change. Those of the period are on the Events sheet.',
    ),
  });
}

/** The value of a change in its key column; null when no event proves it. */
export const changeKey = (change: Change): string | null => change.eventIds[0] ?? null;
