import { isSettled } from '../../domain/alerts/alert-row';
import type { AlertRunResult } from '../../domain/alerts/alert-run-result';
import { utcDayOf } from '../../domain/time/utc-day';
import { failureSentence } from '../../text/failure-text';
import { stopReason } from '../../text/stop-reason';
import type { AlertChannel } from './alert-channel';
import type { AlertLedger } from './alert-ledger';
import { isOverdue, newRows, oldestOpenAt, type FoundAlert } from './alert-rows';
import { isWanted, toAlert } from './choose-alerts';
import type { DeliverAlerts } from './deliver-alerts';
import type { Detection } from './detect';
import { planMessages } from './plan-messages';

export interface RunAlertsParts {
  readonly alertLedger: AlertLedger & { deleteBefore(before: Date, signal: AbortSignal): Promise<void> };
  readonly detect: (now: Date, signal: AbortSignal) => Promise<Detection>;
  readonly deliver: DeliverAlerts;
  readonly channels: readonly AlertChannel[];
  /** Null: the tenant's id, as the events tell it. */
  readonly organization: string | null;
  /** Days that rows are kept; 0 keeps all. */
  readonly retentionDays: number;
}

/** What an alert run would do. */
export type AlertPreview = Awaited<ReturnType<ReturnType<typeof createPreviewAlerts>>>;

/** What an alert run and its preview both begin with. */
interface Detected extends Pick<AlertRunResult, 'window' | 'events' | 'failures'> {
  readonly detection: Detection | null;
  readonly foundFor: (channel: AlertChannel) => FoundAlert[];
}

const day = 24 * 3_600_000;

/**
 * Creates the alert run: it reads what has happened since the last one, and delivers to each channel what is new and
 * what earlier runs left. Channels do not wait for each other. Where Graph cannot be read, what earlier runs left is
 * delivered all the same. The run is recorded when everything was read and every alert has its row. Never throws: what
 * goes wrong is in the result.
 */
export function createRunAlerts(parts: RunAlertsParts) {
  const { alertLedger, deliver, channels, retentionDays } = parts;
  return async (now: Date, signal: AbortSignal): Promise<AlertRunResult> => {
    const { detection, foundFor, ...detected } = await detectAlerts(parts, now, signal);
    const results = await Promise.all(
      channels.map((channel) => deliver(channel, foundFor(channel), now, signal)),
    );
    const failures = [...detected.failures, ...results.flatMap((result) => result.failures)];
    try {
      if (detection !== null && results.every(({ isFiled }) => isFiled)) {
        await deleteOld(now, signal);
        await alertLedger.recordRun(detection.run, signal);
      }
    } catch (error) {
      failures.push(
        `The state of this run could not be saved, so the next run repeats it: ${failureSentence(error)}`,
      );
    }
    return { ...detected, channels: results, failures };
  };

  /** Once a day is enough. */
  async function deleteOld(now: Date, signal: AbortSignal): Promise<void> {
    const last = await alertLedger.lastRun(signal);
    if (retentionDays === 0 || (last !== null && utcDayOf(last.to) === utcDayOf(now))) return;
    await alertLedger.deleteBefore(new Date(now.getTime() - retentionDays * day), signal);
  }
}

/** Creates a preview of the alert run, without any effect: nothing is stored, nothing is sent. */
export function createPreviewAlerts(parts: Omit<RunAlertsParts, 'deliver' | 'retentionDays'>) {
  const { alertLedger, channels } = parts;
  return async (now: Date, signal: AbortSignal) => {
    const { window, events, failures, foundFor } = await detectAlerts(parts, now, signal);
    const previews = channels.map(async (channel) => {
      const { name, kind, alertsPerMessage } = channel;
      const known = await alertLedger.list(name, oldestOpenAt(now), signal);
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

/** Detects, and returns for each channel the alerts that it receives. */
async function detectAlerts(
  { detect, organization }: Pick<RunAlertsParts, 'detect' | 'organization'>,
  now: Date,
  signal: AbortSignal,
): Promise<Detected> {
  try {
    const detection = await detect(now, signal);
    const { window, events, findings, tenantId } = detection;
    const facts = { seenAt: now, organization: organization ?? tenantId ?? 'Your tenant', tenantId };
    const foundFor = (channel: AlertChannel) =>
      findings.filter((finding) => isWanted(finding, channel)).map((finding) => toAlert(finding, facts));
    return { window, events, failures: [], detection, foundFor };
  } catch (error) {
    const reason = signal.aborted ? stopReason(signal, 'The run had no time left.') : failureSentence(error);
    const failure = `New events could not be checked: ${reason}`;
    return { window: null, events: 0, failures: [failure], detection: null, foundFor: () => [] };
  }
}
