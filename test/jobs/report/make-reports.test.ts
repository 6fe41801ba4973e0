import { isoWeek } from '../../../shared/domain/time/period';
import { aDefinition, mailingWorld, now, signal, week } from '../deliver/mailing-world';

describe('making reports', () => {
  test('closes the gaps of all periods in one call, and then makes the reports from the ledger', async () => {
    const { makeReports, asked, prepared } = mailingWorld();
    const requests = [
      { definition: aDefinition('one'), period: week },
      { definition: aDefinition('two'), period: isoWeek('2026-W46', 'UTC') },
    ];
    expect((await makeReports(requests, now, signal)).failures).toEqual([]);
    expect(asked).toHaveLength(1);
    expect(asked[0]).toHaveLength(15);
    expect(asked[0]).toEqual([...asked[0]!].sort());
    expect(prepared.every(({ states }) => states.length === 15)).toBe(true);
  });

  test('reads nothing when nothing is missing', async () => {
    const { makeReports, asked, ledger } = mailingWorld();
    await makeReports([{ definition: aDefinition('one'), period: week }], now, signal);
    expect(ledger.rows.size).toBe(8);
    await makeReports([{ definition: aDefinition('one'), period: week }], now, signal);
    expect(asked).toHaveLength(1);
  });

  test('renders the formats of the mail and the additional ones, each once', async () => {
    const { makeReports } = mailingWorld();
    const requests = [{ definition: aDefinition('one', { formats: ['xlsx', 'csv'] }), period: week }];
    const { made } = await makeReports(requests, now, signal, ['csv', 'json']);
    expect(made[0]?.files.map(({ name }) => name)).toEqual(['one.xlsx', 'one.csv', 'one.json']);
  });

  test('makes the other reports when one fails, and returns the failure', async () => {
    const { makeReports } = mailingWorld({ broken: ['two'] });
    const requests = ['one', 'two', 'three'].map((name) => ({ definition: aDefinition(name), period: week }));
    const { made, failures } = await makeReports(requests, now, signal);
    expect(made.map(({ definition: { name } }) => name)).toEqual(['one', 'three']);
    expect(failures).toEqual(['Report "two": it cannot be computed']);
  });

  test('uses the stored events when it is offline', async () => {
    const { makeReports, asked, prepared } = mailingWorld({ offline: true });
    expect(
      (await makeReports([{ definition: aDefinition('one'), period: week }], now, signal)).made,
    ).toHaveLength(1);
    expect(asked).toEqual([]);
    expect(prepared[0]?.states).toEqual([]);
  });
});
