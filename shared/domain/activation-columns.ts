/** Column keys of the Activations sheet in their default order; `REPORTS` chooses and orders columns by them. */
export const activationColumnKeys = [
  'started',
  'person',
  'upn',
  'role',
  'privileged',
  'scope',
  'provider',
  'outcome',
  'requested',
  'approved',
  'approver',
  'waited',
  'plannedEnd',
  'ended',
  'endedBy',
  'minutes',
  'justification',
  'ticket',
  'ticketSystem',
  'mfa',
  'ipAddress',
  'failureReason',
  'source',
  'id',
  'eventIds',
] as const;

/** One of {@link activationColumnKeys}. */
export type ActivationColumnKey = (typeof activationColumnKeys)[number];
