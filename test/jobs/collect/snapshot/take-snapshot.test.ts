import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import type { AccessNews, AccessRequest } from '../../../../shared/domain/access/access-reading';
import {
  accessEndpoints,
  endpointFacts,
  type AccessEndpoint,
} from '../../../../shared/domain/access/access-endpoint';
import { endpointOf, type EndpointRecord } from '../../../../shared/domain/access/access-snapshot';
import type { UtcDay } from '../../../../shared/domain/time/utc-day';
import type { AccessSource } from '../../../../shared/jobs/collect/snapshot/access-source';
import { createPurgeSnapshots } from '../../../../shared/jobs/collect/snapshot/purge-snapshots';
import {
  createTakeSnapshot,
  type TakeSnapshotParts,
} from '../../../../shared/jobs/collect/snapshot/take-snapshot';
import { aSnapshot, anEndpoint } from '../../../support/builders/snapshots';
import { createFakeSnapshots } from '../../../support/fakes/access-snapshots';

const now = new Date('2026-11-18T01:35:00.000Z');
const ever = new AbortController().signal;

/** A source with one answer per list, except for the spoilt ones. */
function createSource(spoilt: Partial<Record<AccessEndpoint, Partial<EndpointRecord>>> = {}) {
  const asked: AccessRequest[] = [];
  const source: AccessSource = {
    async *read(request, at): AsyncGenerator<AccessNews> {
      await Promise.resolve();
      asked.push(request);
      for (const endpoint of accessEndpoints) {
        const isOff = !request.parts.includes(endpointFacts[endpoint].part);
        const record: Omit<EndpointRecord, 'sha256'> = anEndpoint(endpoint, {
          ...(isOff && { state: 'off', rows: 0 }),
          ...spoilt[endpoint],
        });
        if (!isOff) {
          const text = `{"value":["${endpoint}"]}`;
          yield { kind: 'answer', answer: { endpoint, path: '/x', group: null, at, status: 200, text } };
        }
        yield { kind: 'list', record };
      }
    },
  };
  return { source, asked };
}

const take = (overrides: Partial<TakeSnapshotParts> = {}) =>
  createTakeSnapshot({
    source: createSource().source,
    snapshots: createFakeSnapshots(),
    parts: ['roles'],
    pimGroups: () => Promise.resolve(new Set()),
    budget: 60_000,
    ...overrides,
  })(now, ever);

test('stores each list as a file with its hash in the record, and none for lists that are off', async () => {
  const snapshots = createFakeSnapshots();
  const result = await take({ snapshots });
  const kept = snapshots.days.get('2026-11-18');
  expect(result).toMatchObject({ kept: 'stored', warnings: [], failure: null, record: { takenAt: now } });
  expect([...(kept?.files.keys() ?? [])]).toEqual([
    'role-eligibility',
    'role-assignments',
    'role-definitions',
    'role-policies',
  ]);
  const file = kept?.files.get('role-policies') ?? new Uint8Array();
  expect(endpointOf(kept!.record, 'role-policies').sha256).toBe(
    createHash('sha256').update(file).digest('hex'),
  );
  expect(endpointOf(kept!.record, 'users')).toMatchObject({ state: 'off', sha256: null });
});

test('reads and stores nothing when snapshots are off', async () => {
  const { source, asked } = createSource();
  expect(await take({ source, parts: [] })).toBeNull();
  expect(asked).toEqual([]);
});

test('warns once per permission about refused lists, and stores the snapshot', async () => {
  const refused = (reason: string) => ({ state: 'refused', rows: 0, reason }) as const;
  const { source } = createSource({
    'role-eligibility': refused(
      'Microsoft Graph refused the eligible role assignments (HTTP 403): grant it.',
    ),
    'role-policies': refused('Microsoft Graph refused the role settings (HTTP 403): grant it.'),
    'role-definitions': { state: 'partial', reason: 'It broke off.' },
  });
  const result = await take({ source });
  expect(result?.kept).toBe('stored');
  expect(result?.warnings).toEqual([
    'Microsoft Graph refused the eligible role assignments (HTTP 403): grant it. So were the role settings.',
    'The role definitions were read only in part. It broke off.',
  ]);
});

test('reports a snapshot that cannot be stored as a failure', async () => {
  const snapshots = { ...createFakeSnapshots(), keep: () => Promise.reject(new Error('disk full')) };
  expect(await take({ snapshots })).toMatchObject({ kept: 'failed', failure: 'disk full' });
});

describe('the additional groups to read', () => {
  const before = aSnapshot('2026-11-17');

  test('are those that events named since a week before the last snapshot', async () => {
    const { source, asked } = createSource();
    const spans: Date[] = [];
    const pimGroups = (from: Date) => {
      spans.push(from);
      return Promise.resolve(new Set(['g1']));
    };
    await take({ source, pimGroups, parts: ['roles', 'groups'], snapshots: createFakeSnapshots(before) });
    expect(spans).toEqual([new Date('2026-11-10T01:30:00.000Z')]);
    await take({ source, pimGroups, parts: ['roles', 'groups'] });
    expect(spans[1]).toEqual(new Date('2026-08-20T01:35:00.000Z'));
    expect(asked.map(({ groups }) => groups)).toEqual([['g1'], ['g1']]);
  });

  const asking = (day: UtcDay, state: 'complete' | 'partial', ...groups: readonly string[]) => {
    const answers = groups.map((group) => JSON.stringify({ request: '/x', group, status: 200, body: {} }));
    const file = gzipSync(`[\n${answers.join(',\n')}\n]\n`);
    const sha256 = createHash('sha256').update(file).digest('hex');
    const snapshot = aSnapshot(day, { 'group-eligibility': { state, sha256 } });
    return { ...snapshot, files: new Map([...snapshot.files, ['group-eligibility' as const, file]]) };
  };

  test('include those of the last snapshot that has them all, although a later one was read in part', async () => {
    const { source, asked } = createSource();
    const spans: Date[] = [];
    const pimGroups = (from: Date) => {
      spans.push(from);
      return Promise.resolve(new Set(['g3']));
    };
    const snapshots = createFakeSnapshots(
      asking('2026-11-15', 'complete', 'g1', 'g2'),
      asking('2026-11-16', 'partial', 'g1', 'g4'),
    );
    await take({ source, pimGroups, parts: ['groups'], snapshots });
    expect(asked[0]?.groups).toEqual(['g1', 'g2', 'g4', 'g3']);
    expect(spans).toEqual([new Date('2026-11-08T01:30:00.000Z')]);
  });

  test('make their lists partial, with a warning, when they cannot be found, and the rest is read', async () => {
    const { source, asked } = createSource();
    const pimGroups = () => Promise.reject(new Error('The store is down.'));
    const snapshots = createFakeSnapshots(asking('2026-11-17', 'complete', 'g1'));
    const result = await take({ source, pimGroups, parts: ['groups'], snapshots });
    const reason = 'Groups that only PIM events name were not checked: The store is down.';
    expect(result?.warnings.map((each) => each.endsWith(`were read only in part. ${reason}`))).toEqual([
      true,
      true,
    ]);
    expect(result?.kept).toBe('stored');
    expect(endpointOf(result!.record, 'group-eligibility')).toMatchObject({ state: 'partial', reason });
    expect(endpointOf(result!.record, 'group-members').state).toBe('complete');
    expect(asked[0]?.groups).toEqual(['g1']);
  });

  test('are not looked for without the part `groups`', async () => {
    await take({ pimGroups: () => Promise.reject(new Error('asked')) });
  });
});

test('ends reading when its own time is up, although the run goes on', async () => {
  let ended = false;
  const source: AccessSource = {
    async *read(_request, _now, signal): AsyncGenerator<AccessNews> {
      await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }));
      ended = true;
      yield* createSource().source.read({ parts: ['roles'], groups: [] }, now, signal);
    },
  };
  expect((await take({ source, budget: 5 }))?.kept).toBe('stored');
  expect(ended).toBe(true);
});

test('deletes snapshots older than the retention, and none when that is 0', async () => {
  const snapshots = createFakeSnapshots(
    aSnapshot('2026-11-15'),
    aSnapshot('2026-11-16'),
    aSnapshot('2026-11-18'),
  );
  expect(await createPurgeSnapshots(snapshots, 0)(now, ever)).toEqual([]);
  expect(await createPurgeSnapshots(snapshots, 2)(now, ever)).toEqual(['2026-11-15']);
  expect([...snapshots.days.keys()]).toEqual(['2026-11-16', '2026-11-18']);
});
