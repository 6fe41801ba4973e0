import type { Activity } from '../../catalogue/activity';

/** What a completed activity does to an assignment, and of which kind; `either` where the activity does not say. */
export interface RoleEffect {
  readonly effect: 'assigned' | 'removed';
  readonly assignment: 'eligible' | 'active' | 'either';
}

/** Returns what a completed activity of PIM puts in force or takes away; null for one that does neither. */
export function roleEffectOf(activity: Activity): RoleEffect | null {
  if (activity.family === 'activation') {
    if (activity.step === 'completed') return { effect: 'assigned', assignment: 'active' };
    const isEnd = activity.step === 'deactivated' || activity.step === 'expired';
    return isEnd ? { effect: 'removed', assignment: 'active' } : null;
  }
  if (activity.family === 'decision') {
    return activity.kind === 'extend-renew-approved' ? { effect: 'assigned', assignment: 'either' } : null;
  }
  if (activity.family !== 'assignment' || activity.step !== 'completed') return null;
  return {
    effect: activity.kind.endsWith('-removed') ? 'removed' : 'assigned',
    assignment: activity.kind.startsWith('eligible') ? 'eligible' : 'active',
  };
}
