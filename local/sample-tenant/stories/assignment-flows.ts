import type { PimActivity } from '../wire/pim-activity';

/** A sequence of events by which an assignment is made, changed or removed. */
export interface AssignmentFlow {
  readonly steps: readonly PimActivity[];
  /** The requester: an administrator, or the member. An administrator answers in any case. */
  readonly askedBy: 'administrator' | 'member';
  /** How often it happens in three weeks. */
  readonly times: number;
  /** Whether the directory logs it as well: a twin of the last step in Core Directory. */
  readonly twin?: 'added' | 'removed';
  readonly eligible: boolean;
  /** Whether the assignment has an end. */
  readonly timebound?: boolean;
  /** The category, where it is not the provider's own. */
  readonly category?: 'ApplicationManagement';
}

const eligible = (
  steps: readonly PimActivity[],
  times: number,
  more: Partial<AssignmentFlow> = {},
): AssignmentFlow => ({
  steps,
  times,
  askedBy: 'administrator',
  eligible: true,
  timebound: steps.some((step) => step.includes('(timebound)')),
  ...more,
});
const active = (
  steps: readonly PimActivity[],
  times: number,
  more: Partial<AssignmentFlow> = {},
): AssignmentFlow => ({
  ...eligible(steps, times, more),
  eligible: false,
});

const member = { askedBy: 'member' } as const;
const added = { twin: 'added' } as const;
const removed = { twin: 'removed' } as const;

/** Every way in which assignments change, at least once each; everyday ones more often. */
export const assignmentFlows: readonly AssignmentFlow[] = [
  eligible(
    [
      'Add eligible member to role in PIM requested (timebound)',
      'Add eligible member to role in PIM completed (timebound)',
    ],
    6,
    added,
  ),
  eligible(
    [
      'Add eligible member to role in PIM requested (permanent)',
      'Add eligible member to role in PIM completed (permanent)',
    ],
    3,
    added,
  ),
  eligible(
    [
      'Add eligible member to role in PIM requested (timebound)',
      'Add eligible member to role in PIM canceled (timebound)',
    ],
    1,
  ),
  eligible(
    [
      'Add eligible member to role in PIM requested (permanent)',
      'Add eligible member to role in PIM canceled (permanent)',
    ],
    1,
  ),
  eligible(
    [
      'Add eligible member to role in PIM requested (renew)',
      'Update member in PIM approved by admin (extend/renew)',
    ],
    1,
    member,
  ),
  eligible(
    [
      'Add eligible member to role in PIM requested (renew)',
      'Add eligible member to role in PIM canceled (renew)',
    ],
    1,
    member,
  ),
  eligible(
    [
      'Update eligible member in PIM requested (extend)',
      'Update member in PIM approved by admin (extend/renew)',
    ],
    2,
    member,
  ),
  eligible(
    [
      'Update eligible member in PIM requested (extend)',
      'Update member in PIM denied by admin (extend/renew)',
    ],
    1,
    member,
  ),
  eligible(
    ['Update eligible member in PIM requested (extend)', 'Update eligible member in PIM canceled (extend)'],
    1,
    member,
  ),
  eligible(
    [
      'Remove eligible member from role in PIM requested (timebound)',
      'Remove eligible member from role in PIM completed (timebound)',
    ],
    3,
    removed,
  ),
  eligible(
    [
      'Remove eligible member from role in PIM requested (permanent)',
      'Remove eligible member from role in PIM completed (permanent)',
    ],
    2,
    removed,
  ),
  eligible(['Remove permanent eligible role assignment'], 1, removed),
  eligible(['Restore eligible member from role in PIM completed'], 1, added),
  eligible(['Restore permanent eligible role assignment'], 1, added),
  active(
    ['Add member to role in PIM requested (timebound)', 'Add member to role in PIM completed (timebound)'],
    3,
    added,
  ),
  active(
    ['Add member to role in PIM requested (permanent)', 'Add member to role in PIM completed (permanent)'],
    1,
    added,
  ),
  active(
    ['Add member to role in PIM requested (timebound)', 'Add member to role in PIM canceled (timebound)'],
    1,
  ),
  active(
    ['Add member to role in PIM requested (permanent)', 'Add member to role in PIM canceled (permanent)'],
    1,
  ),
  active(
    ['Add member to role in PIM requested (renew)', 'Add member to role in PIM canceled (renew)'],
    1,
    member,
  ),
  active(
    ['Update member in PIM requested (extend)', 'Update member in PIM approved by admin (extend/renew)'],
    1,
    member,
  ),
  active(['Update member in PIM requested (extend)', 'Update member in PIM canceled (extend)'], 1, member),
  active(
    [
      'Remove member from role in PIM requested (timebound)',
      'Remove member from role in PIM completed (timebound)',
    ],
    2,
    removed,
  ),
  active(
    [
      'Remove member from role in PIM requested (permanent)',
      'Remove member from role in PIM completed (permanent)',
    ],
    1,
    removed,
  ),
  active(['Remove permanent direct role assignment'], 1, removed),
  active(['Restore member from role'], 1, added),
  active(['Restore member from role in PIM completed'], 1, added),
  active(['Restore permanent direct role assignment'], 1, added),
  active(['Approve request - direct role assignment'], 1, { category: 'ApplicationManagement' }),
  eligible(['Process request'], 1),
  eligible(['Process role update request'], 1),
  active(['Process role removal request'], 1),
  eligible(['Cancel request'], 1, member),
  active(['Cancel request for role removal'], 1),
  eligible(['Cancel request for role update'], 1, member),
  eligible(['Remove request'], 1),
];
