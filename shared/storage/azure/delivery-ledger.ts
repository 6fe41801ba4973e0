import { odata, type TableClient } from '@azure/data-tables';
import * as z from 'zod';
import type { DeliveryRow, DeliveryState, StoredDeliveryRow } from '../../domain/reports/delivery-row';
import { rowsOf, unless } from './service/reading';

/** Creates the delivery ledger over the table `ReportRuns`; a row's version is its ETag. */
export function createDeliveryLedger(table: TableClient) {
  return {
    get: (report: string, edition: string, signal: AbortSignal): Promise<StoredDeliveryRow | null> =>
      unless([404], null, async () => {
        const entity = await table.getEntity<Entity>(report, edition, { abortSignal: signal });
        return { row: fromEntity(entity), version: entity.etag };
      }),

    /** Returns no rows before the first run, which creates the table. */
    async list(report: string, signal: AbortSignal): Promise<DeliveryRow[]> {
      return (await rowsOf<Entity>(table, { filter: odata`PartitionKey eq ${report}` }, signal)).map(
        fromEntity,
      );
    },

    async reports(signal: AbortSignal): Promise<string[]> {
      const rows = await rowsOf<Entity>(table, { select: ['PartitionKey'] }, signal);
      return [...new Set(rows.map(({ partitionKey }) => partitionKey))];
    },

    begin: (row: DeliveryRow, signal: AbortSignal): Promise<string | null> =>
      unless([409], null, async () =>
        versionOf(await table.createEntity(toEntity(row), { abortSignal: signal })),
      ),

    replace: (row: DeliveryRow, version: string, signal: AbortSignal): Promise<string | null> =>
      unless([404, 412], null, async () => {
        const conditions = { etag: version, abortSignal: signal };
        return versionOf(await table.updateEntity(toEntity(row), 'Replace', conditions));
      }),
  };
}

/** The service returns the ETag of every row that it writes. */
const versionOf = ({ etag }: { readonly etag?: string }): string => etag ?? '';

interface Entity extends Record<string, unknown> {
  partitionKey: string;
  rowKey: string;
  timeZone: string;
  state: DeliveryState;
  attempt: number;
  operationId: string;
  mailHost?: string;
  fileName: string;
  fileHash: string;
  recipients: string;
  events?: number;
  lookedThrough?: number;
  /** JSON. */
  openDays: string;
  /** JSON. */
  link?: string;
  enteredAt: Date;
  startedAt: Date;
  sentAt?: Date;
  error?: string;
}

/** Null properties are left out. */
function toEntity({ report, edition, recipients, openDays, link, error, ...facts }: DeliveryRow): Entity {
  const known = Object.entries(facts).filter(([, value]) => value !== null);
  return {
    partitionKey: report,
    rowKey: edition,
    ...Object.fromEntries(known),
    recipients: recipients.join('; '),
    openDays: JSON.stringify(openDays),
    ...(link === null ? {} : { link: JSON.stringify(link) }),
    ...(error === null ? {} : { error: error.slice(0, 4_000) }),
  } as Entity;
}

const jsonOf = <T extends z.ZodType>(shape: T) =>
  z
    .string()
    .transform((text, context): unknown => {
      try {
        return JSON.parse(text);
      } catch {
        context.addIssue('is not JSON');
        return z.NEVER;
      }
    })
    .pipe(shape);
const mark = z.object({ path: z.string(), sha256: z.string() });

/** What a row must hold. People edit rows, and a tool can give a property another type. */
const rowShape = z.object({
  timeZone: z.string(),
  // `verify` names a state that does not exist.
  state: z.custom<DeliveryState>((value) => typeof value === 'string'),
  attempt: z.number(),
  operationId: z.string(),
  mailHost: z.string().optional(),
  fileName: z.string(),
  fileHash: z.string(),
  recipients: z.string(),
  events: z.number().optional(),
  lookedThrough: z.number().optional(),
  openDays: jsonOf(z.array(z.string())),
  link: jsonOf(mark.extend({ previous: z.array(mark) })).optional(),
  enteredAt: z.date(),
  startedAt: z.date(),
  sentAt: z.date().optional(),
  error: z.string().optional(),
});

/** @throws Error that names the row and the property, if somebody has changed the row so that it cannot be read. */
function fromEntity(entity: Entity): DeliveryRow {
  const { partitionKey: report, rowKey: edition } = entity;
  const read = rowShape.safeParse(entity);
  if (!read.success) {
    const [issue] = read.error.issues;
    throw new Error(
      `The row ${report} ${edition} of the table ReportRuns cannot be read: ${issue?.path.join('.') ?? ''}: ` +
        `${issue?.message ?? ''}. Correct or restore the row, and find out who changed it.`,
    );
  }
  const { recipients, mailHost = null, events = null, lookedThrough = null, ...facts } = read.data;
  const { link = null, sentAt = null, error = null } = facts;
  return {
    ...facts,
    ...{ report, edition, mailHost, events, lookedThrough, link, sentAt, error },
    recipients: recipients.split('; ').filter((address) => address !== ''),
  };
}
