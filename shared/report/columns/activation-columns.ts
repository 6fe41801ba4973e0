import type { ActivationColumnKey } from '../../domain/activation-columns';
import { activationColumnKeys } from '../../domain/activation-columns';
import type { Elevation } from '../../domain/elevation';
import { approvalMinutes, elevatedMinutes } from '../../domain/elevation';
import { knownName } from '../../domain/people';
import { entraPage } from '../entra-page';
import { providerWords } from '../words';
import type { ColumnFacts, ReportColumn } from './column';
import { id, idList, instant, long, minutes, text, yesNo } from './column';
import { sourceColumn } from './source-column';

const columns: Readonly<Record<ActivationColumnKey, ColumnFacts<Elevation>>> = {
  started: instant(
    'Started',
    'When the role became active. Empty when it never did.',
    (row) => row.startedAt,
  ),
  person: text(
    'Person',
    22,
    'Who held the role: display name, else user principal name, else object id.',
    (row) => knownName(row.principal),
    { link: (row) => entraPage(row.principal) },
  ),
  upn: text(
    'User principal name',
    30,
    'The sign-in name of that person. Empty for groups and service principals.',
    (row) => row.principal.upn,
  ),
  role: text(
    'Role',
    30,
    'The role that was activated. For Groups it is Member or Owner, and the group is the scope.',
    (row) => knownName(row.role),
  ),
  privileged: text(
    'Privileged',
    12,
    'Whether Microsoft, or your settings, call the role privileged.',
    (row) => yesNo(row.role.privileged),
  ),
  scope: text(
    'Scope',
    24,
    'Where the role reaches: the directory, an administrative unit, a group or an Azure resource.',
    (row) => knownName(row.scope),
  ),
  provider: text(
    'Provider',
    16,
    'Entra roles, Groups (PIM for Groups) or Azure resources.',
    (row) => providerWords[row.provider],
  ),
  outcome: text('Outcome', 13, 'How the request ended; "About" says how to read it.', (row) => row.outcome),
  requested: instant('Requested', 'When the activation was asked for.', (row) => row.requestedAt),
  approved: instant(
    'Approved',
    'When it was approved. Empty when no approval was needed or given.',
    (row) => row.approvedAt,
  ),
  approver: text('Approver', 22, 'Who approved or denied it.', (row) => knownName(row.approver)),
  waited: minutes('Waited (min)', 14, 'Minutes from the request to the approval.', approvalMinutes),
  plannedEnd: instant('Planned end', 'When the role was due to expire.', (row) => row.plannedEndAt),
  ended: instant(
    'Ended',
    'When the role really ended. Empty while it was still active as this report was made.',
    (row) => row.endedAt,
  ),
  endedBy: text('Ended by', 13, 'What ended it; "About" says how to read it.', (row) => row.endedBy),
  minutes: minutes(
    'Minutes',
    11,
    'Real elevated time in minutes, from start to real end. Empty while it runs or when it never started.',
    elevatedMinutes,
    { hasTotal: true },
  ),
  justification: long(
    'Justification',
    48,
    'What the person typed as the reason, unchanged.',
    (row) => row.justification,
  ),
  ticket: text('Ticket', 16, 'The ticket number that was typed.', (row) => row.ticket?.number ?? null),
  ticketSystem: text(
    'Ticket system',
    16,
    'The ticket system that was typed.',
    (row) => row.ticket?.system ?? null,
  ),
  mfa: text(
    'MFA',
    13,
    'Whether multi-factor authentication was recorded; "About" says how to read it.',
    (row) => row.mfa,
  ),
  ipAddress: text('IP address', 18, 'The address from which it was asked for.', (row) => row.ipAddress),
  failureReason: text(
    'Failure reason',
    30,
    'The error of a failed request, as the service wrote it.',
    (row) => row.failureReason,
  ),
  source: sourceColumn((row) => row.sources),
  id: id(
    'Request id',
    38,
    'The id of the request (of its first event, if it has none); the same in the JSON report.',
    (row) => row.id,
  ),
  eventIds: id(
    'Event ids',
    40,
    'The audit events this row was put together from, in order of time. Those of the period are on the Events sheet.',
    (row) => idList(row.eventIds),
  ),
};

/**
 * The columns of the Activations sheet, chosen and ordered by key; null gives all of them in the standard order.
 * Unknown keys are left out: settings have refused them before.
 */
export function activationColumns(keys: readonly string[] | null): readonly ReportColumn<Elevation>[] {
  const known = new Set<string>(activationColumnKeys);
  const chosen = [...new Set(keys ?? activationColumnKeys)].filter((key) => known.has(key));
  return chosen.map((key) => ({ key, ...columns[key as ActivationColumnKey] }));
}
