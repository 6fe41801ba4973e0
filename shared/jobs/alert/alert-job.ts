import type { CollectionDay } from '../../domain/collection-day';
import type { StoredEvent } from '../../domain/audit-event';
import type { UtcDay } from '../../domain/utc-day';
import type { FindingsPolicy } from '../../domain/findings-policy';
import type { AuditSource } from '../collect/audit-source';
import type { EventParser } from '../report/event-log';
import type { AlertChannel } from './alert-channel';
import { wantedRules } from './choose-alerts';
import { createDeliverAlerts, type DeliverAlertsParts } from './deliver-alerts';
import { createDetect } from './detect';
import { createFindAlerts } from './find-alerts';
import { createLook, createPreviewLook, type LookParts } from './look';
import { createReadWindow } from './read-window';

export interface AlertJobParts extends Pick<
  LookParts,
  'ledger' | 'channels' | 'organization' | 'retentionDays'
> {
  readonly source: AuditSource;
  readonly store: {
    save(events: readonly StoredEvent[], signal: AbortSignal): Promise<void>;
    read(from: Date, to: Date, signal: AbortSignal): AsyncIterable<StoredEvent>;
  };
  /** The ledger of collected days: what a rule may take for known. */
  readonly days: { read(signal: AbortSignal): Promise<ReadonlyMap<UtcDay, CollectionDay>> };
  readonly parse: EventParser;
  readonly policy: FindingsPolicy;
  /** IANA zone of business hours and printed times. */
  readonly timeZone: string;
  readonly delivery: Omit<DeliverAlertsParts, 'ledger'>;
}

/** Puts a look together: the one that the timer and the terminal take, and one without any effect. */
export function createAlertJob(parts: AlertJobParts) {
  const { source, store, days, parse, policy, timeZone, channels, ledger, delivery } = parts;
  const findAlerts = createFindAlerts({
    ...{ store, parse, policy, timeZone, ledger: days, rules: wantedRules(channels) },
  });
  const fingerprint = JSON.stringify([channels.map(filterOf), policy, timeZone]);
  const detecting = (save: typeof store.save | null) =>
    createDetect({
      ...{ ledger, findAlerts, fingerprint },
      readWindow: createReadWindow({ source, save, parse }),
    });
  return {
    look: createLook({
      ...parts,
      detect: detecting((events, signal) => store.save(events, signal)),
      deliver: createDeliverAlerts({ ledger, ...delivery }),
    }),
    preview: createPreviewLook({ ...parts, detect: detecting(null) }),
  };
}

/** What decides which alerts a channel gets. */
const filterOf = ({ name, minimum, rules, roles }: AlertChannel) => ({ name, minimum, rules, roles });
