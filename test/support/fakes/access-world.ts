import type { AccessDirectory, WireRow } from '../../../local/graph/access-directory';
import { findAccessRows, type AccessLimits } from '../../../local/graph/access-lists';
import { createGraphAccessSource } from '../../../shared/access-source/graph-access-source';
import { readStoredRows } from '../../../shared/access-source/stored-rows';
import { accessParts, type AccessPart } from '../../../shared/domain/access/access-endpoint';
import type { SnapshotResult } from '../../../shared/domain/access/access-snapshot';
import type { GraphGet } from '../../../shared/graph/graph-client';
import { createTakeSnapshot } from '../../../shared/jobs/collect/snapshot/take-snapshot';
import { createReadAccessHistory } from '../../../shared/jobs/report/history/read-access-history';
import { createFakeSnapshots } from './access-snapshots';

export interface AccessWorldOptions {
  readonly parts?: readonly AccessPart[];
  readonly limits?: AccessLimits;
  /** Groups named by PIM events. */
  readonly pimGroups?: readonly string[];
  /** Rows on one page; by default 1,000, as in Graph. */
  readonly pageSize?: number;
  /** Replaces the answer to a path; null keeps the ordinary one. */
  readonly answerTo?: (path: string) => { readonly status: number; readonly body: unknown } | null;
}

const root = 'https://graph.example';
const ever = new AbortController().signal;

/**
 * Creates standing access from end to end without a server: Graph's lists from a directory, the reader, snapshots in
 * memory, and the history that a report reads.
 */
export function createAccessWorld(
  accessAt: (moment: Date) => AccessDirectory,
  options: AccessWorldOptions = {},
) {
  const { parts = accessParts, limits = {}, pimGroups = [], pageSize = 1000, answerTo } = options;
  const snapshots = createFakeSnapshots();
  const requests: string[] = [];
  let moment = new Date(0);

  const get: GraphGet = (path) => {
    requests.push(path);
    const url = new URL(`/v1.0${path.replace(/^\/v1\.0/, '')}`, root);
    const own = answerTo?.(path) ?? null;
    const found = own ?? answerOf(url);
    return Promise.resolve({
      status: found.status,
      headers: new Headers(),
      body: Buffer.from(JSON.stringify(found.body)),
    });
  };

  function answerOf(url: URL): { readonly status: number; readonly body: unknown } {
    const found = findAccessRows(url, accessAt(moment), limits);
    if (found === null) return { status: 404, body: { error: { code: 'NotFound', message: url.pathname } } };
    if (!('rows' in found)) return { status: found.status, body: found.body };
    const from = Number(url.searchParams.get('$skiptoken') ?? 0);
    return { status: 200, body: page(url, found.rows, from) };
  }

  function page(url: URL, rows: readonly WireRow[], from: number) {
    const next = new URL(url);
    next.searchParams.set('$skiptoken', String(from + pageSize));
    const link = rows.length > from + pageSize ? { '@odata.nextLink': next.href } : {};
    return { value: rows.slice(from, from + pageSize), ...link };
  }

  const take = createTakeSnapshot({
    source: createGraphAccessSource({
      ...{ get, endpoint: root, pace: () => Promise.resolve(), requestTimeout: 60_000 },
      retry: { attempts: 1, refusedAttempts: 1, firstDelay: 1, maxDelay: 1, maxRetryAfter: 1 },
    }),
    ...{ snapshots, parts },
    pimGroups: () => Promise.resolve(new Set(pimGroups)),
    budget: 600_000,
  });

  return {
    requests,
    snapshots,
    /** Takes a snapshot at a moment. */
    async snapshot(at: Date): Promise<SnapshotResult> {
      moment = at;
      const result = await take(at, ever);
      if (result === null) throw new RangeError('Standing access is off.');
      return result;
    },
    readAccess: createReadAccessHistory({ snapshots, readRows: readStoredRows }),
  };
}
