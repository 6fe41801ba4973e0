import type { HoldingEndpoint } from './access-endpoint';
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

/** A list of holders that was read to its end. Instants are UTC. */
export interface HoldingList {
  readonly at: Date;
  readonly rows: readonly HeldAccess[];
  /** The groups that were asked about, in lower case; empty for lists of the whole tenant. */
  readonly groups: ReadonlySet<string>;
  /** Whether plain role assignments were read, which do not tell activations from standing assignments. */
  readonly isPlain: boolean;
  /** How many rows cannot be understood. Each may be an assignment that seems to be missing. */
  readonly notUnderstood: number;
}

/** The role settings that were read to their end. */
export interface PolicyList {
  readonly at: Date;
  readonly rows: readonly RolePolicy[];
}

/** Everything that one snapshot tells. What was refused or is off is empty; what was read in part is what came. */
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
  /** By list: the last complete one before the period, where there is one, and each complete one in it; oldest first. */
  readonly holdings: Readonly<Record<HoldingEndpoint, readonly HoldingList[]>>;
  /** The same for the role settings. */
  readonly policies: readonly PolicyList[];
}
