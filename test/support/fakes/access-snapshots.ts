import { createHash } from 'node:crypto';
import type { AccessEndpoint } from '../../../shared/domain/access/access-endpoint';
import { endpointOf, takesPlaceOf, type TakenSnapshot } from '../../../shared/domain/access/access-snapshot';
import type { UtcDay } from '../../../shared/domain/time/utc-day';
import type { AccessSnapshots } from '../../../shared/jobs/collect/snapshot/access-snapshots';

/** Snapshots in memory. */
export interface FakeSnapshots extends AccessSnapshots {
  readonly days: Map<UtcDay, TakenSnapshot>;
}

export function createFakeSnapshots(...taken: readonly TakenSnapshot[]): FakeSnapshots {
  const days = new Map(taken.map((each) => [each.record.day, each]));
  const sorted = () => [...days.keys()].sort();
  return {
    days,
    list: (from, to) =>
      Promise.resolve(
        sorted()
          .filter((day) => day >= from && day <= to)
          .flatMap((day) => days.get(day)?.record ?? []),
      ),
    keep(snapshot) {
      const older = days.get(snapshot.record.day);
      if (older !== undefined && !takesPlaceOf(snapshot.record, older.record))
        return Promise.resolve('superseded');
      days.set(snapshot.record.day, snapshot);
      return Promise.resolve('stored');
    },
    file(record, endpoint: AccessEndpoint) {
      const file = days.get(record.day)?.files.get(endpoint) ?? null;
      const hash = file === null ? null : createHash('sha256').update(file).digest('hex');
      return Promise.resolve(hash === endpointOf(record, endpoint).sha256 ? file : null);
    },
    daysBefore: (day) => Promise.resolve(sorted().filter((each) => each < day)),
    deleteDay(day) {
      days.delete(day);
      return Promise.resolve();
    },
  };
}
