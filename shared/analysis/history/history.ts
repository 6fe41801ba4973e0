import type { UtcDay } from '../../domain/utc-day';

/** When something was last seen, in milliseconds since the epoch, by its key. */
export type LastSeen = ReadonlyMap<string, number>;

/** Since when and until when something was seen, in milliseconds since the epoch. */
export interface Traces {
  readonly first: number;
  readonly last: number;
}

/** When somebody was seen to hold one of the roles that control the tenant. */
export interface Tier0Traces extends Traces {
  /** Whether the first thing that was seen is that they were given one. */
  readonly beganWithGrant: boolean;
}

/**
 * What the store tells of the time before a period: per principal and per role, not per event, so that half a year
 * of it fits in memory. Principals are keyed by `principalKey`, roles by `roleIdentity`, holders by `holderIdentity`.
 */
export interface History {
  /** The UTC days that were collected whole, those of the period included: of the others absence proves nothing. */
  readonly completeDays: ReadonlySet<UtcDay>;
  /** By principal: each activation, and each change of a role that they hold. */
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

/** What is known of the past where nothing was ever collected. */
export const noHistory: History = {
  completeDays: new Set(),
  principals: new Map(),
  activated: new Map(),
  activatedOffHours: new Map(),
  activatedRole: new Map(),
  held: new Map(),
  tier0: new Map(),
  addresses: new Map(),
  approvers: new Map(),
};
