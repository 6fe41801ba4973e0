import { Temporal } from 'temporal-polyfill';
import { localDate, type Period } from '../../../shared/domain/time/period';
import type { ActivationPlan } from '../activations/activation-plan';
import { type ActivationStory, writeActivation } from '../activations/activation-story';
import type { Company } from '../company';
import type { EventWriter } from '../wire/event-writer';
import type { Member } from '../people';
import type { Random } from '../random';
import type { Grant } from '../roles';
import type { WireEvent } from '../wire/wire-event';
import type { FindingLabel } from './finding-label';

/** What a case fixes about an activation; the rest gives no cause for a finding. */
export type CasePlan = Pick<ActivationPlan, 'at' | 'member' | 'grant'> &
  Partial<ActivationPlan> & {
    /** No earlier activation shows this member using this role from this address. */
    readonly unfamiliar?: boolean;
    /** Nothing earlier shows this approver answering for this role. */
    readonly newApprover?: boolean;
  };

/** An activation whose events are written. */
export interface WrittenActivation extends ActivationStory {
  readonly plan: CasePlan & ActivationPlan;
  readonly member: Member;
  readonly grant: Grant;
  /** The start, else the request: the instant of findings about it. */
  readonly at: Date;
  /** When it was approved, denied or timed out, otherwise `at`: the time of findings about the decision. */
  readonly decidedAt: Date;
}

/** The subject of a finding. */
export interface About {
  readonly member?: Member | undefined;
  readonly grant?: Grant | undefined;
  readonly at: Date;
}

/** Optional details of a label, in addition to its rule and subject. */
type LabelDetails = Pick<FindingLabel, 'severity' | 'suppressed' | 'isTimeless' | 'happenedAt'>;

/** What cases use: people that no other case uses, and the lists of events and expected findings. */
export interface CaseKit {
  readonly company: Company;
  readonly writer: EventWriter;
  readonly random: Random;
  readonly week: Period;
  /** A member of staff without any other events. */
  readonly person: () => Member;
  /** One of the ordinary approvers, in turn. */
  readonly approver: () => Member;
  /** @throws RangeError when the company has no such role */
  readonly grant: (role: string) => Grant;
  /** A local time on a weekday (1 = Monday) of the week; 8 is the Monday after. */
  readonly at: (weekday: number, time: string) => Date;
  readonly activate: (plan: CasePlan) => WrittenActivation;
  readonly log: (...events: readonly WireEvent[]) => void;
  readonly label: (rule: string, about: About, more?: LabelDetails) => void;
  readonly written: readonly WrittenActivation[];
  readonly events: readonly WireEvent[];
  readonly labels: readonly FindingLabel[];
}

/** What a kit needs; all weeks of a tenant share everything but the week. */
export interface KitParts {
  readonly company: Company;
  readonly writer: EventWriter;
  readonly random: Random;
  readonly approvers: readonly Member[];
  /** Returns a member of staff that was not returned before. */
  readonly person: () => Member;
  /** Returns a justification that was not used before. */
  readonly reason: () => string;
}

/** Opens a kit for the cases of one week. */
export function openCaseKit(parts: KitParts, week: Period): CaseKit {
  const { company, writer, random, approvers, person, reason } = parts;
  const written: WrittenActivation[] = [];
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
    written,
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
      const story = writeActivation(plan, writer, random);
      const start = story.record.updates.find(({ facts }) => facts.startedAt);
      const decision = story.record.updates.find(
        ({ facts: { approvedAt, outcome } }) =>
          approvedAt ?? (outcome === 'denied' || outcome === 'timed-out'),
      );
      const at = start?.at ?? plan.at;
      const { member, grant } = plan;
      const one = { ...story, plan, member, grant, at, decidedAt: decision?.at ?? at };
      written.push(one);
      events.push(...story.events);
      return one;
    },
    log: (...more) => void events.push(...more),
    label(rule, { member, grant, at }, more = {}) {
      labels.push({ rule, principal: member?.id ?? null, role: grant?.role.id ?? null, at, ...more });
    },
  };
}
