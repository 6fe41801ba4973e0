import { emptyDirectory, type AccessDirectory } from '../../../local/graph/access-directory';
import { wireActive, wireEligible } from '../../../local/sample-tenant/access/wire-assignments';
import { wireDefinition } from '../../../local/sample-tenant/access/wire-settings';
import { later } from '../../../local/sample-tenant/activations/activation-log';
import { assign } from '../../../local/sample-tenant/cases/assign';
import { openCaseKit } from '../../../local/sample-tenant/cases/case-kit';
import { recordAccess } from '../../../local/sample-tenant/access/access-log';
import {
  holdingKey,
  holdingsOf,
  isHeldAt,
  scopeIdOf,
  type FirstHolding,
  type Holding,
} from '../../../local/sample-tenant/access/holdings';
import { createCompany } from '../../../local/sample-tenant/company';
import { createEventWriter } from '../../../local/sample-tenant/wire/event-writer';
import type { Member } from '../../../local/sample-tenant/people';
import { createRandom, type Random } from '../../../local/sample-tenant/random';
import type { Grant } from '../../../local/sample-tenant/roles';
import type { WireEvent } from '../../../local/sample-tenant/wire/wire-event';
import type { Period } from '../../../shared/domain/time/period';

/** A tenant whose assignments and events match, except for some hidden events and hidden rows. */
export interface AccessTenant {
  readonly events: readonly WireEvent[];
  readonly accessAt: (moment: Date) => AccessDirectory;
  /** Times of the snapshots: most nights of the week, and the night before it. */
  readonly nights: readonly Date[];
  /** Entries that a report of the week must name: `kind person role`. */
  readonly unexplained: readonly string[];
  /** Number of differences between snapshots, and of those that an event or a planned end explains. */
  readonly changes: number;
  readonly explained: number;
}

const [hour, day] = [3_600_000, 86_400_000];

/**
 * Generates a week of assignments and events, then hides the events of `hidden` changes and the rows of `hidden` other
 * changes. Each change has its own person and role.
 */
export function createAccessTenant(week: Period, seed: number, hidden: number): AccessTenant {
  const random = createRandom(seed);
  const company = createCompany(random.fork('company'), 6);
  const { writer, log } = recordAccess(createEventWriter(company, random.fork('events')));
  const pairs = pairsOf(company.staff, company.grants, random);
  const kit = openCaseKit(
    {
      company,
      writer,
      random,
      approvers: company.approvers,
      person: () => next(pairs).member,
      reason: () => '',
    },
    week,
  );
  const nights = nightsOf(week, random);
  const first: FirstHolding[] = [];
  const steps = Array.from({ length: 30 }, (_, index) => step(index));

  /** Adds one change, or one assignment that reaches its planned end. */
  function step(index: number) {
    const { member, grant } = next(pairs);
    const [kind, by] = [random.chance(0.5) ? 'eligible' : 'active', company.approvers[0] ?? member] as const;
    const at = moment();
    const before = kit.events.length;
    const held = { kind, member, grant, startsAt: later(week.from, -50 * day) } as const;
    const isEnd = index % 6 === 5;
    if (isEnd) first.push({ ...held, endsAt: at });
    else if (index % 2 === 0) assign(kit, { at, member, grant, by, kind, until: later(at, 90 * day) });
    else {
      first.push({ ...held, endsAt: null });
      assign(kit, { at, member, grant, by, kind, removed: true });
    }
    return {
      key: holdingKey({ kind, member, grant }),
      member,
      grant,
      isEnd,
      isGift: index % 2 === 0,
      events: kit.events.slice(before),
    };
  }

  /** Returns a time between the first and the last night, at least two hours from every night. */
  function moment(): Date {
    for (;;) {
      const span = week.to.getTime() - week.from.getTime() - 3 * day;
      const at = new Date(week.from.getTime() + day + Math.floor(random.next() * span));
      if (nights.every((night) => Math.abs(night.getTime() - at.getTime()) > 2 * hour)) return at;
    }
  }

  const changing = steps.filter(({ isEnd }) => !isEnd);
  const withoutEvents = changing.slice(0, hidden);
  const withoutRows = changing.slice(hidden, 2 * hidden);
  const gone = new Set(withoutEvents.flatMap(({ events }) => events.map(({ id }) => id)));
  const frozen = new Set(withoutRows.map(({ key }) => key));
  const holdings = holdingsOf(log.moves, [...first, ...standing(company.staff, company.grants)]);
  const name = ({ member, grant }: { member: Member; grant: Grant }) => `${member.name} ${grant.role.name}`;
  return {
    events: kit.events.filter(({ id }) => !gone.has(id)),
    accessAt: (at) => directoryAt(holdings, company.grants, at, frozen),
    nights,
    unexplained: [
      ...withoutEvents.map((one) => `${one.isGift ? 'appeared' : 'vanished'} ${name(one)}`),
      ...withoutRows.map((one) => `without-effect ${name(one)}`),
    ].sort(),
    changes: steps.length - withoutRows.length,
    explained: steps.length - withoutRows.length - withoutEvents.length,
  };
}

/** Returns assignments that last the whole time. */
function standing(staff: readonly Member[], grants: readonly Grant[]): FirstHolding[] {
  const own = grants.filter(({ provider }) => provider === 'entra');
  return staff.slice(-40).map((member, index) => ({
    ...{ kind: index % 3 === 0 ? 'active' : 'eligible', member, startsAt: null, endsAt: null },
    grant: own[index % own.length] ?? own[0]!,
  }));
}

function pairsOf(staff: readonly Member[], grants: readonly Grant[], random: Random) {
  const own = grants.filter(({ provider }) => provider === 'entra');
  return staff
    .slice(4, 90)
    .map((member) => ({ member, grant: random.pick(own) }))
    .values();
}

function next<T>(values: Iterator<T>): T {
  const result = values.next();
  if (result.done === true) throw new RangeError('There are too few people.');
  return result.value;
}

/** Returns the night before the week and those in it, without one or two; the last night is always there. */
function nightsOf(week: Period, random: Random): Date[] {
  const first = Math.floor(week.from.getTime() / day) * day + 90 * 60_000;
  const missed = [random.integer(1, 5), random.integer(1, 5)];
  return [-1, 0, 1, 2, 3, 4, 5, 6]
    .filter((index) => !missed.includes(index))
    .map((index) => new Date(first + index * day));
}

function directoryAt(
  holdings: readonly Holding[],
  grants: readonly Grant[],
  at: Date,
  frozen: ReadonlySet<string>,
): AccessDirectory {
  const held = holdings.filter((one) => {
    if (!frozen.has(holdingKey(one))) return isHeldAt(one, at);
    // A hidden row does not change: an added assignment never appears, a removed one stays.
    return one.takenAt !== null;
  });
  const row = ({ member, grant, startsAt, endsAt }: Holding) => ({
    ...{ member, startsAt, endsAt },
    roleId: grant.role.id,
    scopeId: scopeIdOf(grant),
  });
  const roles = new Map(
    grants.flatMap(({ provider, role }) => (provider === 'entra' ? [[role.id, role] as const] : [])),
  );
  return {
    ...emptyDirectory,
    eligible: held.filter(({ kind }) => kind === 'eligible').map((one) => wireEligible(row(one))),
    active: held.filter(({ kind }) => kind === 'active').map((one) => wireActive(row(one))),
    roleDefinitions: [...roles.values()].map(({ id, name, builtIn }) => wireDefinition(id, name, builtIn)),
  };
}
