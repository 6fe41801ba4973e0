import { Temporal } from 'temporal-polyfill';
import { localDate, type Period } from '../../../shared/domain/period';
import type { ActivationPlan } from '../activation-plan';
import { type ActivationStory, tellActivation } from '../activation-story';
import type { Company } from '../company';
import type { EventWriter } from '../event-writer';
import type { Member } from '../people';
import type { Random } from '../random';
import type { Grant } from '../roles';
import type { WireEvent } from '../wire-event';
import type { FindingLabel } from './finding-label';

/** What a case says of an activation; the rest is beyond reproach. */
export type CasePlan = Pick<ActivationPlan, 'at' | 'member' | 'grant'> &
  Partial<ActivationPlan> & {
    /** No activation before tells that this member uses this role from this address. */
    readonly unheralded?: boolean;
    /** Nothing before tells that this approver answers for this role. */
    readonly newApprover?: boolean;
  };

/** An activation that has been told. */
export interface Told extends ActivationStory {
  readonly plan: CasePlan & ActivationPlan;
  readonly member: Member;
  readonly grant: Grant;
  /** The start, else the request: the instant of findings about it. */
  readonly at: Date;
}

/** What a finding is about. */
export interface About {
  readonly member?: Member | undefined;
  readonly grant?: Grant | undefined;
  readonly at: Date;
}

/** What a label may say beyond its rule and what it is about. */
type LabelDetails = Pick<FindingLabel, 'severity' | 'suppressed'>;

/** What cases are made with: people that no other case uses, and lists that take what happened and what follows. */
export interface CaseKit {
  readonly company: Company;
  readonly writer: EventWriter;
  readonly random: Random;
  readonly week: Period;
  /** A member of staff whom nothing else is told of. */
  readonly person: () => Member;
  /** One of the ordinary approvers, in turn. */
  readonly approver: () => Member;
  /** @throws RangeError when the company has no such role */
  readonly grant: (role: string) => Grant;
  /** A local time on a weekday (1 = Monday) of the week; 8 is the Monday after. */
  readonly at: (weekday: number, time: string) => Date;
  readonly activate: (plan: CasePlan) => Told;
  readonly log: (...events: readonly WireEvent[]) => void;
  readonly label: (rule: string, about: About, more?: LabelDetails) => void;
  readonly told: readonly Told[];
  readonly events: readonly WireEvent[];
  readonly labels: readonly FindingLabel[];
}

/** What a kit is opened with; all weeks of a tenant share everything but the week. */
export interface KitParts {
  readonly company: Company;
  readonly writer: EventWriter;
  readonly random: Random;
  readonly approvers: readonly Member[];
  /** Gives a member of staff whom nobody has been given yet. */
  readonly person: () => Member;
  /** Gives a justification that nobody has typed yet. */
  readonly reason: () => string;
}

/** Opens a kit for the cases of one week. */
export function openCaseKit(parts: KitParts, week: Period): CaseKit {
  const { company, writer, random, approvers, person, reason } = parts;
  const told: Told[] = [];
  const events: WireEvent[] = [];
  const labels: FindingLabel[] = [];
  const monday = localDate(week.from, week.timeZone);
  let turn = 0;
  const approver = (): Member => {
    turn += 1;
    return approvers[turn % approvers.length] ?? person();
  };

  return {
    company,
    writer,
    random,
    week,
    person,
    approver,
    told,
    events,
    labels,
    grant(role) {
      const grant = company.grants.find((known) => known.role.name === role);
      if (grant === undefined) throw new RangeError(`The company has no role ${role}.`);
      return grant;
    },
    at(weekday, time) {
      const day = monday.add({ days: weekday - 1 });
      const start = day.toZonedDateTime({
        timeZone: week.timeZone,
        plainTime: Temporal.PlainTime.from(time),
      });
      return new Date(start.epochMilliseconds);
    },
    activate(wanted) {
      const plan = {
        approver: approver(),
        answer: 'granted',
        ending: 'expired',
        hours: 1,
        justification: reason(),
        ticket: null,
        mfa: 'yes',
        ipAddress: wanted.member.addresses[0] ?? null,
        approvalSeconds: 900,
        ...wanted,
      } as const;
      const story = tellActivation(plan, writer, random);
      const start = story.record.lessons.find(({ teaches }) => teaches.startedAt);
      const one = { ...story, plan, member: plan.member, grant: plan.grant, at: start?.at ?? plan.at };
      told.push(one);
      events.push(...story.events);
      return one;
    },
    log: (...more) => void events.push(...more),
    label(rule, { member, grant, at }, more = {}) {
      labels.push({ rule, principal: member?.id ?? null, role: grant?.role.id ?? null, at, ...more });
    },
  };
}
