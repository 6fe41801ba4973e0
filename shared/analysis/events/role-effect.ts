import type { Activity } from '../../catalogue/activity';

/** What a completed activity does to a hold on a role. */
export interface RoleEffect {
  readonly effect: 'assigned' | 'removed';
  readonly holds: 'eligible' | 'active' | 'either';
}

/** Returns what a completed activity of PIM puts in force or takes away; null for one that does neither. */
export function roleEffectOf(activity: Activity): RoleEffect | null {
  if (activity.family === 'activation') {
    if (activity.step === 'completed') return { effect: 'assigned', holds: 'active' };
    const isEnd = activity.step === 'deactivated' || activity.step === 'expired';
    return isEnd ? { effect: 'removed', holds: 'active' } : null;
  }
  if (activity.family === 'decision') {
    return activity.kind === 'extend-renew-approved' ? { effect: 'assigned', holds: 'either' } : null;
  }
  if (activity.family !== 'assignment' || activity.step !== 'completed') return null;
  return {
    effect: activity.kind.endsWith('-removed') ? 'removed' : 'assigned',
    holds: activity.kind.startsWith('eligible') ? 'eligible' : 'active',
  };
}
