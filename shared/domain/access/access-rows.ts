import type { AccessEndpoint } from './access-endpoint';
import type {
  AccessPolicy,
  DirectoryGroup,
  DirectoryUser,
  GroupPerson,
  HeldAccess,
  RoleDefinition,
  RolePolicy,
} from './held-access';

/** What the rows of each list are in our words. */
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
  /** How many rows there are that cannot be understood. */
  readonly notUnderstood: number;
}

/** Reads the rows of a list from the lines of its stored file. */
export type ReadStoredRows = <E extends AccessEndpoint>(
  endpoint: E,
  lines: Iterable<string> | AsyncIterable<string>,
) => Promise<StoredRows<E>>;
