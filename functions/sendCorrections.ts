import { deliveriesTelemetry } from '../shared/telemetry/telemetry';
import { deliveryLine } from './timer/delivery-line';
import { registerTimer } from './timer/register-timer';

/** Also sends weekly reports that are still owed. */
registerTimer({
  name: 'sendCorrections',
  scheduleSetting: 'CORRECTION_SCHEDULE',
  needs: { send: true },
  run: (pipeline, now, signal) => pipeline.sendDailyMails(now, signal),
  describe: ({ deliveries }) => deliveries.filter(({ isNew }) => isNew).map(deliveryLine),
  telemetry: deliveriesTelemetry,
  failed: (failure) => ({ deliveries: [], failed: [], failures: [failure] }),
});
