import { isTier0 } from '../../catalogue/privileged-roles';
import { isGrant, showsHolding, type Change } from '../../domain/events/change';
import { isStarted, type Elevation } from '../../domain/events/elevation';
import type { BusinessHours } from '../../domain/findings-policy';
import type { Period } from '../../domain/time/period';
import { principalKey, type Principal, type Role } from '../../domain/events/people';
import type { UtcDay } from '../../domain/time/utc-day';
import { compareText } from '../../text/compare-text';
import { isBusinessTime } from '../business-minutes';
import { mergeNames, type ObjectNames } from '../events/object-names';
import { holderIdentity, roleIdentity } from '../identities';
import type { JoinedPeriod } from '../join-period';
import { addressKey } from './address-key';
import type { History, Tier0Traces, Traces } from './history';

/** Options of a history builder. */
export interface HistoryOptions {
  /** Facts that were last seen more days ago are dropped. */
  readonly keepDays: number;
  readonly businessHours: BusinessHours;
  /** IANA time zone of the business hours. */
  readonly timeZone: string;
}

const day = 86_400_000;

/** Addresses kept per principal: more than a person needs, fewer than an attack could produce. */
const maxAddresses = 500;

/**
 * Creates a builder that adds joined periods to a history. Repeats do not change the result, nor does the order in which
 * the periods are added, as long as they lie within `keepDays`. Memory grows with the principals, roles and addresses, not
 * with events.
 */
export function createHistoryBuilder({ keepDays, businessHours, timeZone }: HistoryOptions) {
  let names: ObjectNames = new Map();
  const principals = new Map<string, Traces>();
  const activated = new Map<string, number>();
  const activatedOffHours = new Map<string, number>();
  const activatedRole = new Map<string, number>();
  const held = new Map<string, number>();
  const tier0 = new Map<string, Tier0Traces>();
  const addresses = new Map<string, Map<string, number>>();
  const approvers = new Map<string, Map<string, number>>();

  function addElevation(elevation: Elevation): void {
    const { approver, approvedAt } = elevation;
    if (approver !== null && approvedAt !== null) {
      see(within(approvers, roleIdentity(elevation)), principalKey(approver), approvedAt.getTime());
    }
    if (!isStarted(elevation)) return;
    const { startedAt, principal, ipAddress } = elevation;
    const [at, who, holder] = [startedAt.getTime(), principalKey(principal), holderIdentity(elevation)];
    addTrace(elevation, at, false);
    see(held, holder, at);
    see(activatedRole, holder, at);
    see(activated, who, at);
    if (!isBusinessTime(startedAt, businessHours, timeZone)) see(activatedOffHours, who, at);
    if (ipAddress !== null) see(within(addresses, who), addressKey(ipAddress), at);
  }

  function addChange(change: Change): void {
    if (!showsHolding(change)) return;
    see(held, holderIdentity(change), change.at.getTime());
    addTrace(change, change.at.getTime(), isGrant(change));
  }

  function addTrace(
    { principal, role }: { readonly principal: Principal | null; readonly role: Role | null },
    at: number,
    isGrant: boolean,
  ): void {
    if (principal === null) return;
    const who = principalKey(principal);
    principals.set(who, spanOf(principals.get(who), { first: at, last: at }));
    if (role === null || !isTier0(role)) return;
    const seen = tier0.get(who);
    tier0.set(who, tier0Of(seen, { first: at, last: at, beganWithGrant: isGrant }));
  }

  function dropBefore(horizon: number): void {
    for (const memory of [activated, activatedOffHours, activatedRole, held]) drop(memory, horizon);
    for (const memory of [principals, tier0]) {
      for (const [key, { last }] of memory) if (last < horizon) memory.delete(key);
    }
    for (const memories of [addresses, approvers]) {
      for (const [key, memory] of memories) {
        drop(memory, horizon);
        if (memory.size === 0) memories.delete(key);
      }
    }
    for (const [who, memory] of addresses) addresses.set(who, latest(memory, maxAddresses));
  }

  return {
    /** Adds what a period's events were joined into. Changes after its end are left to the next period. */
    add(
      joined: Pick<JoinedPeriod, 'elevations' | 'allChanges'> & Partial<Pick<JoinedPeriod, 'names'>>,
      period: Pick<Period, 'to'>,
    ): void {
      if (joined.names !== undefined) names = mergeNames(names, joined.names);
      joined.elevations.forEach(addElevation);
      // Also changes before the period: PIM logs a standing assignment again and again, and the join keeps only the
      // first sighting. That it was logged in these days at all shows that it still stands.
      joined.allChanges.filter(({ at }) => at < period.to).forEach(addChange);
      dropBefore(period.to.getTime() - keepDays * day);
    },
    /** Adds the history of a period that another builder returned. */
    addHistory(of: Omit<History, 'completeDays'>, period: Pick<Period, 'to'>): void {
      names = mergeNames(names, of.names);
      for (const [who, traces] of of.principals) principals.set(who, spanOf(principals.get(who), traces));
      for (const [who, traces] of of.tier0) tier0.set(who, tier0Of(tier0.get(who), traces));
      seeAll(activated, of.activated);
      seeAll(activatedOffHours, of.activatedOffHours);
      seeAll(activatedRole, of.activatedRole);
      seeAll(held, of.held);
      for (const [who, memory] of of.addresses) seeAll(within(addresses, who), memory);
      for (const [role, memory] of of.approvers) seeAll(within(approvers, role), memory);
      dropBefore(period.to.getTime() - keepDays * day);
    },
    /** Returns what has been added so far; later additions do not change it. */
    history(completeDays: ReadonlySet<UtcDay>): History {
      return {
        completeDays,
        names,
        principals: new Map(principals),
        activated: new Map(activated),
        activatedOffHours: new Map(activatedOffHours),
        activatedRole: new Map(activatedRole),
        held: new Map(held),
        tier0: new Map(tier0),
        addresses: copyOf(addresses),
        approvers: copyOf(approvers),
      };
    },
  };
}

function see(memory: Map<string, number>, key: string, at: number): void {
  if (key !== '') memory.set(key, Math.max(at, memory.get(key) ?? at));
}

function seeAll(memory: Map<string, number>, seen: ReadonlyMap<string, number>): void {
  for (const [key, at] of seen) see(memory, key, at);
}

function spanOf(seen: Traces = { first: Infinity, last: -Infinity }, { first, last }: Traces): Traces {
  return { first: Math.min(first, seen.first), last: Math.max(last, seen.last) };
}

function tier0Of(seen: Tier0Traces | undefined, other: Tier0Traces): Tier0Traces {
  if (seen === undefined) return other;
  const firsts = [seen, other].filter(({ first }) => first === Math.min(seen.first, other.first));
  return { ...spanOf(seen, other), beganWithGrant: firsts.some(({ beganWithGrant }) => beganWithGrant) };
}

function within(memories: Map<string, Map<string, number>>, key: string): Map<string, number> {
  const memory = memories.get(key) ?? new Map<string, number>();
  memories.set(key, memory);
  return memory;
}

function drop(memory: Map<string, number>, horizon: number): void {
  for (const [key, at] of memory) if (at < horizon) memory.delete(key);
}

function latest(memory: Map<string, number>, max: number): Map<string, number> {
  if (memory.size <= max) return memory;
  return new Map([...memory].sort(([a, x], [b, y]) => y - x || compareText(a, b)).slice(0, max));
}

function copyOf(memories: ReadonlyMap<string, ReadonlyMap<string, number>>) {
  return new Map([...memories].map(([key, memory]) => [key, new Map(memory)] as const));
}
