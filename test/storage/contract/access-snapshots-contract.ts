import type { AccessSnapshots } from '../../../shared/jobs/collect/snapshot/access-snapshots';
import { aSnapshot } from '../../support/builders/snapshots';

const ever = AbortSignal.timeout(200_000);
const day = '2026-11-18';

export interface OpenedSnapshots {
  readonly snapshots: AccessSnapshots;
  /** Names of the stored files of lists, `2026-11-18/users.json.gz`. */
  readonly files: () => Promise<readonly string[]>;
  /** Replaces a stored file, or deletes it (null). */
  readonly tamper: (name: string, content: string | null) => Promise<void>;
}

/** What every store of snapshots guarantees. `open` returns an empty one. */
export function accessSnapshotsContract(open: () => Promise<OpenedSnapshots>): void {
  let snapshots: AccessSnapshots;
  let files: OpenedSnapshots['files'];
  let tamper: OpenedSnapshots['tamper'];
  const read = async () => (await snapshots.list(day, day, ever))[0];
  beforeEach(async () => {
    ({ snapshots, files, tamper } = await open());
  });

  test('stores a snapshot as a record of the day and a compressed file for each list', async () => {
    const taken = aSnapshot(day, {
      users: { state: 'off', query: null, firstRequestAt: null, lastRequestAt: null },
    });
    expect(await snapshots.keep(taken, ever)).toBe('stored');
    expect(await read()).toEqual(taken.record);
    expect(await files()).toContain('2026-11-18/role-eligibility.json.gz');
    expect(await files()).toHaveLength(10);
    const file = await snapshots.file(taken.record, 'role-policies', ever);
    expect(Buffer.from(file ?? [])).toEqual(Buffer.from(taken.files.get('role-policies') ?? []));
    expect(await snapshots.file(taken.record, 'users', ever)).toBeNull();
  });

  test('lists days in order, within bounds', async () => {
    for (const each of ['2026-11-19', '2026-11-17', '2026-11-18'])
      await snapshots.keep(aSnapshot(each), ever);
    const days = (await snapshots.list('2026-11-17', '2026-11-18', ever)).map((record) => record.day);
    expect(days).toEqual(['2026-11-17', '2026-11-18']);
  });

  test('keeps the more complete of two snapshots of a day, or else the newer one', async () => {
    const partial = aSnapshot(day, { 'role-eligibility': { state: 'partial', rows: 3 } }, 'partial');
    const whole = aSnapshot(day, {}, 'whole');
    const newer = aSnapshot(day, {}, 'newer');
    expect(await snapshots.keep(partial, ever)).toBe('stored');
    expect(await snapshots.keep(whole, ever)).toBe('stored');
    expect(await snapshots.keep(partial, ever)).toBe('superseded');
    expect(await read()).toEqual(whole.record);
    expect(await snapshots.file(whole.record, 'role-eligibility', ever)).not.toBeNull();
    expect(await snapshots.keep(newer, ever)).toBe('stored');
    expect(await read()).toEqual(newer.record);
  });

  test('deletes the file of a list that the newer snapshot lacks', async () => {
    const off = { state: 'off', sha256: null } as const;
    await snapshots.keep(aSnapshot(day, { 'conditional-access': { state: 'partial' } }), ever);
    const refused = { state: 'refused', sha256: null } as const;
    expect(await snapshots.keep(aSnapshot(day, { users: off, groups: refused }), ever)).toBe('superseded');
    await snapshots.deleteDay(day, ever);
    await snapshots.keep(
      aSnapshot(day, { users: { state: 'partial' }, 'group-owners': { state: 'partial' } }),
      ever,
    );
    await snapshots.keep(aSnapshot(day, { users: off }), ever);
    expect(await files()).not.toContain('2026-11-18/users.json.gz');
  });

  test('deletes the files and the record of a day', async () => {
    for (const each of ['2026-11-16', '2026-11-17']) await snapshots.keep(aSnapshot(each), ever);
    expect(await snapshots.daysBefore('2026-11-17', ever)).toEqual(['2026-11-16']);
    await snapshots.deleteDay('2026-11-16', ever);
    await snapshots.deleteDay('2026-11-16', ever);
    expect(await snapshots.daysBefore('2026-11-18', ever)).toEqual(['2026-11-17']);
    expect((await files()).some((name) => name.startsWith('2026-11-16'))).toBe(false);
  });

  test('does not return a file that does not match its record', async () => {
    const taken = aSnapshot(day);
    await snapshots.keep(taken, ever);
    await tamper(`${day}/users.json.gz`, 'other');
    expect(await snapshots.file(taken.record, 'users', ever)).toBeNull();
    await tamper(`${day}/groups.json.gz`, null);
    expect(await snapshots.file(taken.record, 'groups', ever)).toBeNull();
  });

  test('stores one complete snapshot when several runs store at the same moment', async () => {
    const taken = ['a', 'b', 'c', 'd'].map((content) => aSnapshot(day, {}, content));
    const kept = await Promise.all(taken.map((each) => snapshots.keep(each, ever)));
    expect(kept.filter((outcome) => outcome === 'stored').length).toBeGreaterThanOrEqual(1);
    const record = await read();
    if (record === undefined) throw new RangeError('Nothing was stored.');
    for (const { endpoint } of record.endpoints)
      expect(await snapshots.file(record, endpoint, ever)).not.toBeNull();
  });

  test('is empty at first', async () => {
    expect(await snapshots.list(day, day, ever)).toEqual([]);
    expect(await snapshots.daysBefore(day, ever)).toEqual([]);
    await snapshots.deleteDay(day, ever);
  });
}
