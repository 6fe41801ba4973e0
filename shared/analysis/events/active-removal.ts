import { didFail, type KnownEvent } from './known-events';

/** Whether an administrator took an active assignment away, in PIM or past it. An attempt that failed did not. */
export function isActiveRemoval({ activity, event }: KnownEvent): boolean {
  if (didFail(event)) return false;
  if (activity.family === 'directory') return activity.kind === 'removed-outside-pim' && !activity.eligible;
  return (
    activity.family === 'assignment' && activity.kind === 'active-removed' && activity.step === 'completed'
  );
}
