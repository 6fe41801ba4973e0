import { RefusalError } from '../domain/refusal-error';
import { endpointFacts, type AccessEndpoint } from '../domain/access/access-endpoint';
import type { EndpointRecord } from '../domain/access/access-snapshot';
import type { AccessAnswer } from '../domain/access/access-reading';
import { plainLine } from '../text/plain-line';
import { plural } from '../text/plural';
import { stopReason } from '../text/stop-reason';
import { ListFailedError, readListPages, type ListParts } from './list-pages';
import { createRowTally, type Discoveries } from './read-progress';

/** Why a list was not read to its end. */
export type ListFailure = ListFailedError['kind'] | 'no time';

/** A list to read: one path, or one for each group or handful of users. */
export interface ListPlan {
  readonly endpoint: AccessEndpoint;
  readonly paths: readonly string[];
  /** What the ledger says was asked for. */
  readonly query: string;
  /** Whether an object that is gone only leaves its own path out. */
  readonly skipsGone?: boolean;
  /** What is asked for instead, path by path, when Graph refuses in one of these ways. */
  readonly otherwise?: Pick<ListPlan, 'paths' | 'query'> & {
    readonly when: readonly ListFailure[];
    /** What the reader of the report must know then. */
    readonly note: string;
  };
}

/** How a list was read: its record without the hash of what is stored, and why it stopped short. */
export interface ListResult {
  readonly record: Omit<EndpointRecord, 'sha256'>;
  readonly failure: ListFailure | null;
}

interface Failure {
  readonly kind: ListFailure;
  readonly message: string;
}

const noTime = (signal: AbortSignal): Failure => ({
  kind: 'no time',
  message: stopReason(signal, 'There was no time left to read it: the next run reads it.'),
});

/** Tries of a request once the service has just failed another one. */
const shortPatience = 3;

/**
 * Reads list after list. After a refusal, the next refused request is not repeated; while the service is down, requests
 * are repeated less often. Yields each answer unchanged. Never throws: the result of a list says why it stopped.
 */
export function createAccessReader(parts: ListParts, clock: () => Date, signal: AbortSignal) {
  const refused = new Set<string>();
  let isDown = false;
  let wasRejected = false;
  /** Nothing more can be asked for: there is no identity. */
  let stopped: Failure | null = null;

  return async function* read(
    plan: ListPlan,
    discoveries: Discoveries,
  ): AsyncGenerator<AccessAnswer, ListResult> {
    const { endpoint } = plan;
    const { permission } = endpointFacts[endpoint];
    const tally = createRowTally(endpoint, discoveries);
    let asked: Pick<ListPlan, 'paths' | 'query'> = plan;
    let [pages, gone] = [0, 0];
    let firstRequestAt: Date | null = null;
    let lastRequestAt: Date | null = null;
    let failed: Failure | null = null;

    for (let index = 0; index < plan.paths.length; index += 1) {
      failed = signal.aborted ? noTime(signal) : (stopped ?? failed);
      if (signal.aborted || stopped !== null) break;
      const otherwise = asked === plan ? plan.otherwise : undefined;
      const path = asked.paths[index] ?? '';
      try {
        for await (const { answer, items } of readListPages(
          patient(permission, otherwise?.when.includes('refused')),
          endpoint,
          path,
          clock,
          signal,
        )) {
          firstRequestAt ??= answer.at;
          lastRequestAt = answer.at;
          if (answer.status === 200) pages += 1;
          tally.note(items, path);
          yield answer;
        }
        isDown = wasRejected = false;
      } catch (error) {
        const failure = signal.aborted ? noTime(signal) : failureOf(error);
        if (otherwise?.when.includes(failure.kind)) {
          asked = otherwise;
          index -= 1;
        } else if (failure.kind === 'gone' && plan.skipsGone === true) {
          gone += 1;
        } else {
          failed = failure;
          const wasDown = isDown;
          isDown = failure.kind === 'passing';
          wasRejected = failure.kind === 'rejected';
          if (failure.kind === 'refused') refused.add(permission);
          // The next path would be refused like this one; of a service that is down two failures are enough.
          if (failure.kind === 'refused' || failure.kind === 'licence' || (isDown && wasDown)) break;
        }
      }
    }

    const note = asked === plan || failed !== null ? null : (plan.otherwise?.note ?? null);
    const record = {
      ...emptyRecord(endpoint),
      state: stateOf(failed, pages),
      query: asked.query,
      pages,
      rows: tally.rows(),
      firstRequestAt,
      lastRequestAt,
      reason: joined([failed?.message ?? null, note, goneSentence(gone), tally.sentence()]),
    };
    return { record, failure: failed?.kind ?? null };
  };

  function failureOf(error: unknown): Failure {
    if (error instanceof ListFailedError) return error;
    if (!(error instanceof RefusalError)) throw error;
    stopped = { kind: 'refused', message: error.message };
    return stopped;
  }

  function patient(permission: string, hasOtherWay = false): ListParts {
    const { retry } = parts;
    const attempts = isDown ? Math.min(shortPatience, retry.attempts) : retry.attempts;
    const isRefusedAgain = wasRejected || refused.has(permission);
    const refusedAttempts = hasOtherWay || isRefusedAgain ? 1 : retry.refusedAttempts;
    return { ...parts, retry: { ...retry, attempts, refusedAttempts } };
  }
}

/** The record of a list that has not been asked for. */
export function emptyRecord(endpoint: AccessEndpoint): Omit<EndpointRecord, 'sha256'> {
  const { part, permission } = endpointFacts[endpoint];
  return {
    endpoint,
    part,
    state: 'off',
    permission,
    query: null,
    pages: 0,
    rows: 0,
    firstRequestAt: null,
    lastRequestAt: null,
    reason: null,
  };
}

function stateOf(failed: Failure | null, pages: number): EndpointRecord['state'] {
  if (failed === null) return 'complete';
  const isRefusal = ['refused', 'licence', 'rejected', 'gone'].includes(failed.kind);
  return isRefusal && pages === 0 ? 'refused' : 'partial';
}

/** Short enough for a row of the ledger, whatever Graph has said. */
const longestReason = 2_000;

const joined = (sentences: readonly (string | null)[]): string | null =>
  plainLine(sentences.filter((sentence) => sentence !== null).join(' '), longestReason) || null;

function goneSentence(gone: number): string | null {
  if (gone === 0) return null;
  return `${plural(gone, 'group no longer exists', 'groups no longer exist')}.`;
}
