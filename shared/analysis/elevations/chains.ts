import {
  inOrderOfTime,
  isOf,
  isTooShort,
  requestKey,
  type EventOf,
  type KnownEvent,
} from '../events/known-events';

/** The events of one request for an activation, or of one request to end it, in order of time. */
export interface Chain {
  /** The request's id, else the id of the only event. */
  readonly id: string;
  readonly steps: readonly EventOf<'activation'>[];
  /** Work on the request that shares its id. */
  readonly processing: readonly EventOf<'request'>[];
}

/** What an activation is made of, parted by what each request asked for. */
export interface Chains {
  readonly activations: readonly Chain[];
  /** Ends, and attempts at one, under a request id of their own: still to be matched with what they end. */
  readonly endings: readonly Chain[];
}

const endSteps: readonly string[] = ['deactivation-requested', 'deactivated', 'expired'];

/**
 * Joins events by request id; an event without one stands alone. Events must be in order of time.
 * Work on a request is part of it only when the request is one for an activation or its end.
 */
export function chainsOf(events: readonly KnownEvent[]): Chains {
  const activations: Chain[] = [];
  const endings: Chain[] = [];
  for (const [id, group] of groupByRequest(events)) {
    const steps = group.filter((known) => isOf(known, 'activation'));
    const processing = group.filter((known) => isOf(known, 'request'));
    const chain = { id, steps, processing };
    if (steps.some(({ activity }) => !endSteps.includes(activity.step))) activations.push(chain);
    else if (steps.length > 0 || processing.some(({ event }) => isTooShort(event))) endings.push(chain);
  }
  return { activations, endings };
}

/** Every event of a chain, in order of time. */
export function eventsOf(chain: Chain): (EventOf<'activation'> | EventOf<'request'>)[] {
  return [...chain.steps, ...chain.processing].sort((a, b) => inOrderOfTime(a.event, b.event));
}

/** Ids of the events that tell of an activation or its end, and of nothing else. */
export function eventIdsOfActivations(events: readonly KnownEvent[]): ReadonlySet<string> {
  const { activations, endings } = chainsOf(events);
  return new Set([...activations, ...endings].flatMap(eventsOf).map(({ event }) => event.id));
}

function groupByRequest(events: readonly KnownEvent[]) {
  const groups = new Map<string, (EventOf<'activation'> | EventOf<'request'>)[]>();
  for (const known of events) {
    if (!isOf(known, 'activation') && !isOf(known, 'request')) continue;
    const id = requestKey(known.event) ?? known.event.id;
    const group = groups.get(id);
    if (group === undefined) groups.set(id, [known]);
    else group.push(known);
  }
  return groups;
}
