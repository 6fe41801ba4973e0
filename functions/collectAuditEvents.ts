import type { CollectionDay } from '../shared/domain/collection-day';
import type { UtcDay } from '../shared/domain/utc-day';
import { collectionTelemetry } from '../shared/telemetry/telemetry';
import { registerTimer } from './timer/register-timer';

interface Collected {
  readonly days: readonly CollectionDay[];
  readonly purged: readonly UtcDay[];
  readonly failures: readonly string[];
}

registerTimer<Collected>({
  name: 'collectAuditEvents',
  scheduleSetting: 'COLLECT_SCHEDULE',
  sends: false,
  run: (pipeline, now, signal) => pipeline.collect(now, signal),
  describe: ({ days, purged }) => [
    ...days.map(
      ({ day, state, events, newEvents, lateEvents }) =>
        `${day} ${state}: ${events} events, ${newEvents} new, ${lateEvents} late`,
    ),
    ...(purged.length > 0 ? [`${purged.length} days deleted, as RETENTION_DAYS says`] : []),
  ],
  telemetry: (result, seconds) => [collectionTelemetry(result, seconds)],
  failed: (failure) => ({ days: [], purged: [], failures: [failure] }),
});
