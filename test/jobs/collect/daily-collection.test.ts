import type { SnapshotResult } from '../../../shared/domain/access/access-snapshot';
import {
  createDailyCollection,
  type DailyCollectionParts,
} from '../../../shared/jobs/collect/daily-collection';
import { aSnapshotRecord } from '../../support/builders/snapshots';

const now = new Date('2026-11-18T01:30:00.000Z');
const ever = new AbortController().signal;
const taken: SnapshotResult = {
  record: aSnapshotRecord('2026-11-18'),
  kept: 'stored',
  warnings: [],
  failure: null,
};
const read = { days: [], unread: [], failures: [], serviceTime: now };

const collect = (journal: string[], overrides: Partial<DailyCollectionParts> = {}) =>
  createDailyCollection({
    collectDue: () => Promise.resolve((journal.push('events'), read)),
    purge: () => Promise.resolve((journal.push('purge'), ['2024-11-17'])),
    purgeSnapshots: () => Promise.resolve((journal.push('purge snapshots'), [])),
    takeSnapshot: () => Promise.resolve((journal.push('snapshot'), taken)),
    cacheParsedDays: () => Promise.resolve(void journal.push('parsed days')),
    ...overrides,
  })(now, ever);

test('takes the snapshot after the events, then purges, and keeps parsed days last', async () => {
  const journal: string[] = [];
  const result = await collect(journal);
  expect(journal).toEqual(['events', 'snapshot', 'purge', 'purge snapshots', 'parsed days']);
  expect(result).toMatchObject({ snapshot: taken, purged: ['2024-11-17'], failures: [] });
});

test('does not fail for a refused list, but fails when the snapshot cannot be stored', async () => {
  const warned = { ...taken, warnings: ['Grant it.'] };
  expect((await collect([], { takeSnapshot: () => Promise.resolve(warned) })).failures).toEqual([]);
  const failed = { ...taken, kept: 'failed', failure: 'The disk is full.' } as const;
  expect((await collect([], { takeSnapshot: () => Promise.resolve(failed) })).failures).toEqual([
    'The snapshot of standing access could not be stored: The disk is full.',
  ]);
  const broken = () => Promise.reject(new Error('A bug.'));
  expect((await collect([], { takeSnapshot: broken })).failures).toHaveLength(1);
});

test('keeps what it has read when old data cannot be deleted, and fails', async () => {
  const journal: string[] = [];
  const denied = () => Promise.reject(new Error('HTTP 403'));
  const result = await collect(journal, { purge: denied, purgeSnapshots: denied });
  expect(journal).toEqual(['events', 'snapshot', 'parsed days']);
  expect(result).toMatchObject({ serviceTime: now, snapshot: taken, purged: [] });
  expect(result.failures).toEqual([
    'Events older than the retention could not be deleted: HTTP 403',
    'Snapshots older than the retention could not be deleted: HTTP 403',
  ]);
});

test('returns the purged days when old snapshots cannot be deleted', async () => {
  const denied = () => Promise.reject(new Error('HTTP 403'));
  expect(await collect([], { purgeSnapshots: denied })).toMatchObject({ purged: ['2024-11-17'] });
});

test('deletes old snapshots even when snapshots are off', async () => {
  const journal: string[] = [];
  expect((await collect(journal, { takeSnapshot: () => Promise.resolve(null) })).snapshot).toBeNull();
  expect(journal).toContain('purge snapshots');
});
