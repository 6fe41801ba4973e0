import { createHash } from 'node:crypto';
import type { AccessEndpoint, AccessPart } from '../../../domain/access/access-endpoint';
import {
  endpointOf,
  type EndpointRecord,
  type SnapshotRecord,
  type SnapshotResult,
} from '../../../domain/access/access-snapshot';
import { accessWarnings } from '../../../domain/access/access-warnings';
import { parseAnswerLine } from '../../../domain/access/answer-line';
import { addUtcDays, utcDayOf } from '../../../domain/time/utc-day';
import { failureSentence, failureText } from '../../../text/failure-text';
import type { AccessSnapshots } from './access-snapshots';
import type { AccessSource } from './access-source';
import { createAnswersFile, readAnswerLines } from './answers-file';
import { withTimeLimit } from '../../../domain/time/time-limit';

export interface TakeSnapshotParts {
  readonly source: AccessSource;
  readonly snapshots: AccessSnapshots;
  /** What `STANDING_ACCESS` asks for; empty: no snapshot is taken. */
  readonly parts: readonly AccessPart[];
  /** The groups that stored events of PIM name between two instants. */
  readonly pimGroups: (from: Date, to: Date, signal: AbortSignal) => Promise<ReadonlySet<string>>;
  /** Milliseconds that reading may take. */
  readonly budget: number;
  /** Told after each list, and how many there are. */
  readonly onProgress?: (progress: SnapshotProgress) => void;
}

/** How far a snapshot is. */
export interface SnapshotProgress {
  readonly list: AccessEndpoint;
  readonly rows: number;
}

/** Groups to read beside those that the lists themselves name; a sentence when not all of them could be found. */
interface GroupsToRead {
  readonly groups: readonly string[];
  readonly problem: string | null;
}

/** Milliseconds that storing may still take when the run's own time is up. */
const timeToStore = 60_000;

/** Days to look back for an earlier snapshot; its groups are read again. */
const groupMemory = 45;

/** How far back events are searched for groups, the first time. Days. */
const firstSearch = 90;

/** Days before the last snapshot whose events are searched again, because events arrive late. */
const lateDays = 7;

const day = 86_400_000;

/**
 * Takes the snapshot of a day: reads who holds access, within its own time, and keeps the answers as they came. What
 * Graph refuses is in the result's warnings; nothing is thrown but the end of the run.
 */
export function createTakeSnapshot(parts: TakeSnapshotParts) {
  const { source, snapshots, parts: accessParts, pimGroups, budget, onProgress } = parts;

  return async (now: Date, signal: AbortSignal): Promise<SnapshotResult | null> => {
    if (accessParts.length === 0) return null;
    const own = withTimeLimit(signal, budget);
    const { groups, problem } = await groupsToRead(now, own);
    const files = new Map<AccessEndpoint, Uint8Array>();
    const endpoints: EndpointRecord[] = [];
    let file = createAnswersFile();
    let hasAnswers = false;
    for await (const news of source.read({ parts: accessParts, groups }, now, own)) {
      if (news.kind === 'answer') {
        await file.add(news.answer);
        hasAnswers = true;
        continue;
      }
      const record = problem === null ? news.record : withoutSomeGroups(news.record, problem);
      const content = hasAnswers ? await file.finish() : null;
      if (content !== null) files.set(record.endpoint, content);
      endpoints.push({ ...record, sha256: content === null ? null : sha256(content) });
      onProgress?.({ list: record.endpoint, rows: record.rows });
      if (hasAnswers) file = createAnswersFile();
      hasAnswers = false;
    }
    const record = { day: utcDayOf(now), takenAt: now, endpoints };
    return { record, warnings: accessWarnings(record.endpoints), ...(await keep(record, files)) };
  };

  async function keep(record: SnapshotRecord, files: ReadonlyMap<AccessEndpoint, Uint8Array>) {
    try {
      const kept = await snapshots.keep({ record, files }, AbortSignal.timeout(timeToStore));
      return { kept, failure: null };
    } catch (error) {
      return { kept: 'failed', failure: failureText(error) } as const;
    }
  }

  /**
   * Returns the groups of the last snapshot that has them all and of later ones, which were read in part, and those that
   * events have named since.
   */
  async function groupsToRead(now: Date, within: AbortSignal): Promise<GroupsToRead> {
    if (!accessParts.includes('groups')) return { groups: [], problem: null };
    const today = utcDayOf(now);
    const groups = new Set<string>();
    try {
      const records = await snapshots.list(addUtcDays(today, -groupMemory), today, within);
      const last = records.findLast(isWhole) ?? records.at(-1);
      for (const record of records.filter(({ takenAt }) => last !== undefined && takenAt >= last.takenAt))
        for (const group of await groupsOf(record, within)) groups.add(group);
      const since = last === undefined ? firstSearch : lateDays;
      const from = new Date((last?.takenAt ?? now).getTime() - since * day);
      for (const group of await pimGroups(from, now, within)) groups.add(group);
      return { groups: [...groups], problem: null };
    } catch (error) {
      const problem = `Groups that only PIM events name were not checked: ${failureSentence(error)}`;
      return { groups: [...groups], problem };
    }
  }

  async function groupsOf(record: SnapshotRecord, within: AbortSignal): Promise<string[]> {
    const file = await snapshots.file(record, 'group-eligibility', within);
    const groups: string[] = [];
    if (file === null) return groups;
    for await (const line of readAnswerLines(file)) {
      const answer = parseAnswerLine(line);
      if (answer !== null && answer.group !== null && answer.status === 200) groups.push(answer.group);
    }
    return groups;
  }
}

const groupLists: readonly AccessEndpoint[] = ['group-eligibility', 'group-assignments'];

/** Whether the lists of a snapshot's groups were read for every group. */
const isWhole = (record: SnapshotRecord): boolean =>
  groupLists.every((list) => endpointOf(record, list).state === 'complete');

/** Marks a list that is read group by group as partial: some groups may be missing. */
function withoutSomeGroups(
  record: Omit<EndpointRecord, 'sha256'>,
  problem: string,
): Omit<EndpointRecord, 'sha256'> {
  if (!groupLists.includes(record.endpoint) || record.state !== 'complete') return record;
  const reason = record.reason === null ? problem : `${problem} ${record.reason}`;
  return { ...record, state: 'partial', reason };
}

const sha256 = (content: Uint8Array): string => createHash('sha256').update(content).digest('hex');
