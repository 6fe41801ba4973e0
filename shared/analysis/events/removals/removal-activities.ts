import type { Activity } from '../../../catalogue/activity';

/** How the role is held that could not be taken away. */
export type RefusedHold = 'eligible' | 'active';

/** Whether an activity ends a hold, or is a step to it. */
export function isEnd(activity: Activity): boolean {
  if (activity.family === 'activation') {
    return ['deactivation-requested', 'deactivated', 'expired'].includes(activity.step);
  }
  if (activity.family === 'request')
    return activity.of === 'removal' && activity.kind === 'request-processed';
  if (activity.family === 'directory') return activity.kind === 'removed-outside-pim';
  return (
    activity.family === 'assignment' && activity.kind.endsWith('-removed') && activity.step !== 'cancelled'
  );
}

/** Whether the end took effect: a request alone ends nothing. */
export function isEffect(activity: Activity): boolean {
  if (activity.family === 'activation') return activity.step !== 'deactivation-requested';
  if (activity.family === 'assignment') return activity.step === 'completed';
  return activity.family === 'directory';
}

/** The hold that an activity is about; null for work on a request, which does not say. */
export function holdOf(activity: Activity): RefusedHold | null {
  if (activity.family === 'activation') return 'active';
  if (activity.family === 'directory') return activity.eligible ? 'eligible' : 'active';
  if (activity.family !== 'assignment') return null;
  return activity.kind.startsWith('eligible') ? 'eligible' : 'active';
}
