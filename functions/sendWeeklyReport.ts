import { reportsTelemetry } from '../shared/telemetry/telemetry';
import { deliveryLine } from './timer/delivery-line';
import { registerTimer } from './timer/register-timer';

registerTimer({
  name: 'sendWeeklyReport',
  scheduleSetting: 'REPORT_SCHEDULE',
  needs: { send: true },
  run: (pipeline, now, signal) => pipeline.sendWeeklyReports(now, signal),
  describe: ({ deliveries }) => deliveries.map(deliveryLine),
  telemetry: reportsTelemetry,
  failed: (failure) => ({ deliveries: [], failed: [], failures: [failure] }),
});
