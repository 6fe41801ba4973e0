import { app, type InvocationContext, type Timer } from '@azure/functions';
import { compose, hostedRunTime, loadSettings, timerSchedule } from '../shared/composition';
import { correctionsTelemetry, writeTelemetry } from '../shared/telemetry/telemetry';

// Bad settings fail the start of the app, with one error that lists them all.
const settings = loadSettings(process.env, { send: true });

/** Mails the corrections that are due, after the night's collection. Throws when one failed; the others are sent. */
async function sendCorrections(_timer: Timer, context: InvocationContext): Promise<void> {
  const pipeline = await compose(settings, {
    onRetry: (message) => {
      context.warn(message);
    },
  });
  const result = await pipeline.sendCorrections(new Date(), AbortSignal.timeout(hostedRunTime));
  const { deliveries, failures } = result;
  for (const { run, isNew } of deliveries) {
    if (isNew)
      context.log(`${run.report} ${run.period}: ${run.fileName} sent to ${run.recipients.length} addresses`);
  }
  writeTelemetry(correctionsTelemetry(result), context);
  if (failures.length > 0) throw new Error(failures.join('\n'));
}

app.timer('sendCorrections', {
  schedule: timerSchedule(process.env, 'CORRECTION_SCHEDULE', settings.correctionSchedule),
  // Only for a passing fault: retries are lost when the instance goes. A later run of the schedule sends what is owed,
  // and the delivery ledger keeps a repeated run from mailing twice.
  retry: { strategy: 'fixedDelay', maxRetryCount: 3, delayInterval: { minutes: 1 } },
  handler: sendCorrections,
});
