import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { createSampleTenant } from '../../local/sample-tenant/sample-tenant';
import type { WireEvent } from '../../local/sample-tenant/wire/wire-event';
import { parseEvent } from '../../shared/audit-source/parse-event';
import type { AuditEvent } from '../../shared/domain/events/audit-event';
import type { LogRow } from '../../shared/domain/events/log-row';
import { readLogFile } from '../../shared/import/read-log-file';
import { activityLogRecord, otherActivityRecord } from '../support/exports/activity-log-export';
import { eventHubExport, storageAccountExport } from '../support/exports/azure-monitor-export';
import { graphExport, portalJsonExport, type GraphArrangement } from '../support/exports/graph-export';
import { logAnalyticsCsv, logAnalyticsJson } from '../support/exports/log-analytics-export';
import { asPortalCsvHolds, portalCsvExport } from '../support/exports/portal-csv-export';
import { unifiedExport, type UnifiedForm } from '../support/exports/unified-export';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pim-import-'));
});
afterAll(() => rm(folder, { recursive: true }));

const { events: allEvents, tenantId } = createSampleTenant({ now: new Date('2026-11-23T07:00:00Z') });
const kinds = new Set<string>();
/** Each kind of event, and one in five of the others: every format reads them all. */
const events = allEvents.filter(({ activityDisplayName, loggedByService, category, result }, n) => {
  const before = kinds.size;
  kinds.add([activityDisplayName, loggedByService, category, result].join());
  return kinds.size > before || n % 5 === 0;
});
/** The events as the live collection reads them. */
const wanted = events.filter(
  ({ loggedByService, category }) =>
    loggedByService === 'PIM' ||
    loggedByService === 'Azure RBAC (Elevated Access)' ||
    (loggedByService === 'Core Directory' && category === 'RoleManagement'),
);

interface ReadFile {
  readonly kind: string | null;
  readonly rows: readonly LogRow[];
  readonly problem: string | null;
}

async function read(content: string | Buffer, zone: string | null = null): Promise<ReadFile> {
  const path = join(folder, `${Math.random()}`);
  await writeFile(path, content);
  const rows: LogRow[] = [];
  let kind: string | null = null;
  try {
    for await (const page of readLogFile(path, zone, AbortSignal.timeout(900_000))) {
      kind ??= page.kind;
      rows.push(...page.rows);
    }
  } catch (error) {
    return { kind, rows, problem: (error as Error).message };
  }
  return { kind, rows, problem: null };
}

const found = ({ rows }: ReadFile) => rows.filter((row) => row.outcome === 'event');
const countOf = ({ rows }: ReadFile, outcome: LogRow['outcome']) =>
  rows.filter((row) => row.outcome === outcome).length;

function factsOf(raw: string): AuditEvent {
  const parsed = parseEvent(raw);
  if (!parsed.ok) throw new Error(parsed.problem);
  return parsed.event;
}
const asRead = (file: ReadFile): AuditEvent[] => found(file).map(({ stored }) => factsOf(stored.raw));
const asLogged = (list: readonly WireEvent[]): AuditEvent[] =>
  list.map((event) => factsOf(JSON.stringify(event)));

async function expectComplete(content: string | Buffer, kind: string): Promise<ReadFile> {
  const file = await read(content);
  expect(file).toMatchObject({ kind, problem: null });
  expect(countOf(file, 'refused')).toBe(0);
  expect(countOf(file, 'ignored')).toBe(events.length - wanted.length);
  return file;
}

describe('every event of the sample tenant is read with all its facts', () => {
  const arrangements: GraphArrangement[] = ['page', 'array', 'lines', 'pretty array', 'pretty objects'];
  test.each(arrangements)('Graph JSON: %s', async (arrangement) => {
    const file = await expectComplete(graphExport(events, arrangement), 'graph json');
    expect(asRead(file)).toEqual(asLogged(wanted));
    expect(found(file).map(({ stored }) => stored.raw)).toEqual(wanted.map((event) => JSON.stringify(event)));
  });

  test('portal JSON, with other letter case', async () => {
    const file = await expectComplete(portalJsonExport(events), 'portal json');
    expect(asRead(file)).toEqual(asLogged(wanted));
  });

  const withTenant = (list: AuditEvent[]) => list.map((event) => ({ ...event, tenantId }));

  test.each([
    ['a storage account', storageAccountExport(events, tenantId)],
    ['an event hub', eventHubExport(events, tenantId)],
  ])('Azure Monitor, %s', async (_, content) => {
    const file = await expectComplete(content, 'azure monitor');
    expect(asRead(file)).toEqual(withTenant(asLogged(wanted)));
    expect(new Set(found(file).map((row) => row.tenantId))).toEqual(new Set([tenantId]));
  });

  test.each([
    ['JSON', logAnalyticsJson(events, tenantId)],
    ['JSON with lists as text', logAnalyticsJson(events, tenantId, 'text')],
    ['CSV', logAnalyticsCsv(events, tenantId)],
    ['CSV without a mark of the zone', logAnalyticsCsv(events, tenantId, '', (time) => time)],
  ])('Log Analytics, %s', async (_, content) => {
    const file = await expectComplete(content, 'log analytics');
    expect(asRead(file)).toEqual(withTenant(asLogged(wanted)));
    expect(new Set(found(file).map((row) => row.tenantId))).toEqual(new Set([tenantId]));
  });

  test.each(['english', 'spanish'] as const)(
    'portal CSV, as far as its columns go, from a portal in %s',
    async (language) => {
      const file = await expectComplete(portalCsvExport(events, language), 'portal csv');
      const held = asLogged(wanted.map(asPortalCsvHolds));
      expect(asRead(file)).toEqual(
        held.map((event) => ({
          ...event,
          id: expect.stringMatching(/^import:[0-9a-f]{64}$/) as string,
          operationType: null,
        })),
      );
    },
  );

  test('gzip of any of them', async () => {
    await expectComplete(gzipSync(portalCsvExport(events)), 'portal csv');
  });
});

describe('the Activity Log', () => {
  const azure = wanted.filter(({ category }) => category === 'ResourceManagement');
  const steps = azure.filter(({ additionalDetails }) =>
    (additionalDetails ?? []).some(({ key }) => key === 'OriginRoleAssignmentId'),
  );
  const records = steps.map((event) => activityLogRecord(event, tenantId));

  test.each([
    ['an array', JSON.stringify([...records, otherActivityRecord])],
    ['one a line', [...records, otherActivityRecord].map((record) => JSON.stringify(record)).join('\n')],
    ['batches', `${JSON.stringify({ records })}${JSON.stringify({ records: [otherActivityRecord] })}`],
    ['one object', JSON.stringify(records[0])],
  ])('is read as %s', async (_, content) => {
    const file = await read(content);
    expect(file).toMatchObject({ kind: 'activity log', problem: null });
    expect(countOf(file, 'refused')).toBe(0);
    const read0 = asRead(file);
    expect(read0).toHaveLength(content.startsWith('{"loc') && !content.includes('\n') ? 1 : steps.length);
    expect(countOf(file, 'ignored')).toBe(read0.length === 1 ? 0 : 1);
    const logged = asLogged(steps);
    read0.forEach((event, index) => {
      const {
        at,
        activity,
        role,
        scope,
        initiator,
        requestId,
        assignmentId,
        justification,
        principal,
        result,
      } = logged[index]!;
      expect(event).toMatchObject({
        ...{ at, activity, scope, role, initiator, requestId, assignmentId, result, tenantId },
        ...{ provider: 'azure', service: 'PIM', id: `azure-${steps[index]?.id ?? ''}` },
        principal: principal === null ? null : { id: principal.id, name: principal.name, type: 'user' },
        justification: result === 'success' ? (justification ?? null) : event.justification,
      });
    });
  });
});

describe('the unified audit log', () => {
  const directory = wanted.filter(({ loggedByService }) => loggedByService === 'Core Directory');
  test.each<UnifiedForm>(['purview', 'search', 'older'])('is read as %s writes it', async (form) => {
    const file = await read(unifiedExport(directory, tenantId, form));
    expect(file).toMatchObject({ kind: 'unified audit log', problem: null });
    expect(countOf(file, 'refused')).toBe(0);
    const logged = asLogged(directory);
    expect(asRead(file)).toHaveLength(directory.length);
    asRead(file).forEach((event, index) => {
      const { at, activity, principal, initiator, correlationId, role, result } = logged[index]!;
      expect(event).toMatchObject({
        id: `unified-${directory[index]?.id ?? ''}`,
        at: new Date(Math.floor(at.getTime() / 1000) * 1000),
        service: 'Core Directory',
        category: 'RoleManagement',
        principal: principal && { id: principal.id, upn: principal.upn, type: principal.type },
        ...{ activity, correlationId, result, tenantId },
      });
      // The log's name of this role is "Company Administrator".
      expect(event.role).toEqual(role);
      expect(event.initiator).toMatchObject(
        initiator?.upn === null || initiator === null
          ? { id: initiator?.id, name: initiator?.name }
          : { id: initiator.id, upn: initiator.upn },
      );
    });
  });

  test('lists the columns that it found when AuditData is missing', async () => {
    const { problem } = await read('CreationDate,UserIds,Operations\n2026-01-24,x,Add member to role.\n');
    expect(problem).toMatch(/AuditData is missing.*CreationDate, UserIds, Operations/);
  });

  test('ignores records that are not about roles', async () => {
    const other = {
      CreationTime: '2026-11-16T09:00:00',
      Id: '1',
      Operation: 'FileAccessed',
      RecordType: 6,
      Workload: 'SharePoint',
    };
    const group = {
      ...other,
      Operation: 'Add member to group.',
      RecordType: 8,
      Workload: 'AzureActiveDirectory',
    };
    const file = await read(`${JSON.stringify(other)}\n${JSON.stringify(group)}\n`);
    expect(file).toMatchObject({ kind: 'unified audit log', problem: null });
    expect(countOf(file, 'ignored')).toBe(2);
  });
});

describe('times that are marked as local', () => {
  const one = wanted
    .slice(0, 1)
    .map((event) => ({ ...event, activityDateTime: '2026-07-15T10:00:00.0000000Z' }));
  const csv = logAnalyticsCsv(one, tenantId, ' [Local Time]');

  test('are read in the zone that the user names', async () => {
    expect(asRead(await read(csv, 'Europe/Amsterdam'))[0]?.at).toEqual(new Date('2026-07-15T08:00:00Z'));
    expect(asRead(await read(csv.replaceAll('[Local Time]', '[UTC]'), 'Europe/Amsterdam'))[0]?.at).toEqual(
      new Date('2026-07-15T10:00:00Z'),
    );
    const portal = portalCsvExport(one)
      .replace('Date (UTC)', 'Date (Local)')
      .replace('0000000+00:00', '0000000');
    expect(asRead(await read(portal, 'Europe/Amsterdam'))[0]?.at).toEqual(new Date('2026-07-15T08:00:00Z'));
  });

  test.each(['Local Time', 'UTC+01:00', 'UTC-3', 'GMT Standard Time'])(
    'make the whole file unreadable without a zone: %s',
    async (mark) => {
      expect(await read(csv.replaceAll('Local Time', mark))).toMatchObject({
        rows: [],
        problem: expect.stringMatching(/local.*--zone/) as string,
      });
    },
  );

  test.each(['UTC', 'GMT', 'hora UTC', 'UTC+00:00'])('are in UTC: %s', async (mark) => {
    expect(asRead(await read(csv.replaceAll('Local Time', mark)))[0]?.at).toEqual(
      new Date('2026-07-15T10:00:00Z'),
    );
  });

  const twice = (times: readonly string[]) =>
    logAnalyticsCsv(
      times.map((activityDateTime) => ({ ...wanted[0]!, activityDateTime })),
      tenantId,
      ' [Local Time]',
      (time) => time,
    );

  test('refuse a row without a zone, where the first row names its offset', async () => {
    expect((await read(twice(['2026-07-15T10:00:00Z', '2026-07-15T10:00:00']))).rows).toMatchObject([
      { outcome: 'event' },
      {
        outcome: 'refused',
        line: 3,
        reason: expect.stringMatching(/TimeGenerated.*local.*--zone/) as string,
      },
    ]);
  });

  test('refuse a time that the clocks show twice', async () => {
    const file = await read(twice(['2026-10-25T01:30:00', '2026-10-25T02:30:00']), 'Europe/Amsterdam');
    expect(file.rows).toMatchObject([
      { outcome: 'event', stored: { at: new Date('2026-10-24T23:30:00Z') } },
      { outcome: 'refused', reason: expect.stringMatching(/clocks of the zone show .* twice/) as string },
    ]);
  });
});

describe('times with two numbers for day and month', () => {
  test('are refused with the rows before if a local time has the day first', async () => {
    const times = ['1/2/2026 9:00:00 AM', '13/2/2026 9:00:00 AM'];
    const csv = logAnalyticsCsv(
      times.map((activityDateTime) => ({ ...wanted[0]!, activityDateTime })),
      tenantId,
      ' [Local Time]',
      (time) => time,
    );
    const { rows, problem } = await read(csv, 'Europe/Amsterdam');
    expect(rows).toEqual([]);
    expect(problem).toMatch(/^Nothing of the file was imported: "13\/2\/2026 9:00:00 AM" has the day before/);
  });

  const csvOf = (...times: readonly string[]) =>
    logAnalyticsCsv(
      times.map((activityDateTime) => ({ ...wanted[0]!, activityDateTime })),
      tenantId,
      '',
      (time) => time,
    );

  test('are refused if the file has the day first, with the rows before', async () => {
    const { rows, problem } = await read(csvOf('1/2/2026 9:00:00 AM', '13/2/2026 9:00:00 AM'));
    expect(rows).toEqual([]);
    expect(problem).toMatch(
      /^Nothing of the file was imported: "13\/2\/2026 9:00:00 AM" has the day before the month/,
    );
  });

  test('are refused one by one if they can be two days', async () => {
    expect((await read(csvOf('1/2/2026 09:00:00', '2/13/2026 09:00:00'))).rows).toMatchObject([
      { outcome: 'refused', reason: expect.stringMatching(/which number is the month/) as string },
      { outcome: 'event', stored: { at: new Date('2026-02-13T09:00:00Z') } },
    ]);
  });

  test('do not hide what a translated file is', async () => {
    const portal = portalCsvExport([{ ...wanted[0]!, activityDateTime: '13/02/2026 09:00' }], 'spanish');
    expect((await read(portal)).problem).toMatch(/day before the month/);
  });
});

describe('a row or file that cannot be read', () => {
  const line = JSON.stringify(wanted[0]);
  const refusals = async (content: string) =>
    (await read(content)).rows.filter((row) => row.outcome === 'refused');

  test.each<[string, string, RegExp]>([
    ['no time', JSON.stringify({ ...wanted[0], activityDateTime: undefined }), /has no time/],
    [
      'a time that is none',
      JSON.stringify({ ...wanted[0], activityDateTime: 'soon' }),
      /"soon" is not a time/,
    ],
    ['no name', JSON.stringify({ ...wanted[0], activityDisplayName: '  ' }), /no activity/],
    ['another shape', JSON.stringify({ ...wanted[0], targetResources: 7 }), /targetResources/],
    ['another record', '{"hello":"world"}', /not a record of a log/],
    ['a number', '17', /not a record of a log/],
    ['half a record', line.slice(0, 300), /does not end on its line/],
  ])('is refused with its line and reason: %s', async (_, bad, reason) => {
    expect(await refusals(`${line}\n${bad}\n${line}\n`)).toEqual([
      {
        outcome: 'refused',
        line: 2,
        reason: expect.stringMatching(reason) as string,
        text: bad.slice(0, 1000),
      },
    ]);
  });

  test('is refused in CSV too: a cell that is no JSON, or too few cells', async () => {
    const csv = logAnalyticsCsv(wanted.slice(0, 2), tenantId).trimEnd();
    const broken = csv.replace('[{""', '[{{');
    expect(await refusals(`${broken}\n1,2,3\n`)).toMatchObject([
      {
        line: 2,
        reason: expect.stringMatching(/(AdditionalDetails|TargetResources) is not valid JSON/) as string,
      },
      { line: 4, reason: 'This row has 3 cells, and the header has 24.', text: '1,2,3' },
    ]);
  });

  test.each<[string, string | Buffer, RegExp]>([
    ['JSON of something else', '[{"userId":1},{"userId":2}]', /no record in it is from a log/],
    ['a JSON schema', '{"openapi":"3.0.0","info":{"title":"x"}}', /no record in it is from a log/],
    ['half an event and nothing else', line.slice(0, 200), /no record in it.*ends within this record/],
    ['CSV of something else', 'name,price\nx,1\n', /columns are name, price/],
    ['86 columns of something else', `${'x,'.repeat(85)}x\n${'1,'.repeat(85)}1\n`, /columns are x, x/],
    [
      'a column that is there twice',
      logAnalyticsCsv(wanted.slice(0, 1), tenantId).replace('Identity', 'TimeGenerated [Local Time]'),
      /two columns "TimeGenerated", and only one can count: remove the other one/,
    ],
    ['a text', 'Dear all,\n\nhello\n', /not a log that can be imported/],
    ['one line of many megabytes', 'x'.repeat(20 * 1024 * 1024), /not a log.*longer than 8 MiB/],
    ['a text in quotes that never ends', '"Dear all', /not a log.*quotes of this row do not match/],
    ['a zip archive', Buffer.from('PK\u0003\u0004....'), /zip archive/],
    ['a picture', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 1]), /not a log/],
  ])('is reported if the file is no log: %s', async (_, content, problem) => {
    expect(await read(content)).toMatchObject({
      rows: [],
      problem: expect.stringMatching(problem) as string,
    });
  });

  test.each(['', ' \r\n', '\uFEFF', '[]', '{"value":[]}'])(
    'an empty file has no rows: %j',
    async (content) => {
      expect(await read(content)).toEqual({ kind: null, rows: [], problem: null });
    },
  );

  test('a cut gzip file gives the rows before the cut, then reports it', async () => {
    const packed = gzipSync(graphExport(events));
    const file = await read(packed.subarray(0, packed.length / 2));
    expect(file.problem).toMatch(/gzip data ends early/);
    expect(found(file).length).toBeGreaterThan(100);
    expect(file.rows.at(-1)).toMatchObject({ outcome: 'refused' });
  });

  test('a file may hold several kinds of records, and each is read as its kind', async () => {
    const mixed = `${graphExport(wanted.slice(0, 3))}${storageAccountExport(wanted.slice(3, 5), tenantId)}`;
    const file = await read(mixed);
    expect(found(file).map(({ stored }) => stored.source)).toEqual([
      ...['graph json', 'graph json', 'graph json'],
      ...['azure monitor', 'azure monitor'],
    ]);
  });
});
