import type { Ending } from '../activations/activation-plan';
import { createDeck } from '../deck';
import type { Member } from '../people';
import { tier0Roles, type Grant } from '../roles';
import type { CaseKit, CasePlan } from './case-kit';

/** Roles whose settings change in a case: ordinary activity must not use them. */
export const settledRoles = [
  'SharePoint Administrator',
  'Teams Administrator',
  'Intune Administrator',
] as const;

/** A person and what they may activate. */
export interface Pair {
  readonly member: Member;
  readonly grant: Grant;
}

/** Ways to end that give no cause for a finding. */
const endings: Record<Exclude<Ending, 'no-event'>, number> = {
  expired: 12, deactivated: 4, 'foreign-by-assignment': 3, 'foreign-by-holder': 2, 'too-soon': 1,
}; // oxfmt-ignore

/** More activations a week than this would count as activating one role too often. */
const maxOfOnePair = 4;

/** Everyday holders: two roles each, none of tier 0 and none whose settings change. */
export function dealPairs(kit: CaseKit, count: number): Pair[] {
  const grants = kit.company.grants.filter(
    ({ role }) => !tier0Roles.includes(role.id) && !settledRoles.some((name) => name === role.name),
  );
  const pairs: Pair[] = [];
  while (pairs.length < count) {
    const member = kit.person();
    const first = kit.random.pick(grants);
    const second = kit.random.pick(grants.filter(({ role }) => role.name !== first.role.name));
    pairs.push({ member, grant: first }, { member, grant: second });
  }
  return pairs;
}

/**
 * Plans activations of a working week that give no cause for a finding: within business hours, each with its own
 * justification, approved after some minutes, at most one a day for each pair.
 * @throws RangeError when there are too few pairs
 */
export function planFiller(kit: CaseKit, pairs: readonly Pair[], count: number): CasePlan[] {
  if (count > pairs.length * maxOfOnePair)
    throw new RangeError(`${pairs.length} pairs of people and roles are too few for ${count} activations.`);
  const { random } = kit;
  const ending = createDeck(random, endings);
  return Array.from({ length: Math.ceil(count / pairs.length) }, (_, round) =>
    pairs.map(({ member, grant }, place): CasePlan => {
      const isCancelled = random.chance(0.03);
      const isScheduled = !isCancelled && random.chance(0.06);
      const hour = random.integer(8, isScheduled ? 11 : 16);
      const time = `${String(hour).padStart(2, '0')}:${random.integer(10, 59)}`;
      return {
        member,
        grant,
        at: kit.at(1 + ((place + round) % 5), time),
        answer: isCancelled && grant.approval ? 'cancelled' : isScheduled ? 'scheduled' : 'granted',
        ending: ending(),
        hours: random.pick([0.5, 1, 2, 4, 8].filter((hours) => hours <= grant.hoursMax)),
        approvalSeconds: random.integer(60, 5400),
        ipAddress: member.addresses[random.chance(0.8) ? 0 : 1] ?? null,
        mfa: random.pick(['yes', 'not recorded']),
        ticket: {
          number: `CHG00${random.integer(10_000, 99_999)}`,
          system: random.pick(['ServiceNow', null]),
        },
      };
    }),
  )
    .flat()
    .slice(0, count);
}

/** Returns whether the plan leads to an approval. */
export function isApproved({ grant, answer }: CasePlan): boolean {
  return grant.approval && answer !== 'cancelled';
}
