import fc from 'fast-check';
import { createHistoryBuilder } from '../../../shared/analysis/history/history-builder';
import type { History } from '../../../shared/analysis/history/history';
import { joinPeriod } from '../../../shared/analysis/join-period';
import type { Change } from '../../../shared/domain/events/change';
import type { Elevation } from '../../../shared/domain/events/elevation';
import { defaultFindingsPolicy } from '../../../shared/domain/findings-policy';
import { lastWholeWeek, previousPeriod } from '../../../shared/domain/time/period';
import { at as on } from '../../support/builders/events';
import { eventWorld } from '../../support/builders/event-worlds';
import {
  aChange,
  anElevation,
  anElevationFrom,
  aPrincipal,
  at,
  globalAdministrator,
  securityReader,
} from '../../support/builders/findings';
import { anEarlier, daysBefore } from '../../support/builders/history';

const { businessHours } = defaultFindingsPolicy;
const to = at('Mon+ 00:00');

const builderWith = (keepDays: number, timeZone = 'UTC') =>
  createHistoryBuilder({ keepDays, businessHours, timeZone });

function historyOf(
  elevations: readonly Elevation[],
  changes: readonly Change[] = [],
  options: { keepDays?: number; timeZone?: string } = {},
): History {
  const builder = builderWith(options.keepDays ?? 180, options.timeZone);
  builder.add({ elevations, allChanges: changes }, { to });
  return builder.history(new Set());
}

describe('createHistoryBuilder', () => {
  test('keeps the last start of a principal, and of each of their roles', () => {
    const elevations = [anEarlier(3), anEarlier(9), anEarlier(5, { role: securityReader })];
    const { activated, activatedRole, held } = historyOf(elevations);
    expect([...activated]).toEqual([['id-of-anna', daysBefore(3).getTime()]]);
    expect([...activatedRole.values()]).toEqual([daysBefore(3).getTime(), daysBefore(5).getTime()]);
    expect(held).toEqual(activatedRole);
  });

  test('records only started elevations as activations, but records every approval', () => {
    const waiting = anElevation({ outcome: 'cancelled', startedAt: null });
    const history = historyOf([waiting]);
    expect(
      history.activated.size + history.held.size + history.principals.size + history.addresses.size,
    ).toBe(0);
    expect([...history.approvers.values()].map((each) => [...each.keys()])).toEqual([['id-of-petra']]);
    const denied = anElevation({ outcome: 'denied', startedAt: null, approvedAt: null });
    expect(historyOf([denied]).approvers.size).toBe(0);
    expect(historyOf([anElevation({ approver: null })]).approvers.size).toBe(0);
  });

  test('records no activation of a principal without id, UPN and name', () => {
    const principal = aPrincipal('Nobody', { id: null, upn: null, name: null });
    expect(historyOf([anElevation({ principal })]).activated.size).toBe(0);
  });

  test('takes a grant for the first trace if another change has the same time', () => {
    const granted = aChange({ role: globalAdministrator });
    const extended: Change = { ...granted, kind: 'eligible-extended' };
    for (const changes of [
      [granted, extended],
      [extended, granted],
    ])
      expect([...historyOf([], changes).tier0.values()]).toMatchObject([{ beganWithGrant: true }]);
  });

  test.each([
    ['UTC', 0],
    ['Asia/Tokyo', 1],
  ])('checks business hours in the time zone %s', (timeZone, count) => {
    const elevation = anElevationFrom(at('Tue 10:01'), at('Tue 11:00'));
    expect(historyOf([elevation], [], { timeZone }).activatedOffHours.size).toBe(count);
  });

  test('counts a role as held after any completed assignment or removal, and after no other change', () => {
    const held = (change: Change) => historyOf([], [change]).held.size;
    expect(held(aChange())).toBe(1);
    expect(held(aChange({ kind: 'active-removed' }))).toBe(1);
    expect(held(aChange({ kind: 'assigned-outside-pim' }))).toBe(1);
    expect(held(aChange({ result: 'requested' }))).toBe(0);
    expect(held(aChange({ kind: 'active-approved' }))).toBe(0);
    expect(held(aChange({ kind: 'role-setting-changed' }))).toBe(0);
  });

  test('records whether the first trace of a tier-0 role is a grant', () => {
    const tier0 = (elevations: readonly Elevation[], changes: readonly Change[]) =>
      historyOf(elevations, changes).tier0.get('id-of-anna');
    const role = globalAdministrator;
    const given = (days: number) => aChange({ principal: aPrincipal('Anna'), role, at: daysBefore(days) });
    const used = (days: number) => anEarlier(days, { role });
    const span = (first: number, last: number) => ({
      first: daysBefore(first).getTime(),
      last: daysBefore(last).getTime(),
    });
    expect(tier0([used(3)], [given(5)])).toEqual({ ...span(5, 3), beganWithGrant: true });
    expect(tier0([used(9)], [given(5)])).toEqual({ ...span(9, 5), beganWithGrant: false });
    expect(tier0([used(5)], [given(5)])).toEqual({ ...span(5, 5), beganWithGrant: true });
    expect(tier0([anEarlier(3)], [aChange({ principal: aPrincipal('Anna') })])).toBeUndefined();
  });

  test('leaves a change at the end of the period to the next period', () => {
    expect(historyOf([], [aChange({ at: to })]).held.size).toBe(0);
    expect(historyOf([], [aChange({ at: new Date(to.getTime() - 1) })]).held.size).toBe(1);
  });

  test('forgets everything that it last saw more than keepDays ago', () => {
    const edge = new Date(to.getTime() - 30 * 86_400_000);
    const [kept, gone] = [edge, new Date(edge.getTime() - 1)].map((start) => {
      const elevation = anElevationFrom(start, null, { role: globalAdministrator });
      return historyOf([elevation], [], { keepDays: 30 });
    });
    for (const [name, memory] of Object.entries(kept!)) {
      if (!['completeDays', 'activatedOffHours', 'names'].includes(name))
        expect([name, memory]).not.toEqual([name, new Map()]);
    }
    for (const [name, memory] of Object.entries(gone!)) {
      if (name !== 'completeDays') expect([name, memory]).toEqual([name, new Map()]);
    }
  });

  test('keeps the latest 500 addresses of a principal', () => {
    const addressesAfter = (count: number) => {
      const elevations = Array.from({ length: count }, (_, index) =>
        anEarlier(1 + index / 1440, { ipAddress: `2001:db8:0:${index}::1` }),
      );
      const addresses = historyOf(elevations).addresses.get('id-of-anna');
      return [...(addresses?.keys() ?? [])];
    };
    expect(addressesAfter(500)).toHaveLength(500);
    const [first, ...others] = addressesAfter(502).reverse();
    expect([first, others.at(-1), others.length]).toEqual(['2001:db8:0:499::/64', '2001:db8:0:0::/64', 499]);
  });

  test('keeps the same addresses in any order of input if all were seen at the same time', () => {
    const elevations = Array.from({ length: 501 }, (_, index) =>
      anEarlier(1, { ipAddress: `2001:db8:0:${1000 + index}::1` }),
    );
    const addresses = (all: readonly Elevation[]) =>
      new Set(historyOf(all).addresses.get('id-of-anna')?.keys());
    expect(addresses([...elevations].reverse())).toEqual(addresses(elevations));
    expect(addresses(elevations).has('2001:db8:0:1500::/64')).toBe(false);
  });

  test('skips the principal or the role that a change does not name', () => {
    const { principals, tier0 } = historyOf([], [aChange({ principal: null }), aChange({ role: null })]);
    expect([principals.size, tier0.size]).toEqual([1, 0]);
  });

  test('returns a history that later additions do not change', () => {
    const builder = builderWith(180);
    builder.add({ elevations: [anEarlier(3, { ipAddress: '203.0.113.1' })], allChanges: [] }, { to });
    const early = builder.history(new Set());
    const copy = structuredClone(early);
    builder.add(
      { elevations: [anEarlier(2, { ipAddress: '203.0.113.2' })], allChanges: [aChange()] },
      { to },
    );
    expect(early).toEqual(copy);
    expect(builder.history(new Set())).not.toEqual(copy);
  });

  test('gives the same history for any order of the weeks and for repeated weeks', () => {
    const weeks = [lastWholeWeek(on('24'), 'Europe/Berlin')];
    weeks.unshift(previousPeriod(weeks[0]!));
    weeks.unshift(previousPeriod(weeks[0]!));
    fc.assert(
      fc.property(eventWorld, fc.shuffledSubarray([0, 1, 2, 0, 1, 2], { minLength: 6 }), (events, order) => {
        const joined = weeks.map((week) => joinPeriod(events, week, on('30'), []));
        const add = (indexes: readonly number[]) => {
          const builder = builderWith(180);
          for (const index of indexes) builder.add(joined[index]!, weeks[index]!);
          return builder.history(new Set());
        };
        expect(add(order)).toEqual(add([0, 1, 2]));
      }),
      { numRuns: 50 },
    );
  });
});
