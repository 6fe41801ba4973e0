import { snapshotLine } from '../shared/domain/access/access-warnings';
import { collectionTelemetry, type CollectionSummary } from '../shared/telemetry/telemetry';
import { nounFor, plural } from '../shared/text/plural';
import { registerTimer } from './timer/register-timer';

registerTimer({
  name: 'collectAuditEvents',
  scheduleSetting: 'COLLECT_SCHEDULE',
  needs: { send: false },
  run: (pipeline, now, signal) => pipeline.collect(now, signal),
  describe: ({ days, purged, snapshot }) => [
    ...days.map(
      ({ day, state, events, newEvents, lateEvents }) =>
        `${day} ${state}: ${events} ${nounFor(events, 'event')}, ${newEvents} new, ${lateEvents} late`,
    ),
    ...(purged.length > 0 ? [`${plural(purged.length, 'day')} deleted, as RETENTION_DAYS says`] : []),
    ...(snapshot === null ? [] : [snapshotLine(snapshot.record), ...snapshot.warnings]),
  ],
  telemetry: (summary: CollectionSummary, seconds) => [collectionTelemetry(summary, seconds)],
  failed: (failure) => ({ days: [], failures: [failure] }),
});
