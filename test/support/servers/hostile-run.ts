import { createSampleTenant } from '../../../local/sample-tenant/sample-tenant';
import type { MailboxMessage } from '../../../local/mailbox';
import { isoWeek } from '../../../shared/domain/time/period';
import type { CollectionDay } from '../../../shared/domain/collection-day';
import { joinRaw } from '../../../shared/storage/azure/service/raw-parts';
import { hostileDay, hostileEvents, type HostileEvent } from '../builders/hostile-events';
import { hostileTexts } from '../builders/hostile-text';
import { dumpTables, monday, openPipeline, aDefinition, patience, startTestWorld } from './pipeline';
import { rawPages } from '../outputs/raw-pages';

const everyFormat = ['xlsx', 'csv', 'json', 'html'] as const;
type Format = (typeof everyFormat)[number];

/** The results of a week that contains only hostile text. */
export interface HostileRun {
  readonly events: readonly HostileEvent[];
  readonly stored: readonly string[];
  /** Keys of the events in the table, `PartitionKey/RowKey`. */
  readonly keys: readonly string[];
  readonly days: readonly CollectionDay[];
  /** The report in each format that was asked for, by file extension; otherwise empty. */
  readonly files: Readonly<Record<Format, Buffer>>;
  readonly message: MailboxMessage;
  /** The mail as a mail program receives it, and its HTML. */
  readonly eml: Buffer;
  readonly mailHtml: Buffer;
  /** Messages that the listener received during the run. */
  readonly told: readonly string[];
}

/**
 * Runs the whole pipeline: the Graph server returns the corpus byte for byte, which is collected, reported in some
 * formats, by default in every one, and mailed with a workbook if that is one of them. A workbook takes half of the time.
 */
export async function hostileRun(
  readFile: (path: string) => Promise<Buffer>,
  texts: Readonly<Record<string, string>> = hostileTexts,
  formats: readonly Format[] = everyFormat,
): Promise<HostileRun> {
  const events = hostileEvents(Object.values(texts));
  const quiet = { events: [], lateEvents: [], truth: [], findings: [] };
  const world = await startTestWorld({
    tenant: { ...createSampleTenant({ now: monday }), ...quiet },
    graphFaults: rawPages(
      events.map(({ raw }) => raw),
      new Date(`${hostileDay}T08:00:00Z`),
      100,
    ),
  });
  try {
    const told: string[] = [];
    const tell = (message: string) => void told.push(message);
    const pipeline = await openPipeline(world, {}, { onRetry: tell, onReport: tell });
    const { days, failures } = await pipeline.collect(monday, patience());
    const { PimAuditEvents = [] } = await dumpTables(world.storage.connectionString, ['PimAuditEvents']);
    const requests = [
      {
        definition: {
          ...aDefinition('UTC'),
          // With the CSV files too, these very long texts would be too large for a mail.
          formats: formats.filter((format) => format === 'xlsx'),
          recipients: ['audit@contoso.example'],
        },
        period: isoWeek('2026-W47', 'UTC'),
      },
    ];
    const { made, failures: unmade } = await pipeline.makeReports(requests, monday, patience(), formats);
    const sent = await pipeline.sendReports(made, monday, patience());
    const all = [...failures, ...unmade, ...sent.failures];
    const message = world.mailbox.messages[0];
    if (all.length > 0 || !message?.files?.html) throw new Error(`No mail: ${all.join('\n')}`);
    const fileOf = (wanted: string): Buffer =>
      Buffer.from(made[0]?.files.find(({ format }) => format === wanted)?.content ?? []);
    return {
      events,
      stored: PimAuditEvents.map(joinRaw),
      keys: PimAuditEvents.map(({ partitionKey, rowKey }) => `${String(partitionKey)}/${String(rowKey)}`),
      days,
      files: { xlsx: fileOf('xlsx'), csv: fileOf('csv'), json: fileOf('json'), html: fileOf('html') },
      message,
      eml: await readFile(message.files.eml),
      mailHtml: await readFile(message.files.html),
      told,
    };
  } finally {
    await world.stop();
  }
}
