import { saysNothingIsHeld, saysStillHeld } from '../../../catalogue/error-codes';
import type { KnownEvent } from '../known-events';
import { indexByHold, isSameHold, type Attempt, type Held } from './removal-attempts';
import { didFail } from '../results';
import { roleEffectOf } from '../role-effect';
import { twinReach } from '../twins';
import { unitOf } from '../unit-scope';

/** A hold that PIM put in force. */
interface Granted extends Held {
  readonly isActivation: boolean;
  readonly from: number;
  /** The planned end; infinity for a hold without end. */
  readonly to: number;
}

/** Compares refused attempts to end a hold with the ends that the events record. */
export interface EndsOfHolds {
  /** Returns the first end that came after a refused attempt at the same hold; null when the role is still held. */
  endAfter(attempt: Attempt): Attempt | null;
  /** Returns whether a refused attempt came too late: nothing was left to end, so that no role is still held. */
  isTooLate(attempt: Attempt): boolean;
}

/** Milliseconds after an end in which a second attempt is refused because nothing is left to end. */
const lateReach = 5 * 60_000;

/**
 * Indexes the ends of holds, and the grants, so that a refused attempt can be compared with those of the same hold.
 * @param ends in order of time
 */
export function endsOfHolds(ends: readonly Attempt[], known: readonly KnownEvent[]): EndsOfHolds {
  const endsAbout = indexByHold(ends);
  const grantsAbout = indexByHold(known.flatMap(grantedBy));
  const ranAt = (attempt: Attempt): boolean =>
    grantsAbout(attempt).some(
      ({ isActivation, from, to, ...grant }) =>
        isActivation && from <= attempt.at && attempt.at < to && isSameHold(grant, attempt),
    );

  /**
   * Returns whether the end came after the attempt and ended the same hold. If the directory logs a refusal, what PIM logs
   * a moment later is the same attempt. An end that only the directory logs does not count for a refusal that PIM logged:
   * PIM would have logged the end too.
   */
  const makesUpFor = (end: Attempt, attempt: Attempt): boolean => {
    if (end.isTwin && !attempt.isTwin) return false;
    const delay = attempt.isTwin && !end.isDirectory ? twinReach : 0;
    if (end.at < attempt.at + delay || !isSameHold(end, attempt)) return false;
    // The end of an activation leaves a standing assignment as it is.
    const isStanding = attempt.of === 'assignment' && !attempt.isTwin;
    return end.of !== 'activation' || !isStanding || (!attempt.isPermanent && ranAt(attempt));
  };

  return {
    endAfter: (attempt) => endsAbout(attempt).find((end) => makesUpFor(end, attempt)) ?? null,
    isTooLate: (attempt) => {
      if (saysNothingIsHeld(attempt.reason)) return true;
      if (attempt.isDirectory || saysStillHeld(attempt.reason)) return false;
      const end = endsAbout(attempt).findLast(
        (each) =>
          !each.isTwin &&
          each.at <= attempt.at &&
          attempt.at - each.at <= lateReach &&
          (each.of ?? attempt.of) === (attempt.of ?? each.of) &&
          isSameHold(each, attempt),
      );
      const isHeldAgain = (from: number): boolean =>
        grantsAbout(attempt).some(
          (grant) => grant.from >= from && grant.from <= attempt.at && isSameHold(grant, attempt),
        );
      return end !== undefined && !isHeldAgain(end.at);
    },
  };
}

function grantedBy({ event, activity }: KnownEvent): Granted[] {
  const effect = didFail(event) ? null : roleEffectOf(activity);
  if (effect?.effect !== 'assigned') return [];
  const { principal, role, scope, assignmentId, at, startTime, expirationTime } = event;
  return (effect.assignment === 'either' ? (['eligible', 'active'] as const) : [effect.assignment]).map(
    (hold) => ({
      ...{ hold, principal, role, scope, assignmentId, isTwin: false, unit: unitOf(event) },
      isActivation: activity.family === 'activation',
      from: Math.max(at.getTime(), startTime?.getTime() ?? 0),
      to: expirationTime?.getTime() ?? Infinity,
    }),
  );
}
