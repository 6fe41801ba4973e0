import {
  eventOf,
  inOrderOfTime,
  isOf,
  requestKey,
  type EventOf,
  type KnownEvent,
} from '../events/known-events';
import { requestGroups } from '../events/request-groups';
import { isTooShort } from '../events/results';
import { keysWithoutId } from './keys-without-id';

/** An event of a chain. */
export type Member = EventOf<'activation'> | EventOf<'request'>;

/** The events of one request for an activation, or of one request to end it, in order of time. */
export interface Chain {
  /** The request's id. If it has none, or another chain has that id already, the id of this chain's first event. */
  readonly id: string;
  readonly steps: readonly EventOf<'activation'>[];
  /** Work on the request that shares its id. */
  readonly processing: readonly EventOf<'request'>[];
}

/** The chains of activations, split by what each request asked for. */
export interface Chains {
  readonly activations: readonly Chain[];
  /** Ends, and attempts to end, under a request id of their own: still to be matched with what they end. */
  readonly endings: readonly Chain[];
}

const endSteps: readonly string[] = ['deactivation-requested', 'deactivated', 'expired', 'ended'];

/**
 * Joins events by request id, else with the latest unanswered request of the same principal, role and scope; any other
 * event without an id is a chain of its own. Events must be in order of time. Work on a request belongs to a chain only
 * when the request asks for an activation or its end.
 */
export function chainsOf(events: readonly KnownEvent[]): Chains {
  const known = chainsOfEvents.get(events);
  if (known !== undefined) return known;
  const chains = joinChains(events);
  chainsOfEvents.set(events, chains);
  return chains;
}

/** Elevations and changes of the same events both need their chains. */
const chainsOfEvents = new WeakMap<readonly KnownEvent[], Chains>();

function joinChains(events: readonly KnownEvent[]): Chains {
  const activations: Chain[] = [];
  const endings: Chain[] = [];
  const members = events.filter(
    (known): known is Member => isOf(known, 'activation') || isOf(known, 'request'),
  );
  const keys = keysWithoutId(members);
  const keyOf = (known: Member): string => keys.get(known.event.id) ?? requestKey(known);
  for (const { id, events: group } of requestGroups(members, keyOf)) {
    const steps = group.filter((known) => isOf(known, 'activation'));
    const processing = group.filter((known) => isOf(known, 'request'));
    const chain = { id, steps, processing };
    if (steps.some(({ activity }) => !endSteps.includes(activity.step))) activations.push(chain);
    else if (steps.length > 0 || processing.some(({ event }) => isTooShort(event))) endings.push(chain);
  }
  return { activations, endings };
}

/** Returns every event of a chain, in order of time. */
export function eventsOf(chain: Chain): readonly Member[] {
  if (chain.processing.length === 0) return chain.steps;
  return [...chain.steps, ...chain.processing].sort((a, b) => inOrderOfTime(a.event, b.event));
}

/** Returns the ids of all events that belong to an activation or its end. */
export function eventIdsOfActivations(events: readonly KnownEvent[]): ReadonlySet<string> {
  const { activations, endings } = chainsOf(events);
  return new Set([...activations, ...endings].flatMap(eventsOf).map((known) => eventOf(known).id));
}
