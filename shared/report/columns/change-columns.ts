import type { Change } from '../../domain/change';
import { knownName } from '../../domain/people';
import { entraPage } from '../entra-page';
import { changeWords, providerWords } from '../words';
import type { ReportColumn } from './column';
import { columnList, id, idList, instant, long, number, text, yesNo } from './column';
import { sourceColumn } from './source-column';

/** The columns of the Changes sheet. */
export const changeColumns: readonly ReportColumn<Change>[] = columnList({
  at: instant('When', 'When the change was made.', (row) => row.at),
  kind: text(
    'Change',
    30,
    'What was changed about who may hold a role, or about PIM itself.',
    (row) => changeWords[row.kind],
  ),
  result: text('Result', 12, 'requested, completed, failed, cancelled or denied.', (row) => row.result),
  person: text(
    'Person',
    22,
    'Whose access was changed: a person, a group or a service principal.',
    (row) => knownName(row.principal),
    { link: (row) => entraPage(row.principal) },
  ),
  upn: text(
    'User principal name',
    30,
    'The sign-in name of that person.',
    (row) => row.principal?.upn ?? null,
  ),
  role: text('Role', 30, 'The role concerned.', (row) => knownName(row.role)),
  privileged: text(
    'Privileged',
    12,
    'Whether Microsoft, or your settings, call the role privileged.',
    (row) => yesNo(row.role?.privileged ?? null),
  ),
  scope: text('Scope', 24, 'Where the role reaches.', (row) => knownName(row.scope)),
  provider: text(
    'Provider',
    16,
    'Entra roles, Groups (PIM for Groups) or Azure resources.',
    (row) => providerWords[row.provider],
  ),
  from: instant('From', 'When the assignment starts.', (row) => row.startsAt),
  until: instant(
    'Until',
    'When the assignment ends. Empty when it is permanent or has no end of its own.',
    (row) => row.endsAt,
  ),
  permanent: text(
    'Permanent',
    12,
    'yes for an assignment without an end, no for one with; empty where that has no meaning.',
    (row) => yesNo(row.permanent),
  ),
  initiator: text('Made by', 22, 'Who made the change: a person, an application or the PIM service.', (row) =>
    knownName(row.initiator),
  ),
  initiatorUpn: text(
    'Made by (UPN)',
    30,
    'The sign-in name of who made it. Empty for applications.',
    (row) => row.initiator?.upn ?? null,
  ),
  subject: text(
    'About',
    30,
    'What the change is about when it is no person and no role: an alert, a resource, a setting.',
    (row) => row.subject,
  ),
  justification: long(
    'Reason or text',
    48,
    'The reason that was typed, the text of a settings change, or the error of a failure.',
    (row) => row.justification,
  ),
  count: number(
    'Times seen',
    12,
    'How often the same fact was reported. Assignments outside PIM are reported again every two hours.',
    (row) => row.count,
  ),
  source: sourceColumn((row) => row.sources),
  eventIds: id(
    'Event ids',
    40,
    'The audit events that prove the change. Those of the period are on the Events sheet.',
    (row) => idList(row.eventIds),
  ),
});
