import type { ActivationColumnKey } from '../../domain/activation-columns';
import { activationColumnKeys } from '../../domain/activation-columns';
import type { Elevation } from '../../domain/elevation';
import { approvalMinutes, elevatedMinutes } from '../../domain/elevation';
import { entraPage } from '../entra-page';
import { providerWords } from '../words';
import type { Column } from './column';
import { idList, yesNo } from './column';

type Facts = Omit<Column<Elevation>, 'key'>;

const columns: Readonly<Record<ActivationColumnKey, Facts>> = {
  started: {
    header: 'Started',
    width: 19,
    kind: 'instant',
    help: 'When the role became active. Empty when it never did.',
    value: (row) => row.startedAt,
  },
  person: {
    header: 'Person',
    width: 22,
    kind: 'text',
    help: 'Who held the role: display name, else user principal name, else object id.',
    value: ({ principal }) => principal.name ?? principal.upn ?? principal.id,
    link: ({ principal }) => entraPage(principal),
  },
  upn: {
    header: 'User principal name',
    width: 30,
    kind: 'text',
    help: 'The sign-in name of that person. Empty for groups and service principals.',
    value: (row) => row.principal.upn,
  },
  role: {
    header: 'Role',
    width: 30,
    kind: 'text',
    help: 'The role that was activated. For Groups it is Member or Owner, and the group is the scope.',
    value: ({ role }) => role.name ?? role.id,
  },
  privileged: {
    header: 'Privileged',
    width: 12,
    kind: 'text',
    help: 'Whether Microsoft, or your settings, call the role privileged.',
    value: (row) => yesNo(row.role.privileged),
  },
  scope: {
    header: 'Scope',
    width: 24,
    kind: 'text',
    help: 'Where the role reaches: the directory, an administrative unit, a group or an Azure resource.',
    value: ({ scope }) => scope.name ?? scope.id,
  },
  provider: {
    header: 'Provider',
    width: 16,
    kind: 'text',
    help: 'Entra roles, Groups (PIM for Groups) or Azure resources.',
    value: (row) => providerWords[row.provider],
  },
  outcome: {
    header: 'Outcome',
    width: 13,
    kind: 'text',
    help: 'How the request ended; "About" says how to read it.',
    value: (row) => row.outcome,
  },
  requested: {
    header: 'Requested',
    width: 19,
    kind: 'instant',
    help: 'When the activation was asked for.',
    value: (row) => row.requestedAt,
  },
  approved: {
    header: 'Approved',
    width: 19,
    kind: 'instant',
    help: 'When it was approved. Empty when no approval was needed or given.',
    value: (row) => row.approvedAt,
  },
  approver: {
    header: 'Approver',
    width: 22,
    kind: 'text',
    help: 'Who approved or denied it.',
    value: ({ approver }) => approver?.name ?? approver?.upn ?? approver?.id ?? null,
  },
  waited: {
    header: 'Waited (min)',
    width: 14,
    kind: 'minutes',
    help: 'Minutes from the request to the approval.',
    value: approvalMinutes,
  },
  plannedEnd: {
    header: 'Planned end',
    width: 19,
    kind: 'instant',
    help: 'When the role was due to expire.',
    value: (row) => row.plannedEndAt,
  },
  ended: {
    header: 'Ended',
    width: 19,
    kind: 'instant',
    help: 'When the role really ended. Empty while it was still active as this report was made.',
    value: (row) => row.endedAt,
  },
  endedBy: {
    header: 'Ended by',
    width: 13,
    kind: 'text',
    help: 'What ended it; "About" says how to read it.',
    value: (row) => row.endedBy,
  },
  minutes: {
    header: 'Minutes',
    width: 11,
    kind: 'minutes',
    help: 'Real elevated time in minutes, from start to real end. Empty while it runs or when it never started.',
    value: elevatedMinutes,
    hasTotal: true,
  },
  justification: {
    header: 'Justification',
    width: 48,
    kind: 'long',
    help: 'What the person typed as the reason, unchanged.',
    value: (row) => row.justification,
  },
  ticket: {
    header: 'Ticket',
    width: 16,
    kind: 'text',
    help: 'The ticket number that was typed.',
    value: (row) => row.ticket?.number ?? null,
  },
  ticketSystem: {
    header: 'Ticket system',
    width: 16,
    kind: 'text',
    help: 'The ticket system that was typed.',
    value: (row) => row.ticket?.system ?? null,
  },
  mfa: {
    header: 'MFA',
    width: 13,
    kind: 'text',
    help: 'Whether multi-factor authentication was recorded; "About" says how to read it.',
    value: (row) => row.mfa,
  },
  ipAddress: {
    header: 'IP address',
    width: 18,
    kind: 'text',
    help: 'The address from which it was asked for.',
    value: (row) => row.ipAddress,
  },
  failureReason: {
    header: 'Failure reason',
    width: 30,
    kind: 'text',
    help: 'The error of a failed request, as the service wrote it.',
    value: (row) => row.failureReason,
  },
  id: {
    header: 'Request id',
    width: 38,
    kind: 'id',
    help: 'The id of the request (of its first event, if it has none); the same in the JSON report.',
    value: (row) => row.id,
  },
  eventIds: {
    header: 'Event ids',
    width: 40,
    kind: 'id',
    help: 'The audit events this row was put together from, in order of time. Those of the period are on the Events sheet.',
    value: (row) => idList(row.eventIds),
  },
};

/**
 * The columns of the Activations sheet, chosen and ordered by key; null gives all of them in the standard order.
 * Keys that do not exist are left out: settings have refused them before.
 */
export function activationColumns(keys: readonly string[] | null): readonly Column<Elevation>[] {
  const known = new Set<string>(activationColumnKeys);
  const chosen = [...new Set(keys ?? activationColumnKeys)].filter((key) => known.has(key));
  return chosen.map((key) => ({ key, ...columns[key as ActivationColumnKey] }));
}
