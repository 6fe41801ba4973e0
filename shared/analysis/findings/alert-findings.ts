import type { AuditEvent } from '../../domain/events/audit-event';
import type { Elevation } from '../../domain/events/elevation';
import type { Finding } from '../../domain/finding';
import type { FindingsPolicy } from '../../domain/findings-policy';
import { isWithin } from '../../domain/time/period';
import type { History } from '../history/history';
import { joinPeriod, type JoinedPeriod } from '../join-period';
import { twinReach } from '../events/twins';
import { computeFindings } from './compute-findings';
import type { FindingContext } from './rule';
import { timeWords } from './wording/sentence';

/** A half-open span of time [from, to), UTC. */
interface Span {
  readonly from: Date;
  readonly to: Date;
}

/** What alerts are made of. Instants are UTC. */
export interface AlertInput {
  /** Everything known from well before the window to its end, in any order, repeats allowed. */
  readonly events: readonly AuditEvent[];
  /** The window of this run: a finding is reported if at least one of its events is in it. */
  readonly window: Span;
  /** What happened before this instant, as far as the store reaches back. */
  readonly history: History;
  readonly policy: FindingsPolicy;
  /** Ids of the rules to ask. */
  readonly rules: readonly string[];
  /** IANA zone of business hours and printed times. */
  readonly timeZone: string;
}

/** A finding that an alert is made of. */
export interface AlertFinding extends Finding {
  /** An alert rests on events, so it always has a time. */
  readonly at: Date;
  /** Whether it rests on an assignment outside PIM, which PIM reports again and again: the first report may be older. */
  readonly mayBeRepeat: boolean;
  /** When the first of its events happened. */
  readonly firstEventAt: Date;
}

const hour = 3_600_000;

/** Rules also see this much time before the window, so that a case that began earlier is reported as one finding. */
export const evaluatedBefore = 24 * hour;

/**
 * Time after which PIM has logged its own actions: a directory event under PIM's name that PIM has not logged by
 * then comes from somebody else. Shorter than the two hours for which a run reads events again.
 */
const toldWithin = 1.5 * hour;

/** Milliseconds after which an event gets no company any more that could change what it means. */
export const settledAfter = toldWithin + twinReach;

/** Returns where the rules begin to look for a window. History must end there. */
export const evaluatedFrom = ({ from }: Pick<Span, 'from'>): Date =>
  new Date(from.getTime() - evaluatedBefore);

/**
 * Returns the findings of some rules with at least one event in the window. Suppressed ones are included and marked;
 * expected ones are never included, however low a channel's minimum. Overlapping findings are not merged.
 */
export function alertFindings(input: AlertInput): AlertFinding[] {
  const { events, window, history, policy, timeZone } = input;
  const period = { from: evaluatedFrom(window), to: window.to, timeZone };
  const joined = joinPeriod(events, period, window.to, policy.privilegedRoles, {
    isFullyReadAround: fullyReadAround(window),
    names: history.names,
  });
  const times = new Map(events.map(({ id, at }) => [id, at.getTime()]));
  const momentOf = (elevation: Elevation) => lastMoment(elevation, window.to, times);
  const fresh = freshEvents(joined, window, momentOf);
  const context: FindingContext = {
    period,
    ...{ asOf: window.to, knownUntil: window.to, history, policy },
    elevations: joined.allElevations.filter((elevation) => isWithin(period, momentOf(elevation))),
    changes: joined.changes,
    ...{ coverage: [], unknownActivities: [], lateForReport: 0, unreadable: 0 },
    ...{ allElevations: joined.allElevations, allChanges: joined.allChanges, access: null },
    refusals: joined.refusals,
  };
  const outside = joined.changes.filter(({ kind }) => kind === 'assigned-outside-pim');
  const repeated = new Set(outside.flatMap(({ eventIds }) => eventIds));
  return (
    computeFindings(context, input.rules, ({ isExpected }) => isExpected !== true)
      // What somebody did with an earlier activation is found at its own time.
      .filter(
        ({ eventIds, at }) => eventIds.some((id) => fresh.has(id)) || (at !== null && isWithin(window, at)),
      )
      .map((finding) => {
        const own = finding.eventIds.flatMap((id) => times.get(id) ?? []);
        const first = new Date(Math.min(...own));
        const mayBeRepeat = finding.eventIds.some((id) => repeated.has(id));
        const alert = { ...finding, at: finding.at ?? first, mayBeRepeat, firstEventAt: first };
        return alert.at < window.to ? alert : grantedAhead(alert, new Date(Math.max(...own)), timeZone);
      })
  );
}

/** Returns the finding of something that has been granted and starts later: it happened when it was granted. */
function grantedAhead(finding: AlertFinding, grantedAt: Date, timeZone: string): AlertFinding {
  const start = timeWords(finding.at, timeZone);
  return { ...finding, at: grantedAt, sentence: `${finding.sentence.replace(/\.$/, '')} (from ${start}).` };
}

/** Events of what happened in the window; the end of an activation is no news of it. */
function freshEvents(
  { allElevations, changes }: JoinedPeriod,
  window: Span,
  momentOf: (elevation: Elevation) => Date,
): Set<string> {
  const elevations = allElevations.filter((elevation) => isWithin(window, momentOf(elevation)));
  const fresh = [...elevations, ...changes.filter(({ at }) => isWithin(window, at))];
  return new Set(fresh.flatMap(({ eventIds }) => eventIds));
}

/**
 * Returns the last thing that happened to an elevation before it ended: request, approval or start. One that starts later
 * was granted by its last event: an alert does not wait for a start that may be days ahead.
 */
function lastMoment(
  { requestedAt, approvedAt, settledAt, startedAt, eventIds }: Elevation,
  now: Date,
  times: ReadonlyMap<string, number>,
): Date {
  const granted =
    startedAt !== null && startedAt >= now
      ? eventIds.flatMap((id) => times.get(id) ?? [])
      : [startedAt?.getTime() ?? 0];
  const moments = [requestedAt, approvedAt, settledAt].map((at) => at?.getTime() ?? 0);
  return new Date(Math.max(...moments, ...granted));
}

/** Creates a test for a window that was read just now. Events of the last hour and a half may still be incomplete. */
const fullyReadAround =
  ({ from, to }: Span) =>
  (at: Date): boolean =>
    at.getTime() - twinReach >= from.getTime() && at.getTime() <= to.getTime() - settledAfter;
