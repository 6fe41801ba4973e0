import type { CollectionDay } from '../../../../shared/domain/collection-day';
import { isoWeek } from '../../../../shared/domain/time/period';
import { correctionEdition, type DeliveryRow } from '../../../../shared/domain/reports/delivery-row';
import { correctionSentence } from '../../../../shared/jobs/deliver/corrections/corrections';
import { aLedgerDay } from '../../../support/fakes/ports';
import { aDefinition, mailingWorld, now, sentRun, signal, week } from '../mailing-world';

describe('corrections', () => {
  const open = ['2026-11-18', '2026-11-19'];
  const incomplete = (overrides: Partial<DeliveryRow> = {}) =>
    sentRun('one', { openDays: open, ...overrides });
  async function corrected(run: DeliveryRow, states: readonly CollectionDay['state'][], at = now) {
    const { correct, deliveryLedger, ledger, mails } = mailingWorld();
    deliveryLedger.set(run);
    for (const [index, state] of states.entries()) {
      const day = open[index] ?? '';
      ledger.rows.set(day, aLedgerDay(day, { state, readTo: null }));
    }
    const requests = [aDefinition('one')];
    const first = await correct(requests, at, signal);
    const second = await correct(requests, at, signal);
    expect([first.failures, second.failures, second.deliveries]).toEqual([[], [], []]);
    return mails;
  }

  test('are sent once when the gap has closed, and name the report that they correct', async () => {
    const mails = await corrected(incomplete(), ['complete', 'complete']);
    expect(mails.map(({ edition }) => edition)).toEqual(['2026-W47-correction-1']);
    expect(mails[0]?.files.map(({ name }) => name)).toEqual(['one-2026-W47-correction-1.xlsx']);
    expect(mails[0]?.mail.text).toBe(
      'Correction of the report of 2026-W47 that was mailed incomplete on Mon 23 Nov: ' +
        'Wed 18 Nov and Thu 19 Nov have been read in full since.',
    );
  });

  test.each<[string, DeliveryRow, CollectionDay['state'][]]>([
    ['the report was complete', incomplete({ openDays: [] }), ['complete', 'complete']],
    ['its mail has not been sent', incomplete({ state: 'failed' }), ['complete', 'complete']],
    ['a day may still be read', incomplete(), ['complete', 'missing']],
    ['a day has been read in part', incomplete(), ['complete', 'partial']],
    ['a day has no row', incomplete(), ['complete']],
    ['no day was read since', incomplete(), ['lost', 'lost']],
    [
      'the report was a correction',
      incomplete({ edition: '2026-W47-correction-1' }),
      ['complete', 'complete'],
    ],
    ['the period was not a week', incomplete({ edition: '2026-11-18_2026-11-19' }), ['complete', 'complete']],
  ])('are not sent when %s', async (_, run, states) => {
    expect(await corrected(run, states)).toEqual([]);
  });

  test.each<[string, CollectionDay['state'][]]>([
    ['alone', ['imported', 'imported']],
    ['of a day that can still be read', ['complete', 'imported']],
    ['beside a lost day', ['lost', 'imported']],
  ])('are not sent for an imported file: %s', async (_, states) => {
    expect(await corrected(incomplete(), states)).toEqual([]);
  });

  test('are sent despite a file for a day that can no longer be read', async () => {
    const later = new Date('2026-12-20T04:00:00.000Z');
    const [mail] = await corrected(incomplete(), ['complete', 'imported'], later);
    expect(mail?.mail.text).toContain(
      'Wed 18 Nov has been read in full since; Thu 19 Nov can no longer be read.',
    );
  });

  test('are sent when the remaining days can no longer be read', async () => {
    const [mail] = await corrected(incomplete(), ['complete', 'lost']);
    expect(mail?.mail.text).toContain(
      ': Wed 18 Nov has been read in full since; Thu 19 Nov can no longer be read.',
    );
  });

  test.each(['sending', 'failed'] as const)(
    'are finished once they were begun (%s), even if data is deleted meanwhile',
    async (state) => {
      const { correct, deliveryLedger, mails } = mailingWorld();
      deliveryLedger.set(incomplete());
      deliveryLedger.set(incomplete({ edition: '2026-W47-correction-1', state }));
      await correct([aDefinition('one')], now, signal);
      expect(mails.map(({ edition }) => edition)).toEqual(['2026-W47-correction-1']);
      await correct([aDefinition('one')], now, signal);
      expect(mails).toHaveLength(1);
    },
  );

  test('cover the hours of the original report, even if the settings name another time zone now', async () => {
    const run = incomplete({ timeZone: 'Europe/Berlin', openDays: ['2026-11-15'] });
    const { correct, deliveryLedger, ledger, prepared, mails } = mailingWorld();
    deliveryLedger.set(run);
    ledger.rows.set('2026-11-15', aLedgerDay('2026-11-15'));
    await correct([aDefinition('one', { timeZone: 'UTC' })], now, signal);
    expect(mails[0]?.model.period).toEqual(isoWeek('2026-W47', 'Europe/Berlin'));
    expect(prepared).toHaveLength(1);
  });

  test('are not sent for weeks that ended long ago', async () => {
    const later = new Date('2027-01-20T04:00:00.000Z');
    expect(await corrected(incomplete(), ['complete', 'complete'], later)).toEqual([]);
  });

  test('list all days that can no longer be read, and omit an unknown date of mailing', () => {
    const days = new Map(
      (['complete', 'lost', 'lost'] as const).map((state, index) => {
        const day = `2026-11-1${index + 7}`;
        return [day, aLedgerDay(day, { state })];
      }),
    );
    const run = incomplete({ openDays: [...days.keys()], sentAt: null });
    expect(correctionSentence(run, week, days, now)).toBe(
      'Correction of the report of 2026-W47 that was mailed incomplete: Tue 17 Nov has been read in full since; ' +
        'Wed 18 Nov and Thu 19 Nov can no longer be read.',
    );
    // A mail in another zone names its local days.
    expect(correctionSentence(run, isoWeek('2026-W47', 'Pacific/Auckland'), days, now)).toMatch(
      /: Tue 17 Nov \(UTC\) has been read in full since; Wed 18 Nov and Thu 19 Nov \(UTC\) can/,
    );
  });

  test('have their own row in the ledger', () => {
    expect(correctionEdition('2026-W47')).toBe('2026-W47-correction-1');
    expect(correctionSentence(incomplete({ sentAt: null }), week, new Map(), now)).toBeNull();
  });
});
