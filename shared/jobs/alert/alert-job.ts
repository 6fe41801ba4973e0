import type { CollectionDay } from '../../domain/collection-day';
import type { StoredEvent, EventParser } from '../../domain/events/audit-event';
import type { UtcDay } from '../../domain/time/utc-day';
import type { FindingsPolicy } from '../../domain/findings-policy';
import type { AuditSource } from '../collect/audit-source';
import type { AlertChannel } from './alert-channel';
import { wantedRules } from './choose-alerts';
import { createDeliverAlerts, type DeliverAlertsParts } from './deliver-alerts';
import { createDetect } from './detect';
import { createFindAlerts } from './find-alerts';
import { createRunAlerts, createPreviewAlerts, type RunAlertsParts } from './run-alerts';
import { createReadWindow } from './read-window';

export interface AlertJobParts extends Pick<
  RunAlertsParts,
  'alertLedger' | 'channels' | 'organization' | 'retentionDays'
> {
  readonly source: AuditSource;
  /** The log as a preview reads it: without a claim on the store. */
  readonly previewSource: AuditSource;
  readonly store: {
    save(events: readonly StoredEvent[], signal: AbortSignal): Promise<void>;
    read(from: Date, to: Date, signal: AbortSignal): AsyncIterable<StoredEvent>;
  };
  /** Whether the store has been created: a preview does not create it. */
  readonly exists: (signal: AbortSignal) => Promise<boolean>;
  /** Says of which days everything is known. */
  readonly collectionLedger: { read(signal: AbortSignal): Promise<ReadonlyMap<UtcDay, CollectionDay>> };
  readonly parse: EventParser;
  readonly policy: FindingsPolicy;
  /** IANA zone of business hours and printed times. */
  readonly timeZone: string;
  readonly delivery: Omit<DeliverAlertsParts, 'alertLedger'>;
}

/** Creates the alert job: `run`, for the timer and the terminal, and `preview`, which has no effect. */
export function createAlertJob(parts: AlertJobParts) {
  const { store, collectionLedger, exists, parse, policy, timeZone, channels, alertLedger, delivery } = parts;
  const fingerprint = JSON.stringify([channels.map(filterOf), policy, timeZone]);
  const rules = wantedRules(channels);
  const detecting = (
    known: Pick<AlertJobParts, 'source' | 'store' | 'collectionLedger'>,
    save: typeof store.save | null,
  ) =>
    createDetect({
      ...{ alertLedger, fingerprint, readWindow: createReadWindow({ source: known.source, save, parse }) },
      findAlerts: createFindAlerts({
        ...{ store: known.store, collectionLedger: known.collectionLedger },
        ...{ parse, policy, timeZone, rules },
      }),
    });
  const ifThere: Pick<AlertJobParts, 'source' | 'store' | 'collectionLedger'> = {
    source: parts.previewSource,
    store: {
      ...store,
      async *read(from, to, signal) {
        if (await exists(signal)) yield* store.read(from, to, signal);
      },
    },
    collectionLedger: {
      read: async (signal) => ((await exists(signal)) ? collectionLedger.read(signal) : new Map()),
    },
  };
  return {
    run: createRunAlerts({
      ...parts,
      detect: detecting(parts, (events, signal) => store.save(events, signal)),
      deliver: createDeliverAlerts({ alertLedger, ...delivery }),
    }),
    preview: createPreviewAlerts({ ...parts, detect: detecting(ifThere, null) }),
  };
}

/** What decides which alerts a channel gets. */
const filterOf = ({ name, minimum, rules, roles }: AlertChannel) => ({ name, minimum, rules, roles });
