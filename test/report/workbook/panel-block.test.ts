import { columnsOf, type Panel } from '../../../shared/report/panels/panel';
import { rankingBlock, wholeRanking } from '../../../shared/report/workbook/panel-block';

const ranking = (size: number): Panel => ({
  title: 'Most active people',
  names: 'Person',
  columns: columnsOf({ activations: ['Activations', 'count'], minutes: ['Elevated time', 'minutes'] }),
  rows: Array.from({ length: size }, (_, index) => ({
    name: `Person ${index + 1}`,
    figures: { activations: size - index, minutes: 60 },
  })),
});

test('a ranking with more rows than its chart is also written whole', () => {
  const block = rankingBlock(ranking(7), 'None');
  expect(block.rows).toHaveLength(5);
  expect(block.note).toBe('and 2 more: the whole list is below.');
  const [whole, ...others] = wholeRanking(ranking(7));
  expect(others).toEqual([]);
  expect(whole).toMatchObject({
    title: 'Most active people: all',
    head: ['Activations', 'Minutes'],
    note: null,
  });
  expect(whole?.rows.map(([name]) => name)).toEqual(ranking(7).rows.map(({ name }) => name));
});

test('a ranking that its chart shows whole is written once', () => {
  expect(rankingBlock(ranking(5), 'None').note).toBeNull();
  expect(wholeRanking(ranking(5))).toEqual([]);
});
