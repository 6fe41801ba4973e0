import { datesPeriod, isoWeek } from '../../../../shared/domain/time/period';
import { coveredPeriod } from '../../../../shared/jobs/report/late/covered-period';
import { aRun, createFakeRuns } from '../../../support/fakes/ports';

const signal = AbortSignal.timeout(900_000);

function coveredBy(edition: string, timeZone: string, zoneBefore?: string) {
  const deliveries = createFakeRuns();
  if (zoneBefore !== undefined) deliveries.set(aRun({ edition: '2026-W46', timeZone: zoneBefore }));
  return coveredPeriod(deliveries, aRun({ edition, timeZone }), signal);
}

test('a week is covered in the zone of its row', async () => {
  const week = isoWeek('2026-W47', 'Asia/Tokyo');
  expect(await coveredBy('2026-W47', 'Asia/Tokyo')).toEqual(week);
  expect(await coveredBy('2026-W47', 'Asia/Tokyo', 'Asia/Seoul')).toEqual(week);
});

test('a week after a change of zone is covered from the end of the week before', async () => {
  const { from } = await coveredBy('2026-W47', 'UTC', 'Asia/Tokyo');
  expect(from).toEqual(isoWeek('2026-W46', 'Asia/Tokyo').to);
});

test('dates are covered in the zone of their row', async () => {
  const dates = ['2026-11-02', '2026-11-15'] as const;
  expect(await coveredBy(dates.join('_'), 'Asia/Tokyo')).toEqual(datesPeriod(...dates, 'Asia/Tokyo'));
});
