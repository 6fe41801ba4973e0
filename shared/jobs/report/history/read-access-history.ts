import type { AccessEndpoint, HoldingEndpoint } from '../../../domain/access/access-endpoint';
import type {
  AccessHistory,
  AccessState,
  HoldingList,
  PolicyList,
} from '../../../domain/access/access-history';
import type { ReadStoredRows, StoredRows } from '../../../domain/access/access-history';
import { endpointOf, type EndpointRecord, type SnapshotRecord } from '../../../domain/access/access-snapshot';
import type { HeldAccess } from '../../../domain/access/held-access';
import { isWithin, type Period } from '../../../domain/time/period';
import { addUtcDays, utcDayOf } from '../../../domain/time/utc-day';
import type { AccessSnapshots } from '../../collect/snapshot/access-snapshots';
import { readAnswerLines } from '../../collect/snapshot/answers-file';

export interface AccessHistoryParts {
  readonly snapshots: Pick<AccessSnapshots, 'list' | 'file'>;
  readonly readRows: ReadStoredRows;
}

/** Days before a period in which a snapshot to compare with is looked for: Graph has no events of longer ago. */
export const comparedDays = 45;

/** Days after a period in which to look for its first snapshot, if the period has none. */
const laterDays = 8;

const lists: readonly HoldingEndpoint[] = [
  'role-eligibility',
  'role-assignments',
  'group-eligibility',
  'group-assignments',
];

/** Readings of a list before a period to look at for one that tells everything that a reading in it tells. */
const maxEarlier = 7;

/** Reads the snapshots that a period needs; null if none is stored of the period or soon after it. */
export type ReadAccessHistory = (
  period: Period,
  now: Date,
  signal: AbortSignal,
) => Promise<AccessHistory | null>;

/**
 * Creates a reader of the snapshots for a period. It returns the snapshot that the report shows (the last in the period,
 * unless an earlier one has more lists of holders in full; the first after it if the period has none), and for each list
 * the last complete snapshots before the period and all in it; null if no snapshot was read. A stored file that is not the
 * one that its record names counts as not read.
 */
export function createReadAccessHistory({ snapshots, readRows }: AccessHistoryParts): ReadAccessHistory {
  return async (period, now, signal) => {
    const from = addUtcDays(utcDayOf(period.from), -comparedDays);
    const to = addUtcDays(utcDayOf(period.to), laterDays);
    const records = (await snapshots.list(from, to, signal)).filter(({ takenAt }) => takenAt <= now);
    const within = records.filter(({ takenAt }) => isWithin(period, takenAt));
    const record = mostComplete(within) ?? records.find(({ takenAt }) => takenAt >= period.to);
    if (record === undefined) return null;
    const last = within.at(-1) ?? record;
    const same = createRowCache();
    const holdings = {} as Record<HoldingEndpoint, HoldingList[]>;
    for (const list of lists) {
      const complete = records.filter(isCompleteIn(list));
      const inPeriod = await readingsOf(
        complete.filter(({ takenAt }) => isWithin(period, takenAt)),
        list,
        same,
        signal,
      );
      const earlier: HoldingList[] = [];
      const before = complete.filter(({ takenAt }) => takenAt < period.from);
      for (const each of before.slice(-maxEarlier).reverse()) {
        earlier.unshift(...(await readingsOf([each], list, same, signal)));
        if (earlier[0] !== undefined && canTellOf(earlier[0], inPeriod)) break;
      }
      holdings[list] = [...earlier, ...inPeriod];
    }
    const policies: PolicyList[] = [];
    for (const each of records.filter(isCompleteIn('role-policies')).reverse()) {
      if (each.takenAt >= period.to) continue;
      const stored = await rowsOf(each, 'role-policies', signal);
      if (stored !== null) policies.unshift({ at: each.takenAt, rows: stored.rows });
      if (stored !== null && each.takenAt < period.from) break;
    }
    return { shown: await stateOf(record, signal), newer: last === record ? null : last, holdings, policies };
  };

  async function readingsOf(
    records: readonly SnapshotRecord[],
    list: HoldingEndpoint,
    same: (row: HeldAccess) => HeldAccess,
    signal: AbortSignal,
  ): Promise<HoldingList[]> {
    const readings: HoldingList[] = [];
    for (const each of records) {
      const stored = await rowsOf(each, list, signal);
      if (stored === null) continue;
      const record = endpointOf(each, list);
      const [at, readUntil] = [each.takenAt, endOf(record, each)];
      readings.push({ ...stored, rows: stored.rows.map(same), at, readUntil, isPlain: isPlainQuery(record) });
    }
    return readings;
  }

  async function rowsOf<E extends AccessEndpoint>(
    record: SnapshotRecord,
    endpoint: E,
    signal: AbortSignal,
  ): Promise<StoredRows<E> | null> {
    const { sha256, state } = endpointOf(record, endpoint);
    // A list for which there was nothing to ask, such as the members of no group, has no file.
    if (sha256 === null)
      return state === 'complete' ? { rows: [], groups: new Set(), notUnderstood: 0 } : null;
    const file = await snapshots.file(record, endpoint, signal);
    return file === null ? null : readRows(endpoint, readAnswerLines(file));
  }

  /** Everything of one snapshot; what its files do not hold as recorded is partial. */
  async function stateOf(record: SnapshotRecord, signal: AbortSignal): Promise<AccessState> {
    const lost = new Set<AccessEndpoint>();
    const rows = async <E extends AccessEndpoint>(endpoint: E) => {
      const stored = await rowsOf(record, endpoint, signal);
      if (stored === null) lost.add(endpoint);
      return stored?.rows ?? [];
    };
    const held: HeldAccess[] = [];
    for (const list of lists) held.push(...(await rows(list)));
    const state = {
      held,
      definitions: await rows('role-definitions'),
      policies: await rows('role-policies'),
      groups: await rows('groups'),
      members: await rows('group-members'),
      owners: await rows('group-owners'),
      users: await rows('users'),
      accessPolicies: await rows('conditional-access'),
    };
    const endpoints = record.endpoints.map((each) => (lost.has(each.endpoint) ? withoutFile(each) : each));
    return { ...state, record: { ...record, endpoints } };
  }
}

/** Whether a reading tells all that the readings of the period tell; what it does not tell, an earlier one may. */
const canTellOf = (reading: HoldingList, inPeriod: readonly HoldingList[]): boolean =>
  inPeriod.every(
    ({ isPlain, notUnderstood, groups }) =>
      isPlain === reading.isPlain &&
      notUnderstood >= reading.notUnderstood &&
      [...groups].every((group) => reading.groups.has(group)),
  );

/** The last snapshot, unless an earlier one has more lists of holders in full: one bad night does not hide who held access. */
function mostComplete(records: readonly SnapshotRecord[]): SnapshotRecord | undefined {
  const listsIn = (record: SnapshotRecord) => lists.filter((list) => isCompleteIn(list)(record)).length;
  const max = Math.max(...records.map(listsIn));
  return records.findLast((record) => listsIn(record) === max);
}

const isCompleteIn =
  (endpoint: AccessEndpoint) =>
  (record: SnapshotRecord): boolean =>
    endpointOf(record, endpoint).state === 'complete';

/** When the reading of a list ended, and not before that of its snapshot began. */
const endOf = ({ lastRequestAt }: EndpointRecord, { takenAt }: SnapshotRecord): Date =>
  lastRequestAt !== null && lastRequestAt > takenAt ? lastRequestAt : takenAt;

const isPlainQuery = ({ query }: EndpointRecord): boolean => /\/roleAssignments\?/i.test(query ?? '');

function withoutFile(record: EndpointRecord): EndpointRecord {
  if (record.state !== 'complete' && record.state !== 'partial') return record;
  const reason = 'The stored answers are not there, or are not those that were recorded.';
  return { ...record, state: 'partial', reason };
}

/** Shares one object between equal rows: most rows of a day equal those of the day before. */
function createRowCache(): (row: HeldAccess) => HeldAccess {
  const rows = new Map<string, HeldAccess>();
  return (row) => {
    const key = JSON.stringify(row);
    const seen = rows.get(key);
    if (seen === undefined) rows.set(key, row);
    return seen ?? row;
  };
}
