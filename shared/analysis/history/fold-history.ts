import { isTier0 } from '../../catalogue/privileged-roles';
import type { Change } from '../../domain/change';
import type { Elevation } from '../../domain/elevation';
import type { BusinessHours } from '../../domain/findings-policy';
import type { Period } from '../../domain/period';
import { principalKey, type Principal, type Role } from '../../domain/people';
import type { UtcDay } from '../../domain/utc-day';
import { isStarted } from '../findings/rules/activation-volume';
import { isGrant } from '../findings/rules/assignments';
import { isBusinessTime } from '../findings/business-minutes';
import { holderIdentity, roleIdentity } from '../findings/grouping';
import type { JoinedPeriod } from '../join-period';
import { addressKey } from './address-key';
import type { History, Tier0Traces, Traces } from './history';
import { showsHolding } from './shows-holding';

/** How history is kept. */
export interface HistoryOptions {
  /** What was last seen longer ago is forgotten. */
  readonly keepDays: number;
  readonly businessHours: BusinessHours;
  /** IANA zone of the business hours. */
  readonly timeZone: string;
}

const day = 86_400_000;

/** Addresses kept of one principal: more than one person needs, fewer than a flood of them. */
const mostAddresses = 500;

/**
 * Adds up what joined periods tell into a history. Neither the order of what is added nor its repeats change the
 * result. Memory grows with the principals, roles and addresses of the days that are kept, not with events.
 */
export function createHistoryFold({ keepDays, businessHours, timeZone }: HistoryOptions) {
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
    principals.set(who, span(principals.get(who), at));
    if (role === null || !isTier0(role)) return;
    const seen = tier0.get(who);
    const isFirst = seen === undefined || at < seen.first;
    const beganWithGrant = isFirst ? isGrant : seen.beganWithGrant || (at === seen.first && isGrant);
    tier0.set(who, { ...span(seen, at), beganWithGrant });
  }

  function forgetBefore(horizon: number): void {
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
    for (const [who, memory] of addresses) addresses.set(who, latest(memory, mostAddresses));
  }

  return {
    /** Takes in what a period's events joined to. What they joined to after its end is left to the next one. */
    add(joined: Pick<JoinedPeriod, 'elevations' | 'allChanges'>, period: Pick<Period, 'to'>): void {
      joined.elevations.forEach(addElevation);
      // Those before the period as well: PIM tells of a standing assignment again and again, and the join keeps
      // the first time only. That it was told of at all in these days shows that it still stands.
      joined.allChanges.filter(({ at }) => at < period.to).forEach(addChange);
      forgetBefore(period.to.getTime() - keepDays * day);
    },
    /** What has been added so far; what is added later does not change it. */
    history(completeDays: ReadonlySet<UtcDay>): History {
      return {
        completeDays,
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

function span(seen: Traces | undefined, at: number): Traces {
  return { first: Math.min(at, seen?.first ?? at), last: Math.max(at, seen?.last ?? at) };
}

function within(memories: Map<string, Map<string, number>>, key: string): Map<string, number> {
  const memory = memories.get(key) ?? new Map<string, number>();
  memories.set(key, memory);
  return memory;
}

function drop(memory: Map<string, number>, horizon: number): void {
  for (const [key, at] of memory) if (at < horizon) memory.delete(key);
}

function latest(memory: Map<string, number>, most: number): Map<string, number> {
  if (memory.size <= most) return memory;
  return new Map([...memory].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1)).slice(0, most));
}

function copyOf(memories: ReadonlyMap<string, ReadonlyMap<string, number>>) {
  return new Map([...memories].map(([key, memory]) => [key, new Map(memory)] as const));
}
