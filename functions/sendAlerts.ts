import { areAlertsEnabled } from '../shared/config/settings/alerts-enabled';
import { alertsTelemetry } from '../shared/telemetry/telemetry';
import { plural } from '../shared/text/plural';
import { registerTimer } from './timer/register-timer';

if (areAlertsEnabled(process.env))
  registerTimer({
    name: 'sendAlerts',
    scheduleSetting: 'ALERT_SCHEDULE',
    needs: { send: false, alert: true },
    // The next run is the retry.
    isRetried: false,
    run: (pipeline, now, signal) => pipeline.sendAlerts(now, signal),
    describe: ({ channels }) =>
      channels
        .filter(({ sent }) => sent.length > 0)
        .map(({ channel, kind, sent }) => `${channel} (${kind}): ${plural(sent.length, 'alert')} sent`),
    telemetry: alertsTelemetry,
    failed: (failure) => ({ events: 0, channels: [], failures: [failure] }),
  });
