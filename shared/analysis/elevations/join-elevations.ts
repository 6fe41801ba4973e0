import { isPrivileged } from '../../catalogue/privileged-roles';
import { elevationAt, type Elevation } from '../../domain/elevation';
import { chainsOf, eventsOf, type Chain } from './chains';
import { courseOf, failureOf, startOf } from './timeline';
import { factsOf, holdingOf } from './elevation-facts';
import { foreignEnds } from './foreign-ends';
import { compareText, inOrderOfTime, type KnownEvent } from '../events/known-events';

/**
 * Joins events into elevations, each from its request to its real end, in order of time.
 * @param events each once, in order of time, from well before to well after what is asked for
 * @param asOf a planned end up to here of which no event tells has taken place
 * @param privilegedRoles ids or names of roles that count as privileged beside Microsoft's own list
 */
export function joinElevations(
  events: readonly KnownEvent[],
  asOf: Date,
  privilegedRoles: readonly string[],
): Elevation[] {
  const { activations, endings } = chainsOf(events);
  const drafts = activations.map((chain) => {
    const startedAt = startOf(chain);
    return { chain, startedAt, facts: factsOf(chain, startedAt) };
  });
  const started = drafts.flatMap(({ chain, facts, startedAt }) =>
    startedAt === null ? [] : [{ chain, startedAt, plannedEndAt: facts.plannedEndAt }],
  );
  const foreign = foreignEnds(started, endings, events);

  return drafts
    .map(({ chain, facts, startedAt }): Elevation => {
      const { principal, role, scope } = holdingOf(chain);
      const ended = foreign.get(chain);
      const course = courseOf(chain, startedAt, facts.plannedEndAt, ended?.end ?? null, asOf);
      const all = [...eventsOf(chain).map(({ event }) => event), ...(ended?.events ?? [])];
      return {
        id: chain.id,
        ...facts,
        ...course,
        principal,
        role: { ...role, privileged: isPrivileged(role, privilegedRoles) },
        scope,
        requestedAt: requestOf(chain, course.startedAt),
        failureReason: course.outcome === 'failed' ? failureOf(chain) : null,
        eventIds: all.sort(inOrderOfTime).map(({ id }) => id),
      };
    })
    .sort(
      (a, b) =>
        (elevationAt(a)?.getTime() ?? 0) - (elevationAt(b)?.getTime() ?? 0) || compareText(a.id, b.id),
    );
}

/** When it was asked for. Where that is unknown and nothing started, the first trace decides the period. */
function requestOf(chain: Chain, startedAt: Date | null): Date | null {
  const asked = chain.steps.find(({ activity }) => activity.step === 'requested');
  const forwarded = chain.steps.find(({ activity }) => activity.step === 'approval-requested');
  const trace = startedAt === null ? chain.steps[0] : undefined;
  return (asked ?? forwarded ?? trace)?.event.at ?? null;
}
