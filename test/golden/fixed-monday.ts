import { unzipSync } from 'fflate';
import { createSampleTenant } from '../../local/sample-tenant/sample-tenant';
import type { World } from '../../local/world';
import { loadSettings } from '../../shared/composition/load-settings';
import { datesPeriod } from '../../shared/domain/time/period';
import { collectionTelemetry, reportsTelemetry, type TelemetryEvent } from '../../shared/telemetry/telemetry';
import { writeTelemetry } from '../../shared/telemetry/write-telemetry';
import { dumpTables, monday, openPipeline, patience, startTestWorld } from '../support/servers/pipeline';

/** Text outputs by name, in a fixed order. */
export type Outputs = ReadonlyMap<string, string>;

/** Two reports: one with everything that a week has, one narrowed, with columns of its own and in another zone. */
const reports = [
  { name: 'weekly', formats: ['xlsx', 'csv'] },
  {
    name: 'entra-only',
    timeZone: 'America/New_York',
    formats: ['csv'],
    columns: ['person', 'role', 'started', 'minutes', 'justification'],
    include: { providers: ['entra'] },
  },
];

/**
 * Runs the sample tenant's Monday on real SDKs and local servers, a second time with one day that cannot be read, and
 * returns everything that was written. What depends on the machine (ports, compressed sizes and their hashes) is
 * replaced by a mark.
 */
export async function fixedMonday(): Promise<Outputs> {
  return new Map([...(await wholeWeek()), ...(await weekWithGap()), ...settingsError()]);
}

async function wholeWeek(): Promise<Outputs> {
  const settings = {
    REPORTS: JSON.stringify(reports),
    FINDINGS: '{"breakGlassAccounts":["nobody@x.example"]}',
  };
  const world = await startTestWorld({ tenant: createSampleTenant({ now: monday }), settings });
  try {
    const pipeline = await openPipeline(world);
    const collected = await pipeline.collect(monday, patience());
    const requests = loadSettings(world.settings, { send: true }).reports.map((definition) => ({
      definition,
      period: datesPeriod('2026-11-16', '2026-11-22', definition.timeZone),
    }));
    const { made } = await pipeline.makeReports(requests, monday, patience(), [
      'xlsx',
      'csv',
      'json',
      'html',
    ]);
    const sent = await pipeline.sendWeeklyReports(monday, patience());
    const files = made.flatMap(({ model, files }) =>
      files.map(({ format, mark, content }) => [model.report, `${mark}.${format}`, content] as const),
    );
    return new Map([
      ...files.flatMap(([report, rest, content]) =>
        rest === '.xlsx'
          ? workbookParts(report, content)
          : [[`${report}${rest}`, Buffer.from(content).toString('utf8')] as const],
      ),
      ...(await stored(world, 'whole')),
      ['whole/telemetry.txt', telemetry([collectionTelemetry(collected, 1), ...reportsTelemetry(sent, 1)])],
    ]);
  } finally {
    await world.stop();
  }
}

/** A Monday on which Graph refuses one day for good: the incomplete mail, ledger and telemetry. */
async function weekWithGap(): Promise<Outputs> {
  const world = await startTestWorld({
    tenant: createSampleTenant({ now: monday }),
    graphFaults: ({ url }) => (asksFor(url, '2026-11-18T12:00') ? badRequest : undefined),
  });
  try {
    const pipeline = await openPipeline(world);
    const collected = await pipeline.collect(monday, patience());
    const sent = await pipeline.sendWeeklyReports(monday, patience());
    return new Map([
      ...(await stored(world, 'gap')),
      ['gap/telemetry.txt', telemetry([collectionTelemetry(collected, 1), ...reportsTelemetry(sent, 1)])],
    ]);
  } finally {
    await world.stop();
  }
}

const badRequest = { status: 400, body: '{"error":{"code":"BadRequest","message":"Not this day."}}' };

/** Whether a request's window holds an instant. */
function asksFor(url: string, instant: string): boolean {
  const filter = new URL(url, 'http://localhost').searchParams.get('$filter') ?? '';
  const [, from = '', to = ''] = /activityDateTime ge (\S+) and activityDateTime le (\S+)/.exec(filter) ?? [];
  return from <= instant && instant <= to;
}

function settingsError(): Outputs {
  try {
    loadSettings(
      { REPORTS: '[{"name":"a b","columns":["x"]}]', RETENTION_DAYS: '-1', FINDINGS: '{"x":1}' },
      { send: true },
    );
  } catch (error) {
    return new Map([['settings-error.txt', `${String(error)}\n`]]);
  }
  throw new Error('Bad settings were accepted.');
}

/** The unpacked parts of a workbook: their compressed form differs between versions of Node. */
const workbookParts = (report: string, content: Uint8Array): (readonly [string, string])[] =>
  Object.entries(unzipSync(new Uint8Array(content))).map(
    ([part, bytes]) => [`${report}.xlsx/${part}`, Buffer.from(bytes).toString('utf8')] as const,
  );

/** Mails and tables of a world. */
async function stored({ mailbox, storage }: World, folder: string): Promise<Outputs> {
  const mails = mailbox.messages.flatMap(({ mail: { content, attachments = [], recipients } }, index) => [
    [`${folder}/mail-${index}.html`, masked(content.html ?? '')] as const,
    [
      `${folder}/mail-${index}.txt`,
      masked(
        [
          content.subject,
          JSON.stringify(recipients),
          ...attachments.map(({ name, contentType }) => `${name} ${contentType}`),
          content.plainText,
        ].join('\n'),
      ),
    ] as const,
  ]);
  const tables = Object.entries(await dumpTables(storage.connectionString));
  return new Map([
    ...mails,
    ...tables.map(
      ([name, rows]) => [`${folder}/${name}.json`, masked(JSON.stringify(rows, null, 1))] as const,
    ),
  ]);
}

function telemetry(events: readonly TelemetryEvent[]): string {
  const lines: string[] = [];
  const line = (level: string) => (message: string) => lines.push(`${level} ${message}`);
  writeTelemetry(events, { log: line('log'), warn: line('warn'), error: line('error') });
  return masked(`${lines.join('\n')}\n`);
}

/** Replaces what depends on ports, on the compressor and on the random part of an id. */
const masked = (text: string): string =>
  text
    .replaceAll(/\b[0-9a-f]{64}\b/g, '<sha256>')
    .replaceAll(/\b127\.0\.0\.1:\d+/g, '<host>')
    .replaceAll(/\b\d+(\.\d)? (KB|MB)\b/g, '<size>')
    .replaceAll(/("?operationId"?:\s*")[^"]*"/g, '$1<id>"');
