import { isSettled } from '../../domain/alerts/alert-row';
import type { LookResult } from '../../domain/alerts/look-result';
import { utcDayOf } from '../../domain/time/utc-day';
import { failureSentence } from '../../text/failure-text';
import type { AlertChannel } from './alert-channel';
import type { AlertLedger } from './alert-ledger';
import { isOverdue, newRows, oldestOpenAt, type FoundAlert } from './alert-rows';
import { isWanted, toAlert } from './choose-alerts';
import type { DeliverAlerts } from './deliver-alerts';
import type { Detection } from './detect';
import { planMessages } from './plan-messages';

export interface LookParts {
  readonly ledger: AlertLedger & { deleteBefore(before: Date, signal: AbortSignal): Promise<void> };
  readonly detect: (now: Date, signal: AbortSignal) => Promise<Detection>;
  readonly deliver: DeliverAlerts;
  readonly channels: readonly AlertChannel[];
  /** Null: the tenant's id, as the events tell it. */
  readonly organization: string | null;
  /** Days that rows are kept; 0 keeps all. */
  readonly retentionDays: number;
}

/** What a look would do. */
export type LookPreview = Awaited<ReturnType<ReturnType<typeof createPreviewLook>>>;

/** What both kinds of look begin with. */
interface Seen extends Pick<LookResult, 'window' | 'events' | 'failures'> {
  readonly detection: Detection | null;
  readonly foundFor: (channel: AlertChannel) => FoundAlert[];
}

const day = 24 * 3_600_000;

/**
 * One look for alerts: reads what has happened since the last one, and delivers what is new to each channel as well as
 * what earlier looks left. Channels do not wait for each other. Where Graph cannot be read, what earlier looks left is
 * delivered all the same. The look counts as done when everything was read and every alert has its row. Never throws:
 * what goes wrong is in the result.
 */
export function createLook(parts: LookParts) {
  const { ledger, deliver, channels, retentionDays } = parts;
  return async (now: Date, signal: AbortSignal): Promise<LookResult> => {
    const { detection, foundFor, ...seen } = await see(parts, now, signal);
    const results = await Promise.all(
      channels.map((channel) => deliver(channel, foundFor(channel), now, signal)),
    );
    const failures = [...seen.failures, ...results.flatMap((result) => result.failures)];
    try {
      if (detection !== null && results.every(({ isFiled }) => isFiled)) {
        await deleteOld(now, signal);
        await ledger.recordLook(detection.look, signal);
      }
    } catch (error) {
      failures.push(
        `The state of this run could not be saved, so the next run repeats it: ${failureSentence(error)}`,
      );
    }
    return { ...seen, channels: results, failures };
  };

  /** Once a day is enough. */
  async function deleteOld(now: Date, signal: AbortSignal): Promise<void> {
    const last = await ledger.lastLook(signal);
    if (retentionDays === 0 || (last !== null && utcDayOf(last.to) === utcDayOf(now))) return;
    await ledger.deleteBefore(new Date(now.getTime() - retentionDays * day), signal);
  }
}

/** The same look without any effect: nothing is stored, nothing is sent. */
export function createPreviewLook(parts: Omit<LookParts, 'deliver' | 'retentionDays'>) {
  const { ledger, channels } = parts;
  return async (now: Date, signal: AbortSignal) => {
    const { window, events, failures, foundFor } = await see(parts, now, signal);
    const previews = channels.map(async (channel) => {
      const { name, kind, alertsPerMessage } = channel;
      const known = await ledger.list(name, oldestOpenAt(now), signal);
      const open = known.filter(({ row }) => !isSettled(row) && !isOverdue(row, now));
      const added = newRows(name, foundFor(channel), known).map((row) => ({ row, version: '' }));
      const messages = planMessages([...open, ...added], alertsPerMessage).map(({ message, isRepeat }) => ({
        ...{ id: message.id, isSummary: message.isSummary, isRepeat, alerts: message.alerts },
        ...channel.preview(message),
      }));
      return { channel: name, kind, messages };
    });
    return { window, events, failures, channels: await Promise.all(previews) };
  };
}

/** Detects, and says for each channel which alerts that makes. */
async function see(
  { detect, organization }: Pick<LookParts, 'detect' | 'organization'>,
  now: Date,
  signal: AbortSignal,
): Promise<Seen> {
  try {
    const detection = await detect(now, signal);
    const { window, events, findings, tenantId } = detection;
    const facts = { seenAt: now, organization: organization ?? tenantId ?? 'Your tenant', tenantId };
    const foundFor = (channel: AlertChannel) =>
      findings.filter((finding) => isWanted(finding, channel)).map((finding) => toAlert(finding, facts));
    return { window, events, failures: [], detection, foundFor };
  } catch (error) {
    const reason = signal.aborted ? 'The look had no time left.' : failureSentence(error);
    const failure = `New events could not be checked: ${reason}`;
    return { window: null, events: 0, failures: [failure], detection: null, foundFor: () => [] };
  }
}
