import { snapshotLine } from '../shared/domain/access/access-warnings';
import type { UtcDay } from '../shared/domain/time/utc-day';
import { collectionTelemetry, type CollectionSummary } from '../shared/telemetry/telemetry';
import { nounFor, plural } from '../shared/text/plural';
import { registerTimer } from './timer/register-timer';

interface Collected extends CollectionSummary {
  readonly purged: readonly UtcDay[];
}

registerTimer<Collected>({
  name: 'collectAuditEvents',
  scheduleSetting: 'COLLECT_SCHEDULE',
  needs: { send: false },
  run: (pipeline, now, signal) => pipeline.collect(now, signal),
  describe: ({ days, purged, snapshot = null }) => [
    ...days.map(
      ({ day, state, events, newEvents, lateEvents }) =>
        `${day} ${state}: ${events} ${nounFor(events, 'event')}, ${newEvents} new, ${lateEvents} late`,
    ),
    ...(purged.length > 0 ? [`${plural(purged.length, 'day')} deleted, as RETENTION_DAYS says`] : []),
    ...(snapshot === null ? [] : [snapshotLine(snapshot.record), ...snapshot.warnings]),
  ],
  telemetry: (result, seconds) => [collectionTelemetry(result, seconds)],
  failed: (failure) => ({ days: [], purged: [], failures: [failure] }),
});
