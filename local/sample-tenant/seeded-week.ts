import { previousPeriod, type Period } from '../../shared/domain/time/period';
import type { ActivationStory } from './activations/activation-story';
import type { Company } from './company';
import type { EventWriter } from './wire/event-writer';
import { hostileTexts } from './justifications';
import { openCaseKit, type CaseKit } from './cases/case-kit';
import { planFiller } from './cases/filler';
import type { FindingLabel } from './cases/finding-label';
import { addBaselineActivity } from './cases/baseline-activity';
import { createReasons } from './cases/reasons';
import type { Member } from './people';
import type { Random } from './random';
import { tier0Roles } from './roles';
import { writeSeededActivations } from './activations/seeded-activations';
import { writeSeededChanges, weakenedRole } from './seeded-changes';
import type { WireEvent } from './wire/wire-event';

/** A week whose expected findings are known. */
export interface SeededWeek {
  readonly stories: readonly ActivationStory[];
  /** Events of anything but activations. */
  readonly events: readonly WireEvent[];
  readonly labels: readonly FindingLabel[];
}

/** Five of the staff, from this index on, have no events but the seeded ones. */
const firstReserved = 20;

/** Returns whether a member of staff is reserved for the seeded week. */
export function isReserved(company: Company, member: Member): boolean {
  return company.staff.slice(firstReserved, firstReserved + 5).includes(member);
}

/** Ordinary activations of the week in a company of 25. */
const ordinary = 13;
/** The same for each further 25 people. */
const ordinaryMore = 50;

/**
 * Writes the last whole week and the one before it. The last holds a case of every rule that one week can show, among
 * ordinary activity; the one before makes that ordinary activity familiar, so that it causes no finding.
 */
export function writeSeededWeek(
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
  // One person answers nearly all requests: typical of a small company, and a finding.
  const approvers = approver === undefined ? [] : [approver];
  const parts = { company, writer, random, approvers, person, reason: createReasons(random.fork('reasons')) };
  const [before, kit] = [openCaseKit(parts, previousPeriod(week)), openCaseKit(parts, week)];

  writeSeededActivations(kit);
  writeSeededChanges(kit);
  writeOrdinary(kit, Math.max(0, Math.round(ordinary + ordinaryMore * (scale - 1))));
  labelDominance(kit);
  addBaselineActivity(before, kit.written);
  const written = [...before.written, ...kit.written];
  const ofActivations = new Set(written.flatMap(({ events }) => events));
  return {
    stories: written,
    events: [...before.events, ...kit.events].filter((event) => !ofActivations.has(event)),
    labels: kit.labels,
  };
}

/** Writes the staff's everyday activations, with roles that no case uses. */
function writeOrdinary(kit: CaseKit, count: number): void {
  const { company, written } = kit;
  const used = new Set(written.map(({ member, grant }) => `${member.id} ${grant.role.name}`));
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
    // Some justifications are hostile texts, each used once.
    const hostile = index % 4 === 3 ? hostileTexts[Math.floor(index / 4)] : undefined;
    kit.activate(hostile === undefined ? plan : { ...plan, justification: hostile });
  }
}

/** Labels the approver who gives more than 80 % of all approvals. */
function labelDominance(kit: CaseKit): void {
  const [dominant] = kit.company.approvers;
  const approved = kit.written.filter(({ record }) => record.updates.some(({ facts }) => facts.approvedAt));
  const own = approved.filter(({ plan }) => plan.approver === dominant).map(({ decidedAt }) => decidedAt);
  const [first] = own.sort((a, b) => a.getTime() - b.getTime());
  if (first === undefined || approved.length < 10 || own.length <= approved.length * 0.8) return;
  kit.label('dominant-approver', { member: dominant, at: first });
}
