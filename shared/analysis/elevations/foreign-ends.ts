import type { AuditEvent } from '../../domain/audit-event';
import { isActiveRemoval } from '../events/active-removal';
import { eventsOf, type Chain } from './chains';
import { endsOf, firstEnd, type End } from './ends';
import { holdingOf } from './elevation-facts';
import { openHoldings, type Holding, type OpenHolding } from '../holdings';
import { compareText, didFail, type KnownEvent } from '../events/known-events';

/** An activation that came into force. */
export interface Started {
  readonly chain: Chain;
  readonly startedAt: Date;
  readonly plannedEndAt: Date | null;
}

/** What other requests say about a started activation. */
export interface ForeignEnd {
  /** Null when it was only asked for, or was refused. */
  readonly end: End | null;
  readonly events: readonly AuditEvent[];
}

const minute = 60_000;
/** PIM allows no activation longer than a day. */
const longestActivation = 24 * 60 * minute;
/** So long after its planned end an activation may still be ended by an event that does not share its id. */
const latestEnd = 60 * minute;

interface Running extends OpenHolding {
  readonly start: Started;
  /** Milliseconds since the epoch; assumed where no event tells it. */
  readonly plannedEnd: number;
}

/** Something that ends, or tries to end, an activation that it does not name. */
interface Claim {
  readonly at: number;
  readonly id: string;
  readonly holding: Holding;
  readonly events: readonly AuditEvent[];
  fits(running: Running): boolean;
  endOf(running: Running): End | null;
}

/**
 * Matches deactivations and expiries under a request id of their own, and removals of an active assignment, with
 * the nearest earlier activation that is open at that instant. Gives what was found by the activation's chain.
 * One end ends one activation.
 */
export function foreignEnds(
  started: readonly Started[],
  endings: readonly Chain[],
  events: readonly KnownEvent[],
): ReadonlyMap<Chain, ForeignEnd> {
  const found = new Map<Chain, ForeignEnd>();
  const running = openHoldings<Running>();
  const starts = [...started].sort(
    (a, b) => a.startedAt.getTime() - b.startedAt.getTime() || compareText(a.chain.id, b.chain.id),
  );
  const removals = events.filter(isActiveRemoval).map(({ event }) => removalClaim(event));
  const claims = [...endings.map(endingClaim), ...removals];
  claims.sort((a, b) => a.at - b.at || compareText(a.id, b.id));

  let next = 0;
  for (const claim of claims) {
    for (let start = starts[next]; start && start.startedAt.getTime() < claim.at; start = starts[++next]) {
      running.add(runningOf(start));
    }
    const hit = running.find(claim.holding, claim.at, (candidate) => claim.fits(candidate));
    if (hit === undefined) continue;
    const end = claim.endOf(hit);
    if (end !== null) hit.until = claim.at;
    const { chain } = hit.start;
    found.set(chain, { end, events: [...(found.get(chain)?.events ?? []), ...claim.events] });
  }
  return found;
}

function runningOf(start: Started): Running {
  const { chain, startedAt, plannedEndAt } = start;
  const plannedEnd = plannedEndAt?.getTime() ?? startedAt.getTime() + longestActivation;
  const own = firstEnd(endsOf(chain, plannedEndAt));
  return { ...holdingOf(chain), start, plannedEnd, until: own?.at.getTime() ?? plannedEnd + latestEnd };
}

function endingClaim(ending: Chain): Claim {
  const events = eventsOf(ending).map(({ event }) => event);
  const deciding = ending.steps.find(
    ({ activity, event }) => activity.step !== 'deactivation-requested' && !didFail(event),
  );
  const at = (deciding?.event ?? events[0])?.at.getTime() ?? 0;
  return {
    at,
    id: ending.id,
    holding: holdingOf(ending),
    events,
    // What expires has reached its planned end: this tells it from an activation that has just begun.
    fits: ({ plannedEnd, start }) =>
      deciding?.activity.step !== 'expired' || start.plannedEndAt === null || plannedEnd <= at + minute,
    endOf: ({ start }) => firstEnd(endsOf(ending, start.plannedEndAt)),
  };
}

function removalClaim(event: AuditEvent): Claim {
  const at = event.at.getTime();
  return {
    at,
    id: event.id,
    holding: event,
    events: [event],
    fits: ({ plannedEnd }) => at < plannedEnd,
    endOf: () => ({ at: event.at, by: 'removed' }),
  };
}
