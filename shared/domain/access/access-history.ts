import type { HoldingEndpoint, AccessEndpoint } from './access-endpoint';
import type { SnapshotRecord } from './access-snapshot';
import type {
  AccessPolicy,
  DirectoryGroup,
  DirectoryUser,
  GroupPerson,
  HeldAccess,
  RoleDefinition,
  RolePolicy,
} from './held-access';

/** The type of each list's rows. */
export interface AccessRows {
  readonly 'role-eligibility': HeldAccess;
  readonly 'role-assignments': HeldAccess;
  readonly 'role-definitions': RoleDefinition;
  readonly 'role-policies': RolePolicy;
  readonly 'conditional-access': AccessPolicy;
  readonly groups: DirectoryGroup;
  readonly 'group-eligibility': HeldAccess;
  readonly 'group-assignments': HeldAccess;
  readonly 'group-members': GroupPerson;
  readonly 'group-owners': GroupPerson;
  readonly users: DirectoryUser;
}

/** The rows of a stored list. */
export interface StoredRows<E extends AccessEndpoint> {
  readonly rows: readonly AccessRows[E][];
  /** The groups that were asked about, in lower case; empty for a list that is not read group by group. */
  readonly groups: ReadonlySet<string>;
  /** Number of rows that cannot be understood. */
  readonly notUnderstood: number;
}

/** Reads the rows of a list from the lines of its stored file. */
export type ReadStoredRows = <E extends AccessEndpoint>(
  endpoint: E,
  lines: Iterable<string> | AsyncIterable<string>,
) => Promise<StoredRows<E>>;

/** A list of holders that was read to its end. Instants are UTC. */
export interface HoldingList extends StoredRows<HoldingEndpoint> {
  readonly at: Date;
  /** When its last answer came: what ended between the two may be missing. */
  readonly readUntil: Date;
  /** Whether plain role assignments were read, which do not tell activations from standing assignments. */
  readonly isPlain: boolean;
}

/** The role settings that were read to their end. */
export interface PolicyList {
  readonly at: Date;
  readonly rows: readonly RolePolicy[];
}

/** Everything that one snapshot says. What was refused or is off is empty; what was read in part is what came. */
export interface AccessState {
  readonly record: SnapshotRecord;
  readonly held: readonly HeldAccess[];
  readonly definitions: readonly RoleDefinition[];
  readonly policies: readonly RolePolicy[];
  readonly groups: readonly DirectoryGroup[];
  readonly members: readonly GroupPerson[];
  readonly owners: readonly GroupPerson[];
  readonly users: readonly DirectoryUser[];
  readonly accessPolicies: readonly AccessPolicy[];
}

/** What is known about who held access in a period. */
export interface AccessHistory {
  /** The snapshot that a report of the period shows. */
  readonly shown: AccessState;
  /** The last snapshot of the period, if it has fewer lists of holders in full than the one shown; else null. */
  readonly newer: SnapshotRecord | null;
  /** By list: the last complete ones before the period, where there are any, and each complete one in it; oldest first. */
  readonly holdings: Readonly<Record<HoldingEndpoint, readonly HoldingList[]>>;
  /** The role settings: the last complete reading before the period, and each complete one in it; oldest first. */
  readonly policies: readonly PolicyList[];
}
