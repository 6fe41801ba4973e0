/** The keys by which `REPORTS` chooses and orders the columns of the Activations sheet, in the standard order. */
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
  'id',
  'eventIds',
] as const;

/** The key of one column of the Activations sheet. */
export type ActivationColumnKey = (typeof activationColumnKeys)[number];
