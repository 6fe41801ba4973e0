import type { Alert } from '../../domain/alerts/alert';
import type { AlertRow } from '../../domain/alerts/alert-row';
import type { ChannelResult, FailedAlert } from '../../domain/alerts/alert-run-result';
import type { AlertChannel } from './alert-channel';

/** Counts what an alert run does on one channel. */
export type Tally = ReturnType<typeof createTally>;

/** Creates the {@link Tally} of a channel for one alert run. */
export function createTally({ name, kind }: AlertChannel) {
  const sent: Alert[] = [];
  const failed: FailedAlert[] = [];
  const failures = new Set<string>();
  let waiting = 0;
  let isFiled = false;
  const fails = (reason: string) => failures.add(`Alert channel "${name}" (${kind}): ${reason}`);
  return {
    filed: () => void (isFiled = true),
    sent: (alert: Alert) => void sent.push(alert),
    failed({ alert, failedLooks }: AlertRow, reason: string, isFinal: boolean) {
      failed.push({ alert, reason, isFinal, failedLooks });
      fails(reason);
    },
    waits: (count: number) => void (waiting += count),
    broke: (reason: string) => void fails(reason),
    result: (): ChannelResult => ({
      ...{ channel: name, kind, sent, failed, waiting, isFiled },
      failures: [...failures],
    }),
  };
}
