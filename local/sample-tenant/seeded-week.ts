import { previousPeriod, type Period } from '../../shared/domain/period';
import type { ActivationStory } from './activation-story';
import type { Company } from './company';
import type { EventWriter } from './event-writer';
import { hostileTexts } from './justifications';
import { openCaseKit, type CaseKit } from './cases/case-kit';
import { planFiller } from './cases/filler';
import type { FindingLabel } from './cases/finding-label';
import { tellHeralds } from './cases/heralds';
import { createReasons } from './cases/reasons';
import type { Member } from './people';
import type { Random } from './random';
import { tier0Roles } from './roles';
import { tellSeededActivations } from './seeded-activations';
import { tellSeededChanges, weakenedRole } from './seeded-changes';
import type { WireEvent } from './wire-event';

/** A week of which it is known what a report must find in it. */
export interface SeededWeek {
  readonly stories: readonly ActivationStory[];
  /** What else happened. */
  readonly events: readonly WireEvent[];
  readonly labels: readonly FindingLabel[];
}

/** From this one on five of the staff do nothing but what is seeded: nothing else is known of them. */
const firstReserved = 20;

/** Whether a member of staff is left to the seeded week. */
export function isReserved(company: Company, member: Member): boolean {
  return company.staff.slice(firstReserved, firstReserved + 5).includes(member);
}

/** Ordinary activations of the week in a company of 25. */
const ordinary = 13;
/** The same for each further 25 people. */
const ordinaryMore = 50;

/**
 * Tells the last whole week and the one before it: in the one a case of every rule that a week can hold, among
 * ordinary activity that gives no cause for a finding; in the other what makes that activity nothing new.
 */
export function tellSeededWeek(
  company: Company,
  week: Period,
  writer: EventWriter,
  random: Random,
  scale: number,
): SeededWeek {
  const staff = company.staff.slice(company.approvers.length, firstReserved);
  let turn = 0;
  const person = () => staff[turn++ % staff.length] ?? random.pick(staff);
  const [approver] = company.approvers;
  // One answers nearly all requests: what a small company does, and what a rule points at.
  const approvers = approver === undefined ? [] : [approver];
  const parts = { company, writer, random, approvers, person, reason: createReasons(random.fork('reasons')) };
  const [before, kit] = [openCaseKit(parts, previousPeriod(week)), openCaseKit(parts, week)];

  tellSeededActivations(kit);
  tellSeededChanges(kit);
  tellOrdinary(kit, Math.max(0, Math.round(ordinary + ordinaryMore * (scale - 1))));
  labelDominance(kit);
  tellHeralds(before, kit.told);
  const told = [...before.told, ...kit.told];
  const ofActivations = new Set(told.flatMap(({ events }) => events));
  return {
    stories: told,
    events: [...before.events, ...kit.events].filter((event) => !ofActivations.has(event)),
    labels: kit.labels,
  };
}

/** What the staff do every week, each with roles that no case is about. */
function tellOrdinary(kit: CaseKit, count: number): void {
  const { company, told } = kit;
  const used = new Set(told.map(({ member, grant }) => `${member.id} ${grant.role.name}`));
  const pairs = company.eligible.filter(
    ({ member, grant }) =>
      !tier0Roles.includes(grant.role.id) &&
      grant.role.name !== weakenedRole &&
      !used.has(`${member.id} ${grant.role.name}`) &&
      !company.approvers.includes(member) &&
      !company.guests.includes(member) &&
      !isReserved(company, member),
  );
  const shuffled = pairs
    .map((pair) => ({ pair, place: kit.random.next() }))
    .sort((a, b) => a.place - b.place)
    .map(({ pair }) => pair);
  for (const [index, plan] of planFiller(kit, shuffled, count).entries()) {
    // Some type what must do no harm to any output, each such text once.
    const hostile = index % 4 === 3 ? hostileTexts[Math.floor(index / 4)] : undefined;
    kit.activate(hostile === undefined ? plan : { ...plan, justification: hostile });
  }
}

/** One gives more than 80 % of all approvals. */
function labelDominance(kit: CaseKit): void {
  const [dominant] = kit.company.approvers;
  const approved = kit.told.filter(({ record }) => record.lessons.some(({ teaches }) => teaches.approvedAt));
  const own = approved.filter(({ plan }) => plan.approver === dominant).map(({ at }) => at);
  const [first] = own.sort((a, b) => a.getTime() - b.getTime());
  if (first === undefined || approved.length < 10 || own.length <= approved.length * 0.8) return;
  kit.label('dominant-approver', { member: dominant, at: first });
}
