import { createHistoryBuilder } from '../../../shared/analysis/history/history-builder';
import { defaultFindingsPolicy } from '../../../shared/domain/findings-policy';
import {
  anActor,
  anElevationFrom,
  aPrincipal,
  globalAdministrator,
  securityReader,
} from '../../support/builders/findings';
import { daysBefore } from '../../support/builders/history';

const { businessHours } = defaultFindingsPolicy;

test('a history stays small over half a year of fifty busy principals', () => {
  const builder = createHistoryBuilder({ keepDays: 180, businessHours, timeZone: 'UTC' });
  const minutesOfADay = 1440;
  for (let day = 200; day > 0; day -= 1) {
    const elevations = Array.from({ length: 250 }, (_, index) => {
      const start = new Date(daysBefore(day).getTime() + (index % minutesOfADay) * 60_000);
      return anElevationFrom(start, null, {
        principal: aPrincipal(`P${index % 50}`),
        approver: anActor(`Q${index % 7}`),
        role: index % 2 === 0 ? globalAdministrator : securityReader,
        // A new network every time: a traveller, or an attacker who wants to exhaust the memory.
        ipAddress: `2001:db8:${day}:${index}::1`,
      });
    });
    builder.add({ elevations, allChanges: [] }, { to: daysBefore(day - 1) });
  }
  const { addresses, approvers, held, principals, tier0 } = builder.history(new Set());
  expect([principals.size, held.size, tier0.size, approvers.size]).toEqual([50, 50, 25, 2]);
  for (const own of addresses.values()) expect(own.size).toBe(500);
  // Of too many addresses, the history keeps the latest.
  expect(addresses.get('id-of-p0')?.has('2001:db8:1:200::/64')).toBe(true);
});
