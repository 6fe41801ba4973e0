import fc from 'fast-check';
import type { Analysis } from '../../shared/analysis/analysis';
import { didFail } from '../../shared/analysis/events/results';
import { noHistory } from '../../shared/analysis/history/history';
import { looksLikeTwin } from '../../shared/catalogue/pim-service';
import type { AuditEvent } from '../../shared/domain/events/audit-event';
import { elevatedMinutes } from '../../shared/domain/events/elevation';
import { defaultFindingsPolicy } from '../../shared/domain/findings-policy';
import { principalKey, roleKey, scopeKey } from '../../shared/domain/events/people';
import { lastWholeWeek, previousPeriod, type Period } from '../../shared/domain/time/period';
import { analyseEvents } from '../support/analyse-events';
import { at } from '../support/builders/events';
import { eventWorld, shuffledTwice } from '../support/builders/event-worlds';
import { fuzzRuns } from '../support/fuzz-runs';

const thirdWeek = lastWholeWeek(at('24'), 'Europe/Berlin');
const secondWeek = previousPeriod(thirdWeek);
const firstWeek = previousPeriod(secondWeek);
const allTime: Period = { from: at('1'), to: at('30'), timeZone: 'UTC' };

const analysed = (events: readonly AuditEvent[], period: Period = allTime): Analysis =>
  analyseEvents({
    events,
    period,
    asOf: at('25'),
    knownUntil: at('25'),
    coverage: [],
    unreadable: 0,
    history: noHistory,
    policy: defaultFindingsPolicy,
  });

const idsOf = (rows: readonly { readonly eventIds: readonly string[] }[]) =>
  rows.flatMap(({ eventIds }) => eventIds);

describe('analyse, for any events', () => {
  test('gives the same result for any order of events and any repeats', () => {
    fc.assert(
      fc.property(shuffledTwice, ({ events, shuffled }) => {
        expect(analysed(shuffled, secondWeek)).toEqual(analysed(events, secondWeek));
      }),
      { numRuns: fuzzRuns(40) },
    );
  });

  test('gives the same result without successful twins, except for the number of events', () => {
    fc.assert(
      fc.property(eventWorld, (events) => {
        const isTwin = (event: AuditEvent) => looksLikeTwin(event) && !didFail(event);
        const [all, some] = [analysed(events), analysed(events.filter((event) => !isTwin(event)))];
        expect({ ...some, totals: { ...some.totals, events: all.totals.events } }).toEqual(all);
        expect(all.totals.events).toBe(events.length);
      }),
      { numRuns: fuzzRuns(40) },
    );
  });

  test('gives the same result for ids and names in upper or lower case', () => {
    const shout = (text: string | null) => text?.toUpperCase() ?? null;
    const shouted = (event: AuditEvent, index: number): AuditEvent =>
      index % 2 === 0
        ? event
        : {
            ...event,
            activity: `${event.activity.toUpperCase()}.`,
            requestId: shout(event.requestId),
            assignmentId: shout(event.assignmentId),
            principal: event.principal && { ...event.principal, id: shout(event.principal.id) },
          };
    const course = ({ elevations, changes }: Analysis) => [
      elevations.map(({ id, outcome, startedAt, endedAt, endedBy, eventIds }) => [
        id.toLowerCase(),
        outcome,
        startedAt,
        endedAt,
        endedBy,
        eventIds,
      ]),
      changes.map(({ kind, at, result, count, eventIds }) => [kind, at, result, count, eventIds]),
    ];
    fc.assert(
      fc.property(eventWorld, (events) => {
        expect(course(analysed(events.map(shouted)))).toEqual(course(analysed(events)));
      }),
      { numRuns: fuzzRuns(40) },
    );
  });

  test('puts each elevation, each change and each event into exactly one week', () => {
    fc.assert(
      fc.property(eventWorld, (events) => {
        const whole = analysed(events);
        const before = { ...allTime, to: firstWeek.from };
        const after = { ...allTime, from: thirdWeek.to };
        const weeks = [before, firstWeek, secondWeek, thirdWeek, after].map((week) => analysed(events, week));
        expect(weeks.flatMap(({ elevations }) => elevations)).toEqual(whole.elevations);
        expect(weeks.flatMap(({ changes }) => changes)).toEqual(whole.changes);
        expect(weeks.reduce((sum, { totals }) => sum + totals.events, 0)).toBe(whole.totals.events);
      }),
      { numRuns: fuzzRuns(40) },
    );
  });

  test('uses no event for two elevations or two changes', () => {
    fc.assert(
      fc.property(eventWorld, (events) => {
        const { elevations, changes } = analysed(events);
        for (const ids of [idsOf(elevations), idsOf(changes)]) expect(new Set(ids).size).toBe(ids.length);
      }),
      { numRuns: fuzzRuns(40) },
    );
  });

  test('uses every event except twins, unknown activities and ends without a start', () => {
    fc.assert(
      fc.property(eventWorld, (events) => {
        const { elevations, changes } = analysed(events);
        const used = new Set([...idsOf(elevations), ...idsOf(changes)]);
        const lost = events.filter(({ id }) => !used.has(id)).filter((event) => !looksLikeTwin(event));
        const mayBeLost = /deactivate|activation expired|removal request|next year/;
        expect(lost.map(({ activity }) => activity).filter((name) => !mayBeLost.test(name))).toEqual([]);
      }),
      { numRuns: fuzzRuns(40) },
    );
  });

  test('ends no elevation before its start or in the future', () => {
    fc.assert(
      fc.property(eventWorld, (events) => {
        for (const { startedAt, endedAt, outcome } of analysed(events).elevations) {
          if (startedAt !== null) expect(outcome).toBe('activated');
          if (endedAt === null) continue;
          expect(endedAt.getTime()).toBeGreaterThanOrEqual(startedAt?.getTime() ?? 0);
          expect(endedAt.getTime()).toBeLessThanOrEqual(at('25').getTime());
        }
      }),
      { numRuns: fuzzRuns(40) },
    );
  });

  test('gives totals that equal the sums of its rows', () => {
    fc.assert(
      fc.property(eventWorld, (events) => {
        const { elevations, totals } = analysed(events, secondWeek);
        expect(totals.requests).toBe(elevations.length);
        const activated = elevations.filter(({ outcome }) => outcome === 'activated');
        expect(totals.activations).toBe(activated.length);
        // A second is elevated when any row of that principal, role and scope covers it.
        const seconds = new Set<string>();
        let rows = 0;
        for (const elevation of elevations) {
          const { startedAt, endedAt, principal, role, scope } = elevation;
          rows += elevatedMinutes(elevation) ?? 0;
          if (startedAt === null || endedAt === null) continue;
          for (let time = startedAt.getTime(); time < endedAt.getTime(); time += 1000) {
            seconds.add(`${principalKey(principal)} ${roleKey(role)} ${scopeKey(scope)} ${time}`);
          }
        }
        expect(totals.elevatedMinutes).toBeCloseTo(Math.round(seconds.size / 6) / 10, 5);
        expect(totals.elevatedMinutes).toBeLessThanOrEqual(rows + 0.05 * (elevations.length + 1));
      }),
      { numRuns: fuzzRuns(20) },
    );
  });
});
