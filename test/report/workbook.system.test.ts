import type { Workbook } from 'exceljs';
import { isoWeek } from '../../shared/domain/time/period';
import { rowFindings } from '../../shared/report/columns/row-findings';
import { activationColumns } from '../../shared/report/columns/activation-columns';
import { renderWorkbook } from '../../shared/report/workbook';
import { openXmlErrors, readWorkbook, rowsOf } from '../support/outputs/open-xml';
import {
  aCoverage,
  aFinding,
  aLog,
  aLoggedEvent,
  anElevation,
  anEmptyReportModel,
  aReportModel,
} from '../support/builders/report';

const log = aLog(aLoggedEvent());
/** The workbook of the usual report, which tests only read. */
let usualFile: Uint8Array;
let usualWorkbook: Workbook;
beforeAll(async () => {
  usualFile = await renderWorkbook(aReportModel(), log);
  usualWorkbook = await readWorkbook(usualFile);
});

test('has the sheets of the contract, conforms to Open XML and names its creator', async () => {
  expect(await openXmlErrors(usualFile)).toEqual([]);
  expect(usualWorkbook.worksheets.map(({ name }) => name)).toEqual([
    'Summary',
    'Findings',
    'Activations',
    'Changes',
    'Coverage',
    'Events',
    'About',
  ]);
  expect(usualWorkbook).toMatchObject({
    creator: 'PIM Report',
    title: 'Contoso – PIM week 2026-W47',
    created: aReportModel().generatedAt,
  });
});

test('an activation is one row, with dates as dates and minutes as numbers', () => {
  expect(rowsOf(usualWorkbook, 'Activations')).toEqual([
    {
      Started: new Date('2026-11-17T08:12:31Z'),
      Person: 'Mia Berg',
      'Person (UPN)': 'mia.berg@contoso.example',
      'Requested by': null,
      Worst: null,
      'Worst (rank)': null,
      Findings: null,
      Source: 'graph',
      // A part of a day; readers of dates take it for a time of day 0.
      Duration: new Date('1899-12-30T01:02:00Z'),
      Role: 'Global Administrator',
      Privileged: 'yes',
      Scope: 'Directory',
      Provider: 'Entra roles',
      Outcome: 'activated',
      Requested: new Date('2026-11-17T08:00:00Z'),
      Approved: new Date('2026-11-17T08:12:30Z'),
      'Decided by': 'Jonas Falk',
      'Waited (min)': 12.5,
      'Planned end': new Date('2026-11-17T10:12:31Z'),
      Ended: new Date('2026-11-17T09:14:01Z'),
      'Ended by': 'deactivated',
      Minutes: 61.5,
      Why: 'Conditional access rollout, second wave',
      Ticket: 'CHG0042',
      'Ticket system': 'ServiceNow',
      MFA: 'yes',
      'IP address': '203.0.113.7',
      'Failure reason': null,
      'Request id': '5f1c8a52-0f0e-4e5c-9a36-6d2f0f4b7a01',
      'Event ids': 'PIM_1, PIM_2, PIM_3',
    },
  ]);
  expect(usualWorkbook.getWorksheet('Activations')?.getCell('C2').numFmt).toBe('yyyy-mm-dd hh:mm');
  expect(usualWorkbook.getWorksheet('Activations')?.getCell('D2').numFmt).toBe('[h]:mm');
});

test('lists are tables with filters under a frozen head that every page prints', () => {
  for (const name of ['Findings', 'Activations', 'Changes', 'Coverage', 'Events', 'About']) {
    const sheet = usualWorkbook.getWorksheet(name)!;
    expect(sheet.views[0]).toMatchObject({ state: 'frozen', ySplit: 1 });
    expect(sheet.pageSetup).toMatchObject({ orientation: 'landscape', fitToWidth: 1, printTitlesRow: '1:1' });
    expect(sheet.headerFooter.oddFooter).toContain('Page &P of &N');
    const [table] = sheet.getTables() as unknown as { table: { name: string; headerRow: boolean } }[];
    expect(table?.table).toMatchObject({ name, headerRow: true });
  }
});

test('the person column is frozen, details are folded away and not printed, paper is A4', () => {
  const frozen = { Findings: 2, Activations: 1, Changes: 1 };
  for (const [name, xSplit] of Object.entries(frozen)) {
    const sheet = usualWorkbook.getWorksheet(name)!;
    expect(sheet.views[0]).toMatchObject({ state: 'frozen', ySplit: 1, xSplit });
    expect(sheet.pageSetup.paperSize).toBe(9);
    const columns = sheet.columns.map(({ hidden, outlineLevel }) => ({ hidden, outlineLevel }));
    const folded = columns.findIndex(({ hidden }) => hidden === true);
    expect(folded).toBeLessThanOrEqual(14);
    expect(
      columns.slice(folded).every(({ hidden, outlineLevel }) => hidden === true && outlineLevel === 1),
    ).toBe(true);
  }
});

test('links find their row by its key, so that they still work after sorting', async () => {
  const model = aReportModel({ findings: [aFinding({ eventIds: ['PIM_2'] })] });
  const file = await renderWorkbook(model, log);
  expect(await openXmlErrors(file)).toEqual([]);
  const workbook = await readWorkbook(file);
  const formulas = (name: string) => {
    const found: unknown[] = [];
    workbook.getWorksheet(name)!.eachRow((row) => row.eachCell(({ value }) => found.push(value)));
    return found.filter((value) => typeof value === 'object' && value !== null && 'formula' in value);
  };
  expect(formulas('Findings')).toContainEqual({
    formula: `HYPERLINK("#'Activations'!A"&MATCH("${anElevation().id}",Activations[Request id],0)+1,"Activations")`,
    result: 'Activations',
  });
  expect(formulas('Summary')).toContainEqual(
    expect.objectContaining({
      formula: `HYPERLINK("#'Findings'!A"&MATCH(1,Findings[No.],0)+1,"Thu 19 Nov \u203A")`,
    }),
  );
});

test.each([
  ['2000 Ltd', '2000 Ltd'],
  ['& Sons', '&& Sons'],
  ['A&B &P && Co', 'A&&B &&P &&&& Co'],
])('the footer prints %s literally, without codes of its own', async (organization, literal) => {
  const workbook = await readWorkbook(await renderWorkbook(aReportModel({ organization }), log));
  for (const { headerFooter } of workbook.worksheets)
    expect(headerFooter.oddFooter?.split(' · ')[0]).toBe(`&L&8 ${literal}`);
});

test('dates show the local time of the zone, before and after a clock change', async () => {
  // In Berlin the clocks go back on Sunday 25 October 2026 at 01:00 UTC.
  const elevations = [
    anElevation({ startedAt: new Date('2026-10-25T00:30:00Z'), endedAt: new Date('2026-10-25T01:30:00Z') }),
  ];
  const period = isoWeek('2026-W43', 'Europe/Berlin');
  const file = await renderWorkbook(aReportModel({ elevations, period }), log);
  expect(rowsOf(await readWorkbook(file), 'Activations')[0]).toMatchObject({
    Started: new Date('2026-10-25T02:30:00Z'),
    Ended: new Date('2026-10-25T02:30:00Z'),
    Minutes: 60,
  });
});

test('a date that Excel cannot store is written as text', async () => {
  const elevations = [
    anElevation({
      plannedEndAt: new Date('0001-01-01T00:00:00Z'),
      endedAt: new Date('9999-12-31T23:59:59Z'),
    }),
  ];
  const period = isoWeek('2026-W47', 'Asia/Tokyo');
  const file = await renderWorkbook(aReportModel({ elevations, period }), log);
  expect(await openXmlErrors(file)).toEqual([]);
  expect(rowsOf(await readWorkbook(file), 'Activations')[0]).toMatchObject({
    'Planned end': '0001-01-01T00:00:00.000Z',
    Ended: '9999-12-31T23:59:59.000Z',
  });
});

test('an empty week has sentences in place of tables, and its coverage', async () => {
  const file = await renderWorkbook(anEmptyReportModel(), aLog());
  expect(await openXmlErrors(file)).toEqual([]);
  const workbook = await readWorkbook(file);
  expect(workbook.getWorksheet('Activations')?.getCell('A2').value).toBe(
    'No role was activated in this period.',
  );
  expect(workbook.getWorksheet('Events')?.getCell('A2').value).toBe(
    'No audit event was recorded in this period.',
  );
  expect(rowsOf(workbook, 'Coverage')).toHaveLength(7);
  const none = await renderWorkbook(anEmptyReportModel({ coverage: [] }), aLog());
  expect(await openXmlErrors(none)).toEqual([]);
});

test('settings choose the columns, and About explains only those', async () => {
  const file = await renderWorkbook(aReportModel({ columns: ['minutes', 'person'] }), log);
  expect(await openXmlErrors(file)).toEqual([]);
  const workbook = await readWorkbook(file);
  expect(rowsOf(workbook, 'Activations')).toEqual([
    { Person: 'Mia Berg', Minutes: 61.5, 'Request id': anElevation().id },
  ]);
  const explained = rowsOf(workbook, 'About').filter(({ Topic }) => Topic === 'Sheet "Activations"');
  expect(explained.map(({ Term }) => Term)).toEqual(['Person', 'Minutes', 'Request id']);
});

test('About explains every column and value', () => {
  const rows = rowsOf(usualWorkbook, 'About');
  const terms = rows.filter(({ Topic }) => Topic === 'Sheet "Activations"').map(({ Term }) => Term);
  expect(terms).toEqual(activationColumns(null, rowFindings([])).map(({ header }) => header));
  expect(rows).toContainEqual({
    Topic: 'Values of "MFA"',
    Term: 'not recorded',
    Meaning: 'The event says nothing about it. That does not mean no.',
  });
});

test('the Summary shows the figures beside the previous ones, on one landscape page', async () => {
  const model = aReportModel({
    previous: { ...aReportModel().totals, activations: 4, elevatedMinutes: 100 },
    filter: 'roles Exchange Administrator',
    findings: [aFinding(), aFinding({ sentence: 'Known', suppressed: { reason: 'drill', until: null } })],
    unknownActivities: [{ name: 'Add quantum member', count: 3 }],
  });
  const sheet = (await readWorkbook(await renderWorkbook(model, log))).getWorksheet('Summary')!;
  const rows = (sheet.getRows(1, sheet.rowCount) ?? []).map((row) =>
    [...new Set((row.values as (string | number | null)[]).slice(1).filter((value) => value ?? null))].join(
      '|',
    ),
  );
  expect(rows[0]).toBe('Contoso');
  expect(rows[1]).toBe(
    'Privileged access, Monday 16 November 2026 to Sunday 22 November 2026 (week 47, UTC)',
  );
  expect(rows[2]).toBe('Narrowed to: roles Exchange Administrator');
  expect(rows.join('\n')).toContain('Every day of this week is covered.');
  const text = rows.join('\n');
  for (const words of [
    'Activations|People|Roles|Elevated time|Audit events|Open findings: high|Open findings: medium',
    '3 fewer (4 the week before)|unchanged|38 min less (1 h 40 min the week before)',
    'high|Jonas Falk gave Aylin Demir Global Administrator directly, bypassing PIM.|',
    'People to talk to: Jonas Falk (1 high).',
    '1 suppressed finding on the Findings sheet.',
    '|Activations|4|-3',
    '|Elevated minutes|61.5|100|-38.5',
    'New activity types from Microsoft, not yet understood by this report: Add quantum member (3 events).',
    'Add quantum member|3',
  ]) {
    expect(text).toContain(words);
  }
  expect(sheet.pageSetup).toMatchObject({ orientation: 'landscape', fitToWidth: 1, fitToHeight: 1 });
});

test('the Summary shows as much of a finding as the mail, and cuts a longer one after a word', async () => {
  const [whole, long] = [`${'word '.repeat(79)}last.`, 'word '.repeat(100).trim()];
  const findings = [aFinding({ sentence: whole }), aFinding({ sentence: long })];
  const workbook = await readWorkbook(await renderWorkbook(aReportModel({ findings }), log));
  const texts = workbook.getWorksheet('Summary')!.getSheetValues().flat();
  expect(whole).toHaveLength(400);
  expect(texts).toContain(whole);
  expect(texts).toContain(`${'word '.repeat(80).trim()}…`);
});

test('severity and state have a colour beside the word', async () => {
  const model = aReportModel({ coverage: aCoverage({ '2026-11-18': 'lost' }) });
  const workbook = await readWorkbook(await renderWorkbook(model, log));
  const fill = (sheet: string, cell: string) => workbook.getWorksheet(sheet)?.getCell(cell).fill;
  expect(fill('Findings', 'B2')).toMatchObject({ pattern: 'solid' });
  expect(fill('Coverage', 'B2')).toMatchObject({ pattern: 'solid' });
  expect(fill('Coverage', 'B2')).not.toEqual(fill('Coverage', 'B4'));
});

test('the same report gives the same bytes', async () => {
  const again = await renderWorkbook(aReportModel(), log);
  expect(Buffer.from(usualFile).equals(Buffer.from(again))).toBe(true);
  // Zip times go by two seconds, so equal bytes alone could be chance: the first entry says 1980-01-01.
  expect(Buffer.from(usualFile).readUInt32LE(10)).toBe(0x0021_0000);
});

test('two thousand activations and their events are all written', async () => {
  const elevations = Array.from({ length: 2_000 }, (_, index) => anElevation({ id: `request-${index}` }));
  const events = Array.from({ length: 2_000 }, (_, index) => aLoggedEvent({ id: `PIM_${index}` }));
  const file = await renderWorkbook(aReportModel({ elevations }), aLog(...events));
  const workbook = await readWorkbook(file);
  expect(rowsOf(workbook, 'Activations').map((row) => row['Request id'])).toEqual(
    elevations.map(({ id }) => id),
  );
  expect(rowsOf(workbook, 'Events').map((row) => row['Event id'])).toEqual(events.map(({ id }) => id));
});

test('the Events sheet says that the raw events are left out, and still conforms', async () => {
  const file = await renderWorkbook(aReportModel(), null);
  expect(await openXmlErrors(file)).toEqual([]);
  const sheet = (await readWorkbook(file)).getWorksheet('Events');
  expect(JSON.stringify(sheet?.getSheetValues())).toContain('The raw events are left out of this copy');
});
