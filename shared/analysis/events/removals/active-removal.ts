import { type KnownEvent } from '../known-events';
import { didFail } from '../results';

/** Returns whether an active assignment was removed, through PIM or outside it. A failed attempt does not count. */
export function isActiveRemoval({ activity, event }: KnownEvent): boolean {
  if (didFail(event)) return false;
  if (activity.family === 'directory') return activity.kind === 'removed-outside-pim' && !activity.eligible;
  return (
    activity.family === 'assignment' && activity.kind === 'active-removed' && activity.step === 'completed'
  );
}
