import type { AccessEndpoint, AccessPart } from './access-endpoint';
import type { EndpointRecord } from './access-snapshot';

/** What a snapshot is to hold. */
export interface AccessRequest {
  readonly parts: readonly AccessPart[];
  /** Object ids of groups to look at beside those that hold or may hold roles: those that PIM events name. */
  readonly groups: readonly string[];
}

/** One answer of Graph, as it came. */
export interface AccessAnswer {
  readonly endpoint: AccessEndpoint;
  /** The path that was asked for, under `/v1.0`. */
  readonly path: string;
  /** The group that it asks about; null for any other list. */
  readonly group: string | null;
  readonly at: Date;
  readonly status: number;
  readonly text: string;
}

/** What reading gives: each answer as it came, and after its last answer the record of each list. */
export type AccessNews =
  | { readonly kind: 'answer'; readonly answer: AccessAnswer }
  | { readonly kind: 'list'; readonly record: Omit<EndpointRecord, 'sha256'> };
