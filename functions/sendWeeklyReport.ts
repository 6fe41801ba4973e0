import { app, type InvocationContext, type Timer } from '@azure/functions';
import { compose, hostedRunTime, loadSettings, settingsWarnings, timerSchedule } from '../shared/composition';

// Bad settings fail the start of the app, with one error that lists them all.
const settings = loadSettings(process.env, { send: true });

for (const warning of settingsWarnings(settings, new Date()))
  process.emitWarning(warning, 'PimReportSettings');

/** Mails last week's reports. Throws when one failed or is incomplete, so that the host knows; the others are sent. */
async function sendWeeklyReport(_timer: Timer, context: InvocationContext): Promise<void> {
  const now = new Date();
  for (const warning of settingsWarnings(settings, now)) context.warn(warning);
  const pipeline = await compose(settings, {
    onRetry: (message) => {
      context.warn(message);
    },
  });
  const { deliveries, failures } = await pipeline.sendWeeklyReports(now, AbortSignal.timeout(hostedRunTime));
  for (const { run, isNew } of deliveries) {
    const { report, period, recipients, fileName } = run;
    context.log(
      `${report} ${period}: ${fileName} ${isNew ? 'sent' : 'had been sent'} to ${recipients.length} addresses`,
    );
  }
  if (failures.length > 0) throw new Error(failures.join('\n'));
}

app.timer('sendWeeklyReport', {
  schedule: timerSchedule(process.env, 'REPORT_SCHEDULE', settings.reportSchedule),
  // The delivery ledger keeps a repeated run from mailing twice.
  retry: { strategy: 'fixedDelay', maxRetryCount: 3, delayInterval: { minutes: 10 } },
  handler: sendWeeklyReport,
});
