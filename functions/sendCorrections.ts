import { deliveriesTelemetry } from '../shared/telemetry/telemetry';
import { plural } from '../shared/text/plural';
import { registerTimer } from './timer/register-timer';

/** Also sends weekly reports that are still owed. */
registerTimer({
  name: 'sendCorrections',
  scheduleSetting: 'CORRECTION_SCHEDULE',
  needs: { send: true },
  run: (pipeline, now, signal) => pipeline.sendDailyMails(now, signal),
  describe: ({ deliveries }) =>
    deliveries
      .filter(({ isNew }) => isNew)
      .map(
        ({ row }) =>
          `${row.report} ${row.edition}: ${row.fileName} sent to ${plural(row.recipients.length, 'address', 'addresses')}`,
      ),
  telemetry: deliveriesTelemetry,
  failed: (failure) => ({ deliveries: [], failed: [], failures: [failure] }),
});
