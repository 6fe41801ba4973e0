import { app, type InvocationContext, type Timer } from '@azure/functions';
import { compose, hostedRunTime, loadSettings, timerSchedule } from '../shared/composition';
import { collectionTelemetry, writeTelemetry } from '../shared/telemetry/telemetry';

// Bad settings fail the start of the app, with one error that lists them all.
const settings = loadSettings(process.env, { send: false });

/** Reads what is due into the store. Throws when anything could not be read, so that the host knows. */
async function collectAuditEvents(_timer: Timer, context: InvocationContext): Promise<void> {
  const now = new Date();
  const tell = (result: Parameters<typeof collectionTelemetry>[0]) => {
    writeTelemetry([collectionTelemetry(result, (Date.now() - now.getTime()) / 1000)], context);
  };
  const { days, purged, failures } = await collect(now, context).catch((error: unknown) => {
    tell({ days: [], failures: [error instanceof Error ? error.message : String(error)] });
    throw error;
  });
  for (const { day, state, events, newEvents, lateEvents } of days) {
    context.log(`${day} ${state}: ${events} events, ${newEvents} new, ${lateEvents} late`);
  }
  if (purged.length > 0) context.log(`${purged.length} days deleted, as RETENTION_DAYS says`);
  tell({ days, failures });
  if (failures.length > 0) throw new Error(failures.join('\n'));
}

async function collect(now: Date, context: InvocationContext) {
  const pipeline = await compose(settings, {
    onRetry: (message) => {
      context.warn(message);
    },
  });
  return pipeline.collect(now, AbortSignal.timeout(hostedRunTime));
}

app.timer('collectAuditEvents', {
  schedule: timerSchedule(process.env, 'COLLECT_SCHEDULE', settings.collectSchedule),
  // Only for a passing fault: retries are lost when the instance goes. The next day's run reads what is missing.
  retry: { strategy: 'fixedDelay', maxRetryCount: 3, delayInterval: { minutes: 1 } },
  handler: collectAuditEvents,
});
