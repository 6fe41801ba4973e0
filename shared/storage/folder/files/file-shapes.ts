import * as z from 'zod';
import { dayStates } from '../../../domain/collection-day';

// What the files of a folder must hold at least. They may hold more: what is not named here is taken as it is.

const count = z.number().int().min(0);
const instant = z.date();

/** `days.json`: the collection ledger. */
export const daysShape = z.array(
  z.looseObject({
    day: z.iso.date(),
    state: z.enum(dayStates),
    events: count,
    unreadable: count,
    importedEvents: count,
    lateEvents: count,
    newEvents: count,
    firstReadAt: instant.nullable(),
    lastReadAt: instant.nullable(),
    readTo: instant.nullable(),
    firstCompleteEvents: count.nullable(),
    failedReads: count,
    availableFrom: instant.nullable(),
    reason: z.string().nullable(),
  }),
);

/** `runs.json`: the delivery ledger. */
export const runsShape = z.array(
  z.looseObject({
    report: z.string(),
    period: z.string(),
    timeZone: z.string(),
    state: z.string(),
    attempt: z.number(),
    operationId: z.string(),
    // Rows of builds that did not know it yet lack it.
    mailHost: z.string().nullish(),
    fileName: z.string(),
    fileHash: z.string(),
    recipients: z.array(z.string()),
    events: count.nullable(),
    openDays: z.array(z.string()),
    lookedThrough: count.nullable(),
    link: z.looseObject({ path: z.string(), sha256: z.string() }).nullable(),
    enteredAt: instant,
    startedAt: instant,
    sentAt: instant.nullable(),
    error: z.string().nullable(),
  }),
);

/** `alerts.json`: the alert ledger. */
export const alertsShape = z.looseObject({
  lastLook: z.looseObject({ to: instant, seen: z.string() }).nullable(),
  alerts: z.array(
    z.looseObject({
      channel: z.string(),
      alert: z.looseObject({ key: z.string() }),
      firstEventAt: instant,
      state: z.string(),
    }),
  ),
});

/** `access/…/snapshot.json`: the record of a snapshot. */
export const snapshotShape = z.looseObject({
  day: z.iso.date(),
  takenAt: instant,
  endpoints: z.array(z.looseObject({ endpoint: z.string(), state: z.string() })),
});
