import type { Worksheet } from 'exceljs';
import { strFromU8, unzipSync } from 'fflate';
import { renderWorkbook } from '../../shared/report/workbook';
import { aFullReport } from '../support/builders/full-report';
import { openXmlErrors, readWorkbook } from '../support/outputs/open-xml';
import {
  aLog,
  aLoggedEvent,
  anElevation,
  anEmptyReportModel,
  aReportModel,
  aTrend,
} from '../support/builders/report';

/** One reference of a chart: the cells that it names and the cached copy of them, `|` between columns. */
interface Bound {
  readonly cells: readonly (string | number | null)[];
  readonly copy: readonly (string | number | null)[];
}

const decoded = (text: string): string =>
  text.replace(/&(amp|lt|gt|quot|#39);/g, (_, name: string) => {
    return { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" }[name] ?? '';
  });

/** Returns the values of a reference's cells, column by column. */
function cellsOf(sheet: Worksheet, ref: string): (string | number | null)[] {
  const found = /^'Summary'!\$([A-Z]+)\$(\d+)(?::\$([A-Z]+)\$(\d+))?$/.exec(ref);
  if (found === null) throw new Error(`${ref} names no cells of the Summary.`);
  const [, left = '', top = '', right = left, bottom = top] = found;
  const [first, last] = [sheet.getColumn(left).number, sheet.getColumn(right).number];
  const values: (string | number | null)[] = [];
  for (let column = last; column >= first; column -= 1) {
    for (let row = Number(top); row <= Number(bottom); row += 1) {
      values.push((sheet.getCell(row, column).value ?? null) as string | number | null);
    }
  }
  return values;
}

/** The points of a cache; with several levels, the innermost first. */
function copyOf(xml: string): (string | number | null)[] {
  const size = Number(/<c:ptCount val="(\d+)"/.exec(xml)?.[1]);
  const levels = xml.includes('<c:lvl>') ? [...xml.matchAll(/<c:lvl>(.*?)<\/c:lvl>/gs)] : [[xml, xml]];
  return levels.flatMap(([, level = '']) => {
    const points = new Map(
      [...level.matchAll(/<c:pt idx="(\d+)"><c:v>(.*?)<\/c:v>/gs)].map(([, at, text = '']) => [
        Number(at),
        xml.startsWith('<c:num') ? Number(text) : decoded(text),
      ]),
    );
    return Array.from({ length: size }, (_, index) => points.get(index) ?? null);
  });
}

/** Every chart of a workbook by its title, with the references of its names, series and values. */
async function chartsOf(file: Uint8Array): Promise<Map<string, Record<'cat' | 'tx' | 'val', Bound[]>>> {
  const sheet = (await readWorkbook(file)).getWorksheet('Summary')!;
  const parts = Object.entries(unzipSync(file)).filter(([path]) => path.startsWith('xl/charts/chart'));
  return new Map(
    parts.map(([, bytes]) => {
      const xml = strFromU8(bytes);
      const bound = (tag: string): Bound[] =>
        [
          ...xml.matchAll(
            new RegExp(`<c:${tag}>(<c:(?:num|str|multiLvlStr)Ref><c:f>(.*?)</c:f>.*?)</c:${tag}>`, 'gs'),
          ),
        ].map(([, inside = '', ref = '']) => ({ cells: cellsOf(sheet, decoded(ref)), copy: copyOf(inside) }));
      const title = decoded(/<a:t>(.*?)<\/a:t>/.exec(xml)?.[1] ?? '');
      return [title, { cat: bound('cat'), tx: bound('tx'), val: bound('val') }];
    }),
  );
}

const figures = (bounds: readonly Bound[] | undefined): unknown[] => (bounds ?? []).map(({ copy }) => copy);

describe('the charts of a week', () => {
  const { model, events } = aFullReport();
  let file: Uint8Array;
  let charts: Awaited<ReturnType<typeof chartsOf>>;
  beforeAll(async () => {
    file = await renderWorkbook(model, aLog(...events));
    charts = await chartsOf(file);
  });

  test('are five native charts, in a workbook that conforms to Open XML', async () => {
    expect([...charts.keys()]).toEqual([
      'Hours of the week (at least)',
      'Activations by day and provider',
      'Week by week (1 not whole)',
      'Most activated roles (at least)',
      'Most active people (at least)',
    ]);
    expect(await openXmlErrors(file)).toEqual([]);
    expect(Object.keys(unzipSync(file)).filter((path) => path.includes('media'))).toEqual([]);
  });

  test('have cached copies that equal the cells they refer to', () => {
    for (const [title, { cat, tx, val }] of charts) {
      expect([title, val.length, cat.length, tx.length]).toEqual([title, val.length, val.length, val.length]);
      expect(val.length).toBeGreaterThan(0);
      for (const { cells, copy } of [...cat, ...tx, ...val]) {
        expect(copy.length).toBeGreaterThan(0);
        expect({ title, values: copy }).toEqual({ title, values: cells });
      }
    }
  });

  test('show every activation at its local weekday and hour', () => {
    const hours = charts.get('Hours of the week (at least)')!;
    const expected = new Array<number>(7 * 24).fill(0);
    for (const { startedAt } of model.elevations) {
      const at = startedAt!;
      const slot = ((at.getUTCDay() + 6) % 7) * 24 + at.getUTCHours();
      expected[slot] = (expected[slot] ?? 0) + 1;
    }
    expect(figures(hours.val)).toEqual([expected]);
    const [names] = figures(hours.cat) as [(string | null)[]];
    expect(names.slice(168).filter((name) => name !== null)).toEqual(
      'Mon Tue Wed Thu Fri Sat Sun'.split(' '),
    );
    expect([names[168 + 24], names[6], names[24 + 12], names[1]]).toEqual(['Tue', '06', '12', null]);
  });

  test('count each day by provider, and the trend leaves a gap for an unknown week', () => {
    const days = charts.get('Activations by day and provider')!;
    const counted = (provider: string) =>
      [0, 1, 2, 3, 4, 5, 6].map(
        (weekday) =>
          model.elevations.filter(
            (row) => row.provider === provider && (row.startedAt!.getUTCDay() + 6) % 7 === weekday,
          ).length,
      );
    const all = ['entra', 'group', 'azure'].map(counted);
    const sums = counted('entra').map((_, index) =>
      all.reduce((sum, counts) => sum + (counts[index] ?? 0), 0),
    );
    expect(figures(days.val)).toEqual([...all, sums]);
    expect(figures(days.tx).flat()).toEqual(['Entra roles', 'Groups', 'Azure resources', 'All']);
    expect(figures(charts.get('Week by week (1 not whole)')!.val)[0]).toEqual([7, null, 5, 40]);
  });

  test('rank roles and people', () => {
    const { cat, val } = charts.get('Most activated roles (at least)')!;
    const named = model.elevations.filter(({ role }) => role.id === 'role-0').length;
    expect((figures(val)[0] as number[])[0]).toBe(named);
    expect((figures(cat)[0] as string[])[0]).toContain('Role');
    expect(figures(charts.get('Most active people (at least)')!.val)[0]).toHaveLength(5);
  });
});

test('the charts of an empty, an incomplete and a long period equal their cells too', async () => {
  const month = {
    from: new Date('2026-10-01T00:00:00Z'),
    to: new Date('2026-11-01T00:00:00Z'),
    timeZone: 'UTC',
  };
  const models = [
    anEmptyReportModel(),
    anEmptyReportModel({ coverage: [], trend: aTrend(null, null) }),
    aReportModel({
      period: month,
      elevations: [anElevation({ startedAt: new Date('2026-10-30T08:00:00Z') })],
    }),
  ];
  for (const model of models) {
    const file = await renderWorkbook(model, aLog(aLoggedEvent()));
    expect(await openXmlErrors(file)).toEqual([]);
    const charts = await chartsOf(file);
    expect(charts.size).toBe(5);
    for (const { cat, tx, val } of charts.values()) {
      for (const { cells, copy } of [...cat, ...tx, ...val]) expect(copy).toEqual(cells);
    }
  }
});
