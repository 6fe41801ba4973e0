import { renderWorkbook } from '../../../../shared/report/workbook';
import { aCoverage, anEmptyReportModel } from '../../../support/builders/report';
import { readWorkbook } from '../../../support/outputs/open-xml';

const allDays = [16, 17, 18, 19, 20, 21, 22].map((day) => `2026-11-${day}`);
const totals = { ...anEmptyReportModel().totals, activations: 3 };

/** The figure and the small print of the tile with a label. */
async function tileOf(label: string, days: readonly string[], changes = {}) {
  const coverage = aCoverage(Object.fromEntries(days.map((day) => [day, 'missing' as const])));
  const model = anEmptyReportModel({ coverage, ...changes });
  const summary = (await readWorkbook(await renderWorkbook(model, null))).getWorksheet('Summary');
  let tile: unknown[] = [];
  summary?.eachRow((row, number) => {
    row.eachCell((cell, column) => {
      if (tile.length === 0 && cell.text === label)
        tile = [1, 2].map((below) => summary.getCell(number + below, column).value);
    });
  });
  return tile;
}

test('a tile of a week with missing days is a minimum, or not known', async () => {
  expect(await tileOf('Activations', allDays.slice(2), { totals })).toEqual([
    3,
    'at least: some days were not read',
  ]);
  expect(await tileOf('People', allDays.slice(2), { totals })).toEqual(['–', 'some days were not read']);
  expect(await tileOf('Open findings: high', allDays, { storedEvents: 0 })).toEqual([
    '–',
    'nothing was read',
  ]);
  expect(await tileOf('Elevated time', [])).toEqual([0, 'unchanged']);
});
