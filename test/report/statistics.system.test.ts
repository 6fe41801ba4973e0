import { statisticsOf } from '../../shared/analysis/statistics';
import { isoWeek } from '../../shared/domain/time/period';
import { renderHtml } from '../../shared/report/html';
import { localClock } from '../../shared/domain/time/local-clock';
import { renderMail } from '../../shared/report/mail';
import { dayPanel } from '../../shared/report/panels/day-panel';
import { approvalSentence, endingSentence, wait } from '../../shared/report/panels/sentences';
import { renderWorkbook } from '../../shared/report/workbook';
import { openXmlErrors, readWorkbook } from '../support/outputs/open-xml';
import {
  aCoverage,
  aLog,
  anElevation,
  anEmptyReportModel,
  aReportModel,
  aTrend,
} from '../support/builders/report';

const at = (text: string): Date => new Date(text);
const denied = {
  outcome: 'denied',
  approvedAt: null,
  startedAt: null,
  endedAt: null,
  endedBy: null,
} as const;
const model = aReportModel({
  coverage: aCoverage({ '2026-11-18': 'partial', '2026-11-19': 'missing' }),
  trend: aTrend(7, null, 0, 42),
  elevations: [
    anElevation({ startedAt: at('2026-11-16T08:00:00Z'), endedBy: 'expired' }),
    anElevation({ startedAt: at('2026-11-16T09:00:00Z'), provider: 'group', mfa: 'not recorded' }),
    anElevation({
      startedAt: at('2026-11-18T09:00:00Z'),
      requestedAt: at('2026-11-18T06:00:00Z'),
      approvedAt: at('2026-11-18T09:00:00Z'),
      endedAt: null,
      endedBy: null,
    }),
    anElevation(denied),
  ],
});
const plain = (page: string): string => page.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ');
const said = [
  'In what was read: 1 request did not take effect: 1 denied.',
  '3 requests were approved (median wait 13 min, longest 3 h).',
  '1 activation ran to its time limit, 1 was ended early, 1 is still active.',
  '2 of 3 activations used multi-factor authentication, and for 1 the log does not say.',
];

test('a day that is not fully known differs from a quiet one', () => {
  const lines = (zone: string): [string, number | null][] =>
    dayPanel(statisticsOf(model.elevations, isoWeek('2026-W47', zone)), model, localClock(zone)).rows.map(
      ({ name, figures, isPart }) => [isPart === true ? `${name}, at least` : name, figures?.all ?? null],
    );
  expect(lines('UTC')).toEqual([
    ['Mon 16 Nov', 2],
    ['Tue 17 Nov', 0],
    ['Wed 18 Nov, at least', 1],
    ['Thu 19 Nov', null],
    ['Fri 20 Nov', 0],
    ['Sat 21 Nov', 0],
    ['Sun 22 Nov', 0],
  ]);
  // In Tokyo a day spans two UTC days; the 15th was not read.
  expect(lines('Asia/Tokyo').map(([, total]) => total)).toEqual([2, 0, 1, null, null, 0, 0]);
});

test('the mail shows the same days and weeks in HTML and in text', () => {
  const { html, text } = renderMail(model);
  const page = plain(html);
  const words = text.replace(/\s+/g, ' ');
  for (const line of [
    ...said,
    'Mon 16 Nov 2',
    'Tue 17 Nov 0',
    'Wed 18 Nov at least 1',
    'Thu 19 Nov –',
    'At least: Entra roles 2, Groups 1.',
    'W44 7 1 h 2 min',
    'W45 – –',
    'W46 0 1 h 2 min',
    'W47 42 1 h 2 min',
  ]) {
    expect(words).toContain(line);
    expect(page.replaceAll('&nbsp; ', '')).toContain(line);
  }
});

test('the bars of the mail are as long as their figures, and absent for 0 and unknown figures', () => {
  const { html } = renderMail(model);
  const bars = html.split('<tr>').flatMap((row) => {
    const width = /<td\s+width="(\d+)%"[^>]*background-color/.exec(row)?.[1];
    return width === undefined ? [] : [Number(width)];
  });
  expect(bars).toEqual([100, 50, 17, 100]);
});

test('an empty week has no bars and no statistics in the mail', () => {
  const { text, html } = renderMail(anEmptyReportModel());
  for (const page of [text, html]) {
    expect(page.toLowerCase()).not.toMatch(/by day|week by week|median|multi-factor/);
  }
  expect(plain(renderHtml(anEmptyReportModel()))).toContain('Sun 22 Nov 0 0 0 0');
});

test('the page shows days, weeks, ends and hours', () => {
  const page = plain(renderHtml(model));
  for (const words of [
    ...said,
    'Mon 16 Nov 1 1 0 2',
    'Wed 18 Nov at least 1 – – at least 1',
    'Thu 19 Nov –',
    'W45 –',
    'W47 3 2 1 h 2 min 42',
    'deactivated 1 50%',
    'Activated by hour of the week (UTC)',
    `Mon ${'0 '.repeat(8)}1 1 ${'0 '.repeat(14)}Tue`,
    'In part: not every day is fully known.',
  ]) {
    expect(page).toContain(words);
  }
  expect(plain(renderHtml({ ...model, coverage: aCoverage() }))).not.toContain('not every day');
});

test('the Summary shows them as numbers on its one page, and the hours beside it', async () => {
  const file = await renderWorkbook(model, aLog());
  expect(await openXmlErrors(file)).toEqual([]);
  const sheet = (await readWorkbook(file)).getWorksheet('Summary')!;
  const rows = (sheet.getRows(1, sheet.rowCount) ?? []).map((row) => row.values as unknown[]);
  const page = rows.map((row) => row.slice(1, 24).join('|'));
  for (const sentence of said) expect(page.join('\n')).toContain(sentence);
  expect(sheet.pageSetup).toMatchObject({ fitToPage: true, fitToWidth: 1, fitToHeight: 1 });
  expect(sheet.pageSetup.printArea).toMatch(/^A1:AE\d+$/);

  // The cells that the charts refer to are right of the page.
  const figures = rows.map((row) => row.slice(32).join('|'));
  const line = (words: string) => figures.some((text) => `|${text}|`.includes(`|${words}|`));
  for (const words of [
    'Mon 16 Nov|1|1|0|2',
    'Wed 18 Nov (in part)|1|0|0|1',
    'Thu 19 Nov –|',
    'W45||||–',
    'W47|42|3|2|61.5',
    'deactivated|1|0.5',
    'Median wait (min)|12.5',
    '08h|1|0|0|0|0|0|0',
    '09h|1|0|1|0|0|0|0',
  ]) {
    expect([words, line(words)]).toEqual([words, true]);
  }
  const { conditionalFormattings } = sheet as unknown as {
    conditionalFormattings: { rules: { type: string }[] }[];
  };
  expect(conditionalFormattings.flatMap(({ rules }) => rules.map(({ type }) => type))).toEqual([
    'colorScale',
  ]);
});

test('the sentences are correct for one, for none and for unknown values', () => {
  const approvals = { count: 1, medianMinutes: 0.2, longestMinutes: 0.2 };
  expect(approvalSentence(approvals)).toBe('1 request was approved after less than 1 min.');
  expect(approvalSentence({ count: 2, medianMinutes: null, longestMinutes: null })).toBe(
    '2 requests were approved; the wait is not known.',
  );
  expect(approvalSentence({ count: 0, medianMinutes: null, longestMinutes: null })).toBeNull();
  const none = { expired: 0, deactivated: 0, removed: 0, inferred: 0 };
  const byEnd = { ...none, 'not recorded': 0, running: 0, unknown: 0 };
  expect(endingSentence({ byEnd: { ...byEnd, running: 2 } })).toBe('2 activations are still active.');
  expect(endingSentence({ byEnd: { ...byEnd, 'not recorded': 2, unknown: 1 } })).toBe(
    '2 activations ended for an unknown reason, 1 has an unknown end.',
  );
  expect(endingSentence({ byEnd })).toBeNull();
  expect([null, 0, 0.4, 0.5, 125].map(wait)).toEqual([
    'not known',
    '0 min',
    'less than 1 min',
    '1 min',
    '2 h 5 min',
  ]);
});
