import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import {
  accessEndpoints,
  endpointFacts,
  type AccessEndpoint,
} from '../../../shared/domain/access/access-endpoint';
import type {
  EndpointRecord,
  SnapshotRecord,
  TakenSnapshot,
} from '../../../shared/domain/access/access-snapshot';
import type { UtcDay } from '../../../shared/domain/time/utc-day';

/** A record of one complete list. */
export function anEndpoint(
  endpoint: AccessEndpoint,
  overrides: Partial<EndpointRecord> = {},
): EndpointRecord {
  const { part, permission } = endpointFacts[endpoint];
  const at = new Date('2026-11-18T01:35:00.000Z');
  return {
    endpoint,
    part,
    state: 'complete',
    permission,
    query: `/v1.0/${endpoint}`,
    pages: 1,
    rows: 1,
    firstRequestAt: at,
    lastRequestAt: at,
    sha256: null,
    reason: null,
    ...overrides,
  };
}

/** A snapshot of a day, taken at 01:30. Each list contains its own name; `overrides` changes the records of lists. */
export function aSnapshot(
  day: UtcDay,
  overrides: Partial<Record<AccessEndpoint, Partial<EndpointRecord>>> = {},
  content = 'x',
): TakenSnapshot {
  const takenAt = new Date(`${day}T01:30:00.000Z`);
  const files = new Map<AccessEndpoint, Uint8Array>();
  const endpoints = accessEndpoints.map((endpoint) => {
    const answer = { request: '/v1.0/x', status: 200, body: { value: [`${content} ${endpoint}`] } };
    const file = gzipSync(`[\n${JSON.stringify(answer)}\n]\n`);
    const isRead = (overrides[endpoint]?.state ?? 'complete') !== 'off';
    if (isRead) files.set(endpoint, file);
    return anEndpoint(endpoint, {
      firstRequestAt: takenAt,
      lastRequestAt: new Date(takenAt.getTime() + 2_000),
      sha256: isRead ? createHash('sha256').update(file).digest('hex') : null,
      ...overrides[endpoint],
    });
  });
  return { record: { day, takenAt, endpoints }, files };
}

/** The record of a snapshot, without its files. */
export const aSnapshotRecord = (...of: Parameters<typeof aSnapshot>): SnapshotRecord =>
  aSnapshot(...of).record;
