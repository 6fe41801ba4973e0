import { isWithin, lastWholeWeek } from '../../../shared/domain/time/period';
import { pimActivities } from '../../../local/sample-tenant/wire/pim-activity';
import { createSampleTenant } from '../../../local/sample-tenant/sample-tenant';

const now = new Date('2026-11-23T07:00:00Z');
const tenant = createSampleTenant({ now });
const byId = new Map(tenant.events.map((event) => [event.id, event]));
const millisecond = (text: string): number => new Date(text.replace(/(\.\d{3})\d*Z$/, '$1Z')).getTime();

describe('the sample tenant', () => {
  test('is the same for the same seed and time, and differs for another seed', () => {
    const again = createSampleTenant({ now });
    expect(JSON.stringify(again.events)).toBe(JSON.stringify(tenant.events));
    expect(again.truth).toEqual(tenant.truth);
    expect(createSampleTenant({ now, seed: 2 }).events[0]?.id).not.toBe(tenant.events[0]?.id);
  });

  test.each([1, 2, 3, 4, 5])('contains every activity that PIM logs (seed %i)', (seed) => {
    const names = new Set(createSampleTenant({ now, seed }).events.map((event) => event.activityDisplayName));
    expect(pimActivities.filter((activity) => !names.has(activity))).toEqual([]);
    expect(pimActivities).toHaveLength(71);
  });

  test('gives every event its own id, in order of time, and none after now', () => {
    expect(byId.size).toBe(tenant.events.length);
    const times = tenant.events.map((event) => millisecond(event.activityDateTime));
    expect([...times].sort((a, b) => a - b)).toEqual(times);
    expect(Math.max(...times)).toBeLessThanOrEqual(now.getTime());
    expect(
      tenant.events.every(({ activityDateTime }) =>
        /T\d\d:\d\d:\d\d\.(\d{6}|\d{7})Z$/.test(activityDateTime),
      ),
    ).toBe(true);
  });

  test.each(['2026-11-16', '2026-11-19', '2026-11-22', '2026-03-30'])(
    'has a realistic last week as of %s',
    (day) => {
      const moment = new Date(`${day}T08:00:00Z`);
      const { truth, timeZone } = createSampleTenant({ now: moment });
      const week = lastWholeWeek(moment, timeZone);
      const count = truth.filter((row) => isWithin(week, new Date(row.startedAt ?? row.requestedAt))).length;
      expect(count).toBeGreaterThanOrEqual(40);
      expect(count).toBeLessThanOrEqual(65);
    },
  );

  test('contains every kind of outcome and end, and all three providers', () => {
    const some = createSampleTenant({ now, scale: 3 }).truth;
    expect(new Set(some.map(({ provider }) => provider))).toEqual(new Set(['entra', 'group', 'azure']));
    expect(new Set(some.map(({ outcome }) => outcome))).toEqual(
      new Set(['activated', 'denied', 'cancelled', 'timed-out', 'failed', 'pending']),
    );
    expect(new Set(some.map(({ endedBy }) => endedBy))).toEqual(
      new Set(['expired', 'deactivated', 'inferred', null]),
    );
    expect(new Set(some.map(({ mfa }) => mfa))).toEqual(new Set(['yes', 'no', 'not recorded']));
  });

  test('states facts that match its events', () => {
    for (const row of tenant.truth) {
      const events = row.eventIds.map((id) => byId.get(id));
      expect(events).not.toContain(undefined);
      const times = events.map((event) => millisecond(event!.activityDateTime));
      expect([...times].sort((a, b) => a - b)).toEqual(times);
      expect(times[0]).toBe(Date.parse(row.requestedAt));
      expect(events.every((event) => event?.loggedByService === 'PIM')).toBe(true);
      if (row.startedAt !== null) {
        const start = events.find((event) =>
          event?.activityDisplayName.endsWith('completed (PIM activation)'),
        );
        expect(millisecond(start!.activityDateTime)).toBe(Date.parse(row.startedAt));
      }
      if (row.startedAt !== null && row.endedAt !== null) {
        const seconds = Math.round((Date.parse(row.endedAt) - Date.parse(row.startedAt)) / 1000);
        expect(row.minutes).toBeCloseTo(seconds / 60, 0);
        expect(Math.abs(row.minutes! * 60 - seconds)).toBeLessThanOrEqual(3.001);
      } else {
        expect(row.minutes).toBeNull();
      }
    }
  });

  test('ends expired activations at their planned end, not at the event seconds later', () => {
    const expired = tenant.truth.filter(({ endedBy }) => endedBy === 'expired');
    expect(expired.length).toBeGreaterThan(20);
    for (const row of expired) {
      const last = byId.get(row.eventIds.at(-1)!)!;
      const lag = millisecond(last.activityDateTime) - Date.parse(row.endedAt!);
      expect(row.endedAt).toBe(row.plannedEndAt);
      expect(lag).toBeGreaterThan(4000);
      expect(lag).toBeLessThan(10_000);
      expect(last.initiatedBy.user).toMatchObject({ displayName: 'Azure AD PIM', userPrincipalName: null });
    }
  });

  test('deactivates some under their own request id, with and without the assignment id', () => {
    const requestIdOf = (id: string, key: string): string | null | undefined =>
      byId.get(id)?.additionalDetails?.find((detail) => detail.key.toLowerCase() === key)?.value;
    const ends = tenant.truth.filter(({ endedBy }) => endedBy === 'deactivated');
    const foreign = ends.filter(
      (row) => requestIdOf(row.eventIds.at(-1)!, 'roleassignmentrequestid') !== row.id,
    );
    const known = foreign.filter(
      (row) => requestIdOf(row.eventIds.at(-1)!, 'originroleassignmentid') !== undefined,
    );
    expect(foreign.length).toBeGreaterThan(3);
    expect(known.length).toBeGreaterThan(0);
    expect(known.length).toBeLessThan(foreign.length);
  });

  test('returns the facts as they were at an earlier time', () => {
    const running = tenant.truth.find(
      ({ endedBy, minutes }) => endedBy === 'expired' && minutes !== null && minutes > 50,
    )!;
    const meanwhile = new Date(Date.parse(running.startedAt!) + 60_000);
    const then = tenant.truthAt(meanwhile).find(({ id }) => id === running.id);
    expect(then).toMatchObject({ outcome: 'activated', endedAt: null, endedBy: null, minutes: null });
    expect(tenant.truthAt(new Date(0))).toEqual([]);
  });

  test('shows a few events late, and all of them by now', () => {
    expect(tenant.lateEvents.length).toBeGreaterThan(2);
    for (const { id, visibleAt } of tenant.lateEvents) {
      const delay = visibleAt.getTime() - millisecond(byId.get(id)!.activityDateTime);
      expect(delay).toBeGreaterThan(4 * 3_600_000);
      expect(visibleAt.getTime()).toBeLessThanOrEqual(now.getTime());
    }
  });

  test('generates future events on request, without changing the past', () => {
    const ahead = createSampleTenant({ now, daysAhead: 5 });
    expect(
      ahead.events.some((event) => millisecond(event.activityDateTime) > now.getTime() + 3 * 86_400_000),
    ).toBe(true);
    expect(ahead.truth.every((row) => Date.parse(row.requestedAt) <= now.getTime())).toBe(true);
  });

  test('of a large company has events with unique ids', () => {
    const large = createSampleTenant({ now, scale: 24, days: 7 });
    expect(large.events.length).toBeGreaterThan(8_000);
    expect(new Set(large.events.map(({ id }) => id)).size).toBe(large.events.length);
  });
});
