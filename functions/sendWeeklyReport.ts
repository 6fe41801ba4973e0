import { app, type InvocationContext, type Timer } from '@azure/functions';
import { compose, hostedRunTime, loadSettings, settingsWarnings, timerSchedule } from '../shared/composition';
import { reportsTelemetry, writeTelemetry } from '../shared/telemetry/telemetry';

// Bad settings fail the start of the app, with one error that lists them all.
const settings = loadSettings(process.env, { send: true });

for (const warning of settingsWarnings(settings, new Date()))
  process.emitWarning(warning, 'PimReportSettings');

/** Mails last week's reports. Throws when one failed or is incomplete, so that the host knows; the others are sent. */
async function sendWeeklyReport(_timer: Timer, context: InvocationContext): Promise<void> {
  const now = new Date();
  for (const warning of settingsWarnings(settings, now)) context.warn(warning);
  const tell = (result: Parameters<typeof reportsTelemetry>[0]) => {
    writeTelemetry(reportsTelemetry(result, (Date.now() - now.getTime()) / 1000), context);
  };
  const result = await sendReports(now, context).catch((error: unknown) => {
    const failures = [error instanceof Error ? error.message : String(error)];
    tell({ deliveries: [], failed: [], failures });
    throw error;
  });
  for (const { run, isNew } of result.deliveries) {
    const { report, period, recipients, fileName } = run;
    context.log(
      `${report} ${period}: ${fileName} ${isNew ? 'sent' : 'had been sent'} to ${recipients.length} addresses`,
    );
  }
  tell(result);
  if (result.failures.length > 0) throw new Error(result.failures.join('\n'));
}

async function sendReports(now: Date, context: InvocationContext) {
  const pipeline = await compose(settings, {
    onRetry: (message) => {
      context.warn(message);
    },
  });
  return pipeline.sendWeeklyReports(now, AbortSignal.timeout(hostedRunTime));
}

app.timer('sendWeeklyReport', {
  schedule: timerSchedule(process.env, 'REPORT_SCHEDULE', settings.reportSchedule),
  // Only for a passing fault: retries are lost when the instance goes. A later run of the schedule sends what is owed,
  // and the delivery ledger keeps a repeated run from mailing twice.
  retry: { strategy: 'fixedDelay', maxRetryCount: 3, delayInterval: { minutes: 1 } },
  handler: sendWeeklyReport,
});
