import { reportsTelemetry } from '../shared/telemetry/telemetry';
import { plural } from '../shared/text/plural';
import { registerTimer } from './timer/register-timer';

registerTimer({
  name: 'sendWeeklyReport',
  scheduleSetting: 'REPORT_SCHEDULE',
  needs: { send: true },
  run: (pipeline, now, signal) => pipeline.sendWeeklyReports(now, signal),
  describe: ({ deliveries }) =>
    deliveries.map(({ row: { report, edition, recipients, fileName }, isNew }) => {
      const verb = isNew ? 'sent' : 'had been sent';
      return `${report} ${edition}: ${fileName} ${verb} to ${plural(recipients.length, 'address', 'addresses')}`;
    }),
  telemetry: reportsTelemetry,
  failed: (failure) => ({ deliveries: [], failed: [], failures: [failure] }),
});
