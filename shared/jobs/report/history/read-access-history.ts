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

/** Reads the snapshots that a period needs; null if none is stored of the period or soon after it. */
export type ReadAccessHistory = (
  period: Period,
  now: Date,
  signal: AbortSignal,
) => Promise<AccessHistory | null>;

/**
 * Creates a reader of the snapshots for a period. It returns the snapshot that the report shows (the last in the period,
 * or the first after it if the period has no snapshot), and for each list the last complete snapshot before the period and
 * all in it; null if no snapshot was read. A stored file that is not the one that its record names counts as not read.
 */
export function createReadAccessHistory({ snapshots, readRows }: AccessHistoryParts): ReadAccessHistory {
  return async (period, now, signal) => {
    const from = addUtcDays(utcDayOf(period.from), -comparedDays);
    const to = addUtcDays(utcDayOf(period.to), laterDays);
    const records = (await snapshots.list(from, to, signal)).filter(({ takenAt }) => takenAt <= now);
    const within = records.filter(({ takenAt }) => isWithin(period, takenAt));
    const record = within.at(-1) ?? records.find(({ takenAt }) => takenAt >= period.to);
    if (record === undefined) return null;
    const same = createRowCache();
    const holdings = {} as Record<HoldingEndpoint, HoldingList[]>;
    for (const list of lists) {
      holdings[list] = [];
      for (const each of chosen(list, records, within, period)) {
        const stored = await rowsOf(each, list, signal);
        if (stored === null) continue;
        const rows = stored.rows.map(same);
        const record = endpointOf(each, list);
        const isPlain = isPlainQuery(record);
        holdings[list].push({ ...stored, rows, at: each.takenAt, readUntil: endOf(record, each), isPlain });
      }
    }
    const policies: PolicyList[] = [];
    for (const each of chosen('role-policies', records, within, period)) {
      const stored = await rowsOf(each, 'role-policies', signal);
      if (stored !== null) policies.push({ at: each.takenAt, rows: stored.rows });
    }
    return { shown: await stateOf(record, signal), holdings, policies };
  };

  /** The last complete reading before the period, then the complete ones in it. */
  function chosen(
    endpoint: AccessEndpoint,
    records: readonly SnapshotRecord[],
    within: readonly SnapshotRecord[],
    period: Period,
  ): SnapshotRecord[] {
    const isComplete = (record: SnapshotRecord) => endpointOf(record, endpoint).state === 'complete';
    const before = records.filter((record) => record.takenAt < period.from && isComplete(record)).slice(-1);
    return [...before, ...within.filter(isComplete)];
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
