import type { Alert } from '../../shared/domain/alerts/alert';
import type { AlertPreview } from '../../shared/jobs/alert/run-alerts';
import type { AlertRunResult } from '../../shared/domain/alerts/alert-run-result';
import { plural } from '../../shared/text/plural';
import type { CommandContext } from './command-context';
import { CommandFailedError } from '../errors';
import { withPipeline } from './with-pipeline';

/** Runs `pim-report alerts`: looks for alerts once, as the timer does. With `--dry-run` nothing is sent or stored. */
export async function alertsCommand(
  { dryRun = false }: { readonly dryRun?: boolean },
  context: CommandContext,
): Promise<void> {
  const { terminal, now, signal } = context;
  await withPipeline(context, { send: false, alert: true }, async (pipeline) => {
    const result = dryRun
      ? await pipeline.previewAlerts(now, signal)
      : await pipeline.sendAlerts(now, signal);
    terminal.settle();
    terminal.json(result);
    if (result.window !== null) terminal.result(windowLine(result.events, result.window));
    for (const line of dryRun ? previewLines(result as AlertPreview) : resultLines(result as AlertRunResult))
      terminal.result(line);
    if (result.failures.length > 0) throw new CommandFailedError(result.failures.join('\n'));
  });
}

const windowLine = (events: number, { from, to }: NonNullable<AlertRunResult['window']>): string =>
  `${plural(events, 'event')} from ${from.toISOString()} to ${to.toISOString()}`;

function previewLines({ channels }: AlertPreview): string[] {
  return channels.flatMap(({ channel, kind, messages }) => {
    if (messages.length === 0) return [`${channel} (${kind}): nothing to send`];
    return [
      `${channel} (${kind}): ${plural(messages.length, 'message')} would be sent`,
      ...messages.flatMap(({ isSummary, alerts }) => [
        ...(isSummary ? [`  a summary of ${alerts.length} alerts`] : []),
        ...alerts.map(alertLine),
      ]),
    ];
  });
}

function resultLines({ channels }: AlertRunResult): string[] {
  return channels.flatMap(({ channel, kind, sent, failed, waiting }) => {
    const counts = [
      `${sent.length} sent`,
      ...(failed.length > 0 ? [`${failed.length} failed`] : []),
      ...(waiting > 0 ? [`${waiting} left for the next run`] : []),
    ];
    return [`${channel} (${kind}): ${counts.join(', ')}`, ...sent.map(alertLine)];
  });
}

const alertLine = ({ at, severity, rule, sentence }: Alert): string =>
  `  ${at.toISOString().slice(0, 16).replace('T', ' ')}  ${severity.padEnd(6)}  ${rule}  ${sentence}`;
