import type { UtcDay } from '../../domain/time/utc-day';
import type { ObjectNames } from '../events/object-names';

/** When something was last seen, in milliseconds since the epoch, by its key. */
export type LastSeen = ReadonlyMap<string, number>;

/** When something was first and last seen, in milliseconds since the epoch. */
export interface Traces {
  readonly first: number;
  readonly last: number;
}

/** When somebody was seen to hold a tier-0 role. */
export interface Tier0Traces extends Traces {
  /** Whether the first sighting is that they were given the role. */
  readonly beganWithGrant: boolean;
}

/**
 * What the store knows about the time before a period: per principal and per role, not per event, so that half a year
 * fits in memory. Principals are keyed by `principalKey`, roles by `roleIdentity`, holders by `holderIdentity`.
 */
export interface History {
  /** The completely collected UTC days, including those of the period. On other days absence proves nothing. */
  readonly completeDays: ReadonlySet<UtcDay>;
  /** What events call people, groups, apps, roles and places. */
  readonly names: ObjectNames;
  /** By principal: every activation, and every change of a role that they hold. */
  readonly principals: ReadonlyMap<string, Traces>;
  /** By principal: the start of an activation. */
  readonly activated: LastSeen;
  /** By principal: the start of an activation outside business hours. */
  readonly activatedOffHours: LastSeen;
  /** By holder: the start of an activation. */
  readonly activatedRole: LastSeen;
  /** By holder: an activation, or a change that shows that the role was held. */
  readonly held: LastSeen;
  /** By principal. */
  readonly tier0: ReadonlyMap<string, Tier0Traces>;
  /** By principal, then by address: the start of an activation. */
  readonly addresses: ReadonlyMap<string, LastSeen>;
  /** By role, then by approver: an approval. */
  readonly approvers: ReadonlyMap<string, LastSeen>;
}

/** The history of an empty store. */
export const noHistory: History = {
  completeDays: new Set(),
  names: new Map(),
  principals: new Map(),
  activated: new Map(),
  activatedOffHours: new Map(),
  activatedRole: new Map(),
  held: new Map(),
  tier0: new Map(),
  addresses: new Map(),
  approvers: new Map(),
};
