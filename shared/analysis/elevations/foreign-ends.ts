import type { AuditEvent } from '../../domain/events/audit-event';
import { maxActivation, maxDelayOfEnd } from '../../domain/events/elevation';
import { scopeKey } from '../../domain/events/people';
import { compareText } from '../../text/compare-text';
import { isActiveRemoval } from '../events/removals/active-removal';
import { mayBeSameUnit, unitOf, unitOfScope } from '../events/unit-scope';
import { eventOf, type KnownEvent } from '../events/known-events';
import { didFail } from '../events/results';
import { createOpenHoldings, type Holding, type OpenHolding } from '../open-holdings';
import { eventsOf, type Chain } from './chains';
import { holdingOf } from './elevation-facts';
import { endsOf, firstEnd, type End } from './ends';

/** An activation that came into force. */
export interface Started {
  readonly chain: Chain;
  readonly holding: Holding;
  readonly startedAt: Date;
  /** Earlier than the start where that was scheduled. */
  readonly grantedAt: Date;
  readonly plannedEndAt: Date | null;
}

/** What other requests record about a started activation. */
export interface ForeignEnd {
  /** Null when the end was only requested, or refused. */
  readonly end: End | null;
  readonly events: readonly AuditEvent[];
}

const minute = 60_000;

interface Running extends OpenHolding {
  readonly start: Started;
  /** Milliseconds since the epoch; assumed where no event states it. */
  readonly plannedEnd: number;
  /** Whether the activation's own request records its end. */
  readonly hasOwnEnd: boolean;
}

/** An event or chain that ends, or tries to end, an activation that it does not name. */
interface Claim {
  readonly at: number;
  readonly id: string;
  readonly holding: Holding;
  readonly events: readonly AuditEvent[];
  fits(running: Running): boolean;
  endOf(running: Running): End | null;
}

/**
 * Finds the ends of activations among events with another request id. One end ends one activation, the latest that fits:
 *
 * - a deactivation or expiry ends an activation that runs at that time; if none runs, one that was granted for a later
 *   start and whose own request records no end;
 * - the removal of an active assignment ends an activation that runs at that time.
 *
 * @returns the ends by the activation's chain
 */
export function foreignEnds(
  started: readonly Started[],
  endings: readonly Chain[],
  events: readonly KnownEvent[],
): ReadonlyMap<Chain, ForeignEnd> {
  const found = new Map<Chain, ForeignEnd>();
  const running = createOpenHoldings<Running>();
  const starts = [...started].sort(
    (a, b) => a.grantedAt.getTime() - b.grantedAt.getTime() || compareText(a.chain.id, b.chain.id),
  );
  const removals = events.filter(isActiveRemoval).map(({ event }) => removalClaim(event));
  const claims = [...endings.map(endingClaim), ...removals];
  claims.sort((a, b) => a.at - b.at || compareText(a.id, b.id));

  let next = 0;
  for (const claim of claims) {
    for (let start = starts[next]; start && start.grantedAt.getTime() < claim.at; start = starts[++next]) {
      running.add(runningOf(start));
    }
    // Prefer a running activation; otherwise one that is scheduled for later, which can be withdrawn too.
    const find = (isOf: (candidate: Running) => boolean): Running | undefined =>
      running.find(claim.holding, claim.at, (candidate) => isOf(candidate) && claim.fits(candidate));
    const isRunning = ({ start }: Running): boolean => start.startedAt.getTime() < claim.at;
    const hit = find(isRunning) ?? find((candidate) => !isRunning(candidate) && !candidate.hasOwnEnd);
    if (hit === undefined) continue;
    const end = claim.endOf(hit);
    if (end !== null) hit.until = claim.at;
    const { chain } = hit.start;
    found.set(chain, { end, events: [...(found.get(chain)?.events ?? []), ...claim.events] });
  }
  return found;
}

function runningOf(start: Started): Running {
  const { chain, holding, startedAt, plannedEndAt } = start;
  const plannedEnd = plannedEndAt?.getTime() ?? startedAt.getTime() + maxActivation;
  const own = firstEnd(endsOf(chain, plannedEndAt));
  // The directory's copy of an assignment that is no activation can last for any time.
  const latestEnd = isFromUnifiedAuditLog(chain) ? Infinity : plannedEnd + maxDelayOfEnd;
  const until = own?.at.getTime() ?? latestEnd;
  return { ...holding, start, plannedEnd, hasOwnEnd: own !== null, until };
}

function endingClaim(ending: Chain): Claim {
  const events = eventsOf(ending).map(eventOf);
  const deciding = ending.steps.find(
    ({ activity, event }) => activity.step !== 'deactivation-requested' && !didFail(event),
  );
  const at = (deciding?.event ?? events[0])?.at.getTime() ?? 0;
  return {
    at,
    id: ending.id,
    holding: holdingOf(ending),
    events,
    fits({ plannedEnd, start }) {
      // The end of a copy in the directory's log belongs to a start in that log: PIM logs the ends of its own starts.
      if (deciding?.activity.step === 'ended') return isFromUnifiedAuditLog(start.chain);
      // An expiry belongs to an activation that has reached its planned end, not to one that has just begun.
      return (
        deciding?.activity.step !== 'expired' || start.plannedEndAt === null || plannedEnd <= at + minute
      );
    },
    endOf: ({ start }) => firstEnd(endsOf(ending, start.plannedEndAt)),
  };
}

const isFromUnifiedAuditLog = (chain: Chain): boolean =>
  chain.steps.every(({ event }) => event.source === 'unified audit log');

/**
 * Makes a claim of the removal of an active assignment: it ends an activation that runs at that time. A person can have
 * several assignments of a role. If the activation's own request records an end, the removal therefore counts only if it
 * names the activation's scope.
 */
function removalClaim(event: AuditEvent): Claim {
  const at = event.at.getTime();
  return {
    at,
    id: event.id,
    holding: event,
    events: [event],
    fits({ plannedEnd, start, scope, hasOwnEnd }) {
      const runs = start.startedAt.getTime() < at && at < plannedEnd;
      if (!runs || !mayBeSameUnit(unitOf(event), unitOfScope(scope))) return false;
      return !hasOwnEnd || (event.scope !== null && scopeKey(event.scope) === scopeKey(scope));
    },
    endOf: () => ({ at: event.at, by: 'removed' }),
  };
}
