import { createHash } from 'node:crypto';
import type { AccessEndpoint, AccessPart } from '../../../domain/access/access-endpoint';
import type { EndpointRecord, SnapshotRecord, SnapshotResult } from '../../../domain/access/access-snapshot';
import { accessWarnings } from '../../../domain/access/access-warnings';
import { parseAnswerLine } from '../../../domain/access/answer-line';
import { addUtcDays, utcDayOf } from '../../../domain/time/utc-day';
import { failureText } from '../../../text/failure-text';
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

/** Groups to look at beside those that the lists themselves name; a sentence when they could not be found. */
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
      const { record } = news;
      const content = hasAnswers ? await file.finish() : null;
      if (content !== null) files.set(record.endpoint, content);
      endpoints.push({ ...record, sha256: content === null ? null : sha256(content) });
      onProgress?.({ list: record.endpoint, rows: record.rows });
      if (hasAnswers) file = createAnswersFile();
      hasAnswers = false;
    }
    const record = { day: utcDayOf(now), takenAt: now, endpoints };
    const warnings = [...accessWarnings(record.endpoints), ...(problem === null ? [] : [problem])];
    return { record, warnings, ...(await keep(record, files)) };
  };

  async function keep(record: SnapshotRecord, files: ReadonlyMap<AccessEndpoint, Uint8Array>) {
    try {
      const kept = await snapshots.keep({ record, files }, AbortSignal.timeout(timeToStore));
      return { kept, failure: null };
    } catch (error) {
      return { kept: 'failed', failure: failureText(error) } as const;
    }
  }

  /** Groups of the last snapshot, and those that events have named since. */
  async function groupsToRead(now: Date, within: AbortSignal): Promise<GroupsToRead> {
    if (!accessParts.includes('groups')) return { groups: [], problem: null };
    const today = utcDayOf(now);
    try {
      const last = (await snapshots.list(addUtcDays(today, -groupMemory), today, within)).at(-1);
      const since = last === undefined ? firstSearch : lateDays;
      const from = new Date((last?.takenAt ?? now).getTime() - since * day);
      const named = await pimGroups(from, now, within);
      const before = last === undefined ? [] : await groupsOf(last, within);
      return { groups: [...new Set([...before, ...named])], problem: null };
    } catch (error) {
      const problem = `Groups that only PIM events name were not checked: ${failureText(error)}`;
      return { groups: [], problem };
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

const sha256 = (content: Uint8Array): string => createHash('sha256').update(content).digest('hex');
