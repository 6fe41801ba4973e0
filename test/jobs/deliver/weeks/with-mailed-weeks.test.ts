import { datesPeriod, isoWeek } from '../../../../shared/domain/time/period';
import { withMailedWeeks } from '../../../../shared/jobs/deliver/weeks/with-mailed-weeks';
import { aRun, createFakeRuns } from '../../../support/fakes/ports';
import { aDefinition, signal } from '../mailing-world';

const definition = aDefinition('weekly', { timeZone: 'America/New_York' });
const deliveryLedger = createFakeRuns();
deliveryLedger.set(aRun({ edition: '2026-W46', timeZone: 'Europe/Berlin' }));

test("a week that is mailed by hand starts at the end of the week before, in that week's time zone", async () => {
  const period = isoWeek('2026-W47', 'America/New_York');
  const [request] = await withMailedWeeks(deliveryLedger, [{ definition, period }], signal);
  expect(request?.period).toMatchObject({ from: isoWeek('2026-W46', 'Europe/Berlin').to, to: period.to });
  expect(request?.definition).toEqual(definition);
});

test('a week that is in the ledger keeps its time zone', async () => {
  const period = isoWeek('2026-W46', 'America/New_York');
  const [request] = await withMailedWeeks(deliveryLedger, [{ definition, period }], signal);
  expect(request).toEqual({
    definition: { ...definition, timeZone: 'Europe/Berlin' },
    period: isoWeek('2026-W46', 'Europe/Berlin'),
  });
});

test('other periods stay unchanged', async () => {
  const period = datesPeriod('2026-11-17', '2026-11-18', 'America/New_York');
  expect(await withMailedWeeks(deliveryLedger, [{ definition, period }], signal)).toEqual([
    { definition, period },
  ]);
});
