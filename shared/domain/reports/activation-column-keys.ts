/**
 * Column keys of the Activations sheet. Their order here is the order of the columns, unless `REPORTS` chooses and orders
 * columns by them; the order in which the columns are defined decides nothing.
 */
export const activationColumnKeys = [
  'person',
  'role',
  'started',
  'duration',
  'justification',
  'approver',
  'outcome',
  'worst',
  'findings',
  'scope',
  'requestedBy',
  'ended',
  'endedBy',
  'plannedEnd',
  'requested',
  'approved',
  'waited',
  'minutes',
  'ticket',
  'ticketSystem',
  'mfa',
  'ipAddress',
  'failureReason',
  'upn',
  'privileged',
  'provider',
  'worstRank',
  'source',
  'id',
  'eventIds',
] as const;

/** One of {@link activationColumnKeys}. */
export type ActivationColumnKey = (typeof activationColumnKeys)[number];
