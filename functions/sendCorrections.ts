import type { SendOutcome } from '../shared/domain/reports/send-outcome';
import { correctionsTelemetry } from '../shared/telemetry/telemetry';
import { plural } from '../shared/text/plural';
import { registerTimer } from './timer/register-timer';

registerTimer<SendOutcome>({
  name: 'sendCorrections',
  scheduleSetting: 'CORRECTION_SCHEDULE',
  needs: { send: true },
  run: (pipeline, now, signal) => pipeline.sendCorrections(now, signal),
  describe: ({ deliveries }) =>
    deliveries
      .filter(({ isNew }) => isNew)
      .map(
        ({ run }) =>
          `${run.report} ${run.edition}: ${run.fileName} sent to ${plural(run.recipients.length, 'address', 'addresses')}`,
      ),
  telemetry: correctionsTelemetry,
  failed: (failure) => ({ deliveries: [], failed: [], failures: [failure] }),
});
