import { assignmentKinds, type Change, type ChangeKind } from '../../domain/change';

const holdings: readonly ChangeKind[] = [
  ...assignmentKinds,
  'extend-renew-approved',
  'assigned-outside-pim',
  'removed-outside-pim',
];

/** Whether a change shows that its principal holds the role from then on, or held it until then. */
export function showsHolding({ kind, result }: Change): boolean {
  return result === 'completed' && holdings.includes(kind);
}
