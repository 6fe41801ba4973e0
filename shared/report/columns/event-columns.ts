import { entraPage } from '../entra-page';
import type { LoggedEvent } from '../report-model';
import { columnList, collapsed, id, instant, problem, text, type ReportColumn } from './column';
import { source } from './shared-columns';

/** The header of the column by whose value links find an event. */
export const eventKeyHeader = 'Event id';

/** The columns of the Events sheet. */
export const eventColumns: readonly ReportColumn<LoggedEvent>[] = columnList({
  at: instant('When', 'When the event happened, as it says itself.', (row) => row.at),
  activity: text('Activity', 48, 'What Microsoft calls it.', (row) => row.activity),
  problem: problem(
    'Unreadable because',
    24,
    'Why the event could not be understood. Empty when it was; such an event is kept and counted.',
    (row) => row.problem,
  ),
  result: text('Result', 11, 'success, failure, timeout or unknown.', (row) => row.result),
  initiator: text('Made by', 28, 'Who or what caused the event.', (row) => row.initiator),
  principal: text(
    'Person',
    28,
    'Whom it concerns: a person, a group or a service principal.',
    (row) => row.principal,
    { link: (row) => entraPage({ id: row.principalId, type: row.principalType }) },
  ),
  role: text('Role', 30, 'The role concerned.', (row) => row.role),
  scope: text('Scope', 26, 'Where the role applies.', (row) => row.scope),
  resultReason: text(
    'Result reason',
    40,
    'The justification on success, the error on failure; Timeout if a timeout has no error code.',
    (row) => row.resultReason,
  ),
  service: text(
    'Logged by',
    16,
    'PIM; Core Directory, for the same changes and those made outside PIM; or Azure RBAC (Elevated Access).',
    (row) => row.service,
    collapsed,
  ),
  category: text('Category', 20, "Microsoft's own grouping of the event.", (row) => row.category, collapsed),
  requestId: id(
    'Request id',
    38,
    'The id that the steps of one request share.',
    (row) => row.requestId,
    collapsed,
  ),
  source: source((row) => [row.source]),
  id: id(
    eventKeyHeader,
    40,
    'The id of the event; other sheets name it under "Event ids".',
    (row) => row.id,
    collapsed,
  ),
  raw: id(
    'Raw JSON',
    40,
    'The event as it is stored. What a cell cannot hold is replaced or cut, with a mark.',
    (row) => row.raw,
    collapsed,
  ),
});
