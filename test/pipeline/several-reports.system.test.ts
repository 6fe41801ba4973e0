import { readFile } from 'node:fs/promises';
import type { Workbook } from 'exceljs';
import { simpleParser, type ParsedMail } from 'mailparser';
import type { World } from '../../local/world';
import { isoWeek } from '../../shared/domain/time/period';
import { rowFindings } from '../../shared/report/columns/row-findings';
import { activationColumns } from '../../shared/report/columns/activation-columns';
import { readWorkbook, rowsOf } from '../support/outputs/open-xml';
import { parseCsv } from '../support/outputs/parse-csv';
import { contractReport } from '../support/outputs/contract-json';
import { startRecordingProxy } from '../support/servers/recording-proxy';
import {
  dumpTables,
  monday,
  openPipeline,
  aDefinition,
  patience,
  startTestWorld,
} from '../support/servers/pipeline';

const role = 'Exchange Administrator';
const refused = 'refused@northgate-shipping.example';
const reports = [
  {
    name: 'exchange',
    recipients: ['exchange-lead@northgate-shipping.example'],
    cc: ['deputy@northgate-shipping.example'],
    timeZone: 'America/New_York',
    formats: ['xlsx', 'csv'],
    columns: ['started', 'person', 'role', 'minutes'],
    include: { roles: [role], providers: ['entra'] },
  },
  { name: 'refused', recipients: [refused], formats: ['csv'], include: { findings: ['self-approval'] } },
  { name: 'auditor', recipients: ['auditor@northgate-shipping.example'] },
];

/** Local world with three reports of one week; the mail service refuses one. */
let world: World;
let failures: readonly string[];
const mails = new Map<string, ParsedMail>();
const books = new Map<string, Workbook>();

beforeAll(async () => {
  world = await startTestWorld({
    settings: { REPORTS: JSON.stringify(reports) },
    mailFaults: ({ method, body }) =>
      method === 'POST' && body.includes(refused)
        ? { status: 400, body: { error: { code: 'BadRequest', message: 'No such recipient.' } } }
        : undefined,
  });
  const pipeline = await openPipeline(world);
  await pipeline.collect(monday, patience());
  ({ failures } = await pipeline.sendWeeklyReports(monday, patience()));
  for (const { files } of world.mailbox.messages) {
    const mail = await simpleParser(await readFile(files!.eml));
    const book = mail.attachments.find(({ filename }) => filename?.endsWith('.xlsx'));
    const name = book?.filename?.split('-2026-')[0] ?? '';
    mails.set(name, mail);
    books.set(name, await readWorkbook(book!.content));
  }
});
afterAll(() => world.stop());

const addresses = (list: ParsedMail['to']): string[] =>
  [list ?? []].flat().flatMap(({ value }) => value.map(({ address }) => address ?? ''));
const distinct = (name: string, sheet: string, header: string): unknown[] => [
  ...new Set(rowsOf(books.get(name)!, sheet).map((row) => row[header])),
];

test('a refused mail is reported with its reason, and the other reports are sent', async () => {
  expect(failures).toEqual([expect.stringMatching(/^Report "refused": .*No such recipient/)]);
  expect([...mails.keys()]).toEqual(['exchange', 'auditor']);
  const { ReportRuns = [] } = await dumpTables(world.storage.connectionString, ['ReportRuns']);
  const stateOf = (report: string) => ReportRuns.find((row) => row.partitionKey === report)?.state;
  expect([stateOf('exchange'), stateOf('auditor')]).toEqual(['sent', 'sent']);
  expect(stateOf('refused')).not.toBe('sent');
});

test('each report goes to its own recipients, with its own files', () => {
  const [exchange, auditor] = [mails.get('exchange')!, mails.get('auditor')!];
  expect(addresses(exchange.to)).toEqual(['exchange-lead@northgate-shipping.example']);
  expect(addresses(exchange.cc)).toEqual(['deputy@northgate-shipping.example']);
  expect(addresses(auditor.to)).toEqual(['auditor@northgate-shipping.example']);
  expect(addresses(auditor.cc)).toEqual([]);
  const filesOf = (mail: ParsedMail) => mail.attachments.map(({ filename }) => filename);
  expect(filesOf(exchange)).toEqual([
    'exchange-2026-W47.xlsx',
    'exchange-2026-W47-activations.csv',
    'exchange-2026-W47-changes.csv',
    'exchange-2026-W47-findings.csv',
  ]);
  expect(filesOf(auditor)).toEqual(['auditor-2026-W47.xlsx']);
});

test("the Exchange lead's report contains only Exchange, the auditor's contains everything", () => {
  for (const sheet of ['Activations', 'Changes']) {
    expect([sheet, distinct('exchange', sheet, 'Role')]).toEqual([sheet, [role]]);
    expect(distinct('auditor', sheet, 'Role').length).toBeGreaterThan(3);
    expect(distinct('auditor', sheet, 'Role')).toContain(role);
  }
  for (const row of rowsOf(books.get('exchange')!, 'Findings')) expect([null, role]).toContain(row.Role);
  expect(rowsOf(books.get('auditor')!, 'Findings').length).toBeGreaterThan(
    rowsOf(books.get('exchange')!, 'Findings').length,
  );
  const ofExchange = rowsOf(books.get('auditor')!, 'Activations').filter((row) => row.Role === role);
  expect(ofExchange.length).toBeGreaterThan(0);
});

test('each report has its own columns, in workbook and CSV, and its own zone', () => {
  const headers = (name: string) => Object.keys(rowsOf(books.get(name)!, 'Activations')[0] ?? {});
  const wanted = ['Person', 'Started', 'Role', 'Minutes'];
  expect(headers('exchange')).toEqual([...wanted, 'Request id']);
  expect(headers('auditor')).toEqual(activationColumns(null, rowFindings([])).map(({ header }) => header));
  const csv = mails.get('exchange')!.attachments[1]!.content.toString('utf8');
  const [head, ...rows] = parseCsv(csv.slice(1));
  expect(head).toEqual(wanted);
  expect(rows).toHaveLength(rowsOf(books.get('exchange')!, 'Activations').length);
  expect(mails.get('exchange')!.text).toContain('All times are in America/New_York.');
  expect(mails.get('auditor')!.text).toContain(`All times are in ${world.tenant.timeZone}.`);
});

test('every week of the sample has the keys of the contract as JSON', async () => {
  const pipeline = await openPipeline(world);
  const requests = ['2026-W46', '2026-W47'].map((week) => ({
    definition: aDefinition(world.tenant.timeZone),
    period: isoWeek(week, world.tenant.timeZone),
  }));
  const { made } = await pipeline.makeReportsOffline(requests, monday, patience(), ['json']);
  expect(made).toHaveLength(2);
  for (const { files } of made) {
    const json: unknown = JSON.parse(Buffer.from(files[0]!.content).toString('utf8'));
    expect(contractReport.safeParse(json).error?.issues ?? []).toEqual([]);
  }
});

test("a report's filter is in subject, mail, text and workbook, and only if it has one", () => {
  const words = `providers Entra roles; roles ${role}`;
  const cells = (name: string): string =>
    JSON.stringify(books.get(name)!.getWorksheet('Summary')!.getSheetValues());
  const { subject, text, html } = mails.get('exchange')!;
  expect(subject).toMatch(/^exchange: /);
  expect(text).toContain(`This report is narrowed to: ${words}`);
  expect(String(html).replace(/<[^>]*>/g, '')).toContain(`This report is narrowed to: ${words}`);
  expect(cells('exchange')).toContain(`Narrowed to: ${words}`);
  const auditor = mails.get('auditor')!;
  for (const page of [auditor.subject, auditor.text, auditor.html, cells('auditor')])
    expect(page).not.toMatch(/narrowed to|\(auditor\)/i);
});

test('the events of a week are read once for all reports of one zone', async () => {
  const proxy = await startRecordingProxy(new URL(world.storage.tableUri).origin);
  try {
    const { AUDIT_STORAGE = '' } = world.settings;
    const through = AUDIT_STORAGE.replace(new URL(world.storage.tableUri).origin, proxy.url);
    const pipeline = await openPipeline(world, { AUDIT_STORAGE: through });
    const period = isoWeek('2026-W47', world.tenant.timeZone);
    const only = { providers: ['entra' as const], roles: [role] };
    const requests = ['one', 'two', 'three'].map((name) => ({
      definition: { ...aDefinition(world.tenant.timeZone), name, include: name === 'two' ? only : null },
      period,
    }));
    await pipeline.makeReportsOffline(requests, monday, patience(), ['json']);
    // The first page of each read of the days with events; the sample tenant is a month old.
    const readings = proxy.requests.filter(
      ({ url }) => /PimAuditEvents.*PartitionKey%20le%20%272026-11/.test(url) && !url.includes('Next'),
    );
    expect(readings).toHaveLength(1);
  } finally {
    await proxy.close();
  }
});
