import { isoWeek } from '../../../shared/domain/time/period';
import { missingEvents } from '../../../shared/jobs/report/missing-events';
import { aLedgerDay, ledgerOf } from '../../support/fakes/ports';

const week = isoWeek('2026-W47', 'UTC');
const ledger = ledgerOf(aLedgerDay('2026-11-15'), aLedgerDay('2026-11-16'), aLedgerDay('2026-11-17'));

describe('days with fewer stored events than the ledger counted', () => {
  test('are returned with both numbers, even without any stored event', () => {
    expect(missingEvents(week, ledger, new Map([['2026-11-16', 9]]))).toEqual([
      { day: '2026-11-16', read: 9, counted: 10 },
      { day: '2026-11-17', read: 0, counted: 10 },
    ]);
  });

  test('are none when as many or more events are stored, or outside the period', () => {
    expect(
      missingEvents(
        week,
        ledger,
        new Map([
          ['2026-11-16', 10],
          ['2026-11-17', 11],
        ]),
      ),
    ).toEqual([]);
  });
});
