import { isPrivileged } from '../../catalogue/privileged-roles';
import { elevationAt, type Elevation } from '../../domain/events/elevation';
import { distinctSources } from '../../domain/events/log-source';
import { compareText } from '../../text/compare-text';
import { eventOf, inOrderOfTime, type KnownEvent } from '../events/known-events';
import { refusalsOfEnds, type RefusedRemoval } from '../events/removals/refused-removals';
import { chainsOf, eventsOf, type Chain } from './chains';
import { elevationFacts, holdingOf } from './elevation-facts';
import { foreignEnds } from './foreign-ends';
import { requestActionsOf } from './request-actions';
import { requestedStartOf, startOf } from './start';
import { failureOf, timelineOf } from './timeline';

/**
 * Joins events into elevations, each from its request to its real end, in order of time. For each chain it finds the
 * start, the facts, the end that another request records (which needs the starts of all chains), and then the timeline.
 * @param events each once, in order of time, from well before to well after the period asked for
 * @param asOf a planned end up to here without a recorded end has taken place
 * @param privilegedRoles ids or names of roles that count as privileged in addition to Microsoft's list
 * @param refusals refused ends: no end is inferred against one
 */
export function joinElevations(
  events: readonly KnownEvent[],
  asOf: Date,
  privilegedRoles: readonly string[],
  refusals: readonly RefusedRemoval[] = [],
): Elevation[] {
  const { activations, endings } = chainsOf(events);
  const drafts = activations.map((chain) => {
    const start = startOf(chain);
    const startedAt = start?.at ?? null;
    const isScheduled = start?.isScheduled ?? false;
    const facts = { ...elevationFacts(chain, startedAt), isScheduled };
    return { chain, holding: holdingOf(chain), start, startedAt, facts };
  });
  const started = drafts.flatMap(({ chain, holding, facts: { plannedEndAt }, start }) =>
    start === null ? [] : [{ chain, holding, startedAt: start.at, grantedAt: start.grantedAt, plannedEndAt }],
  );
  const foreign = foreignEnds(started, endings, events);
  const refusalOf = refusalsOfEnds(refusals);

  return drafts
    .map(({ chain, holding: { principal, role, scope }, facts, startedAt }): Elevation => {
      const ended = foreign.get(chain);
      const timeline = timelineOf(chain, startedAt, facts.plannedEndAt, ended?.end ?? null, asOf);
      const all = [...eventsOf(chain).map(eventOf), ...(ended?.events ?? [])].sort(inOrderOfTime);
      const elevation: Elevation = {
        id: chain.id,
        ...facts,
        ...timeline,
        principal,
        role: { ...role, privileged: isPrivileged(role, privilegedRoles) },
        scope,
        requestedAt: requestedAt(chain, timeline.startedAt),
        requestedStartAt: requestedStartOf(chain),
        failureReason: timeline.outcome === 'failed' ? failureOf(chain) : null,
        sources: distinctSources(all.map(({ source }) => source)),
        actions: requestActionsOf(all),
        eventIds: all.map(({ id }) => id),
      };
      const refusal = elevation.endedBy === 'inferred' ? refusalOf(elevation) : undefined;
      if (refusal === undefined) return elevation;
      const { endedAt } = refusal;
      return { ...elevation, endedAt, endedBy: endedAt === null ? null : 'removed' };
    })
    .sort(
      (a, b) =>
        (elevationAt(a)?.getTime() ?? 0) - (elevationAt(b)?.getTime() ?? 0) || compareText(a.id, b.id),
    );
}

/** Returns the time of the request; if neither a request nor a start was logged, that of the first step. */
function requestedAt(chain: Chain, startedAt: Date | null): Date | null {
  const requested = chain.steps.find(({ activity }) => activity.step === 'requested');
  const forwarded = chain.steps.find(({ activity }) => activity.step === 'approval-requested');
  const trace = startedAt === null ? chain.steps[0] : undefined;
  return (requested ?? forwarded ?? trace)?.event.at ?? null;
}
