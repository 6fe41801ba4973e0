import type { HistorySummaries } from '../../../shared/jobs/collect/history-summaries';

const ever = AbortSignal.timeout(200_000);
const [first, second, third] = ['2026-11-01', '2026-11-08', '2026-11-15'];

/** What every store of summaries guarantees. `open` returns an empty one. */
export function historySummariesContract(open: () => Promise<HistorySummaries>): void {
  let summaries: HistorySummaries;
  const all = async (kind: string) =>
    Object.fromEntries(await summaries.read(kind, first, '2027-01-01', ever));
  beforeEach(async () => {
    summaries = await open();
  });

  test('returns the last saved texts of the requested kind and weeks', async () => {
    expect(await all('a')).toEqual({});
    await summaries.save('a', first, 'one', ever);
    await summaries.save('a', second, 'two', ever);
    await summaries.save('a', third, 'three', ever);
    await summaries.save('b', second, 'other', ever);
    await summaries.save('a', second, '{"ünï":"😀\u2028"}', ever);
    expect(Object.fromEntries(await summaries.read('a', second, third, ever))).toEqual({
      [second]: '{"ünï":"😀\u2028"}',
    });
    expect(await all('b')).toEqual({ [second]: 'other' });
  });

  test('holds a text of any length, and replaces it with a shorter one', async () => {
    // Digits that hardly compress, so that a table needs several parts.
    const long = Array.from({ length: 260_000 }, (_, index) =>
      Math.imul(index + 1, 0x9e3779b1).toString(36),
    ).join('');
    await summaries.save('a', first, long, ever);
    expect((await all('a'))[first] === long).toBe(true);
    await summaries.save('a', first, 'short', ever);
    expect(await all('a')).toEqual({ [first]: 'short' });
  });

  test('deletes weeks of every kind, and accepts weeks that are already deleted', async () => {
    for (const kind of ['a', 'b'])
      for (const week of [first, second, third]) await summaries.save(kind, week, week, ever);
    await summaries.deleteDays('0000-01-01', third, ever);
    await summaries.deleteDays('0000-01-01', third, ever);
    expect([await all('a'), await all('b')]).toEqual([{ [third]: third }, { [third]: third }]);
  });
}
