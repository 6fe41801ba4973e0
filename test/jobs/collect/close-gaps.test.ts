import { isoWeek } from '../../../shared/domain/time/period';
import { addUtcDays, type UtcDay } from '../../../shared/domain/time/utc-day';
import { createCloseGaps, type CloseGapsParts } from '../../../shared/jobs/collect/close-gaps';
import { aLedgerDay, createFakeLedger, ledgerOf } from '../../support/fakes/ports';

const week = isoWeek('2026-W47', 'UTC');
const monday = new Date('2026-11-23T07:00:00.000Z');
const signal = AbortSignal.timeout(900_000);
/** A complete week, each day read two hours after its end, and Monday up to now. */
const whole = () =>
  ledgerOf(
    ...Array.from({ length: 7 }, (_, index) => aLedgerDay(addUtcDays('2026-11-16', index))),
    aLedgerDay('2026-11-23', {
      state: 'partial',
      readTo: monday,
      lastReadAt: new Date(monday.getTime() + 3_600_000),
    }),
  );

function world(overrides: Partial<CloseGapsParts> = {}, failures: readonly string[] = []) {
  const asked: UtcDay[][] = [];
  const signals: AbortSignal[] = [];
  const closeGaps = createCloseGaps({
    ledger: createFakeLedger(whole()),
    readDays: (days, _now, signal) => {
      asked.push([...days]);
      signals.push(signal);
      return Promise.resolve({ days: [], unread: [], failures, serviceTime: null });
    },
    overlapDays: null,
    timeout: null,
    ...overrides,
  });
  return { asked, signals, closeGaps };
}

describe('closing gaps', () => {
  test('reads nothing when every day is complete and no day must be read again', async () => {
    const { asked, closeGaps } = world();
    expect(await closeGaps([week], monday, signal)).toEqual([]);
    expect(asked).toEqual([]);
  });

  test('reads the incomplete days of all periods in one call', async () => {
    const ledger = createFakeLedger(
      whole().set('2026-11-18', aLedgerDay('2026-11-18', { state: 'missing' })),
    );
    const { asked, closeGaps } = world({ ledger });
    await closeGaps([isoWeek('2026-W46', 'UTC'), week], monday, signal);
    expect(asked).toHaveLength(1);
    expect(asked[0]).toEqual([
      ...Array.from({ length: 7 }, (_, index) => addUtcDays('2026-11-09', index)),
      '2026-11-18',
    ]);
  });

  test('reads the last days of the week again even if they are complete, since events appear hours late', async () => {
    const { asked, closeGaps } = world({ overlapDays: 3 });
    await closeGaps([week], monday, signal);
    expect(asked).toEqual([['2026-11-19', '2026-11-20', '2026-11-21', '2026-11-22', '2026-11-23']]);
  });

  test('returns the failure to read a day', async () => {
    const { closeGaps } = world({ overlapDays: 0 }, ['2026-11-22: HTTP 503']);
    expect(await closeGaps([week], monday, signal)).toEqual([
      'Not all days could be read: 2026-11-22: HTTP 503',
    ]);
  });

  test('leaves the days open when its own time is up before the first of them is read', async () => {
    const readDays: CloseGapsParts['readDays'] = async (_days, _now, within) => {
      while (!within.aborted) await new Promise((resolve) => setTimeout(resolve, 1));
      throw new Error('The run ended before the audit storage had answered.');
    };
    const { closeGaps } = world({ overlapDays: 0, timeout: 1, readDays });
    expect(await closeGaps([week], monday, signal)).toEqual([
      'Not all days could be read: The run had no time left for reading.',
    ]);
    const run = new AbortController();
    const ended = world({ overlapDays: 0, timeout: 60_000, readDays }).closeGaps([week], monday, run.signal);
    run.abort(new Error('interrupted'));
    await expect(ended).rejects.toThrow('interrupted');
  });

  test('stops reading when its own time is up, or when the run is aborted', async () => {
    const { signals, closeGaps } = world({ overlapDays: 0, timeout: 1 });
    await closeGaps([week], monday, signal);
    await new Promise((resolve) => signals[0]!.addEventListener('abort', resolve));
    expect(signal.aborted).toBe(false);
    const run = new AbortController();
    const patient = world({ overlapDays: 0, timeout: 60_000 });
    await patient.closeGaps([week], monday, run.signal);
    expect(patient.signals[0]?.aborted).toBe(false);
    run.abort();
    expect(patient.signals[0]?.aborted).toBe(true);
  });
});
