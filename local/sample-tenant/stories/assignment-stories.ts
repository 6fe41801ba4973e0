import { type AssignmentFlow, assignmentFlows } from './assignment-flows';
import { later } from '../activations/activation-log';
import type { Calendar } from '../calendar';
import type { Company } from '../company';
import type { EventWriter } from '../wire/event-writer';
import type { Member } from '../people';
import type { Random } from '../random';
import { isReserved } from '../seeded-week';
import type { Grant } from '../roles';
import type { WireEvent } from '../wire/wire-event';
import { wireTime } from '../wire/wire-time';

const reasons = [
  'Joins the on-call rota next month',
  'Covers for a colleague on parental leave',
  'Left the team, access no longer needed',
  'Yearly recertification',
  'Project Tideway, agreed with the role owner',
  'Requested by the head of operations',
];
const second = 1000;
const day = 86_400_000;

/** Who holds what. A pair is used once, and never one that somebody of the company activates. */
interface Holding {
  readonly member: Member;
  readonly grant: Grant;
}

/** Writes the assignments and removals before the last week, `scale` times as many as in a company of 25. */
export function writeAssignments(
  company: Company,
  calendar: Calendar,
  writer: EventWriter,
  random: Random,
  scale: number,
): WireEvent[] {
  const deal = createDealer(company, random);
  return assignmentFlows.flatMap((flow) =>
    Array.from({ length: Math.max(1, Math.round(flow.times * scale)) }, () =>
      writeFlow(
        flow,
        deal(),
        random.pick(company.approvers),
        calendar.earlierMoment(random.next()),
        writer,
        random,
      ),
    ).flat(),
  );
}

function writeFlow(
  flow: AssignmentFlow,
  { member, grant }: Holding,
  administrator: Member,
  at: Date,
  writer: EventWriter,
  random: Random,
): WireEvent[] {
  const requestId = random.uuid();
  const reason = random.pick(reasons);
  const details = {
    Justification: reason,
    StartTime: wireTime(at, random.integer(1, 9999)),
    ...(flow.timebound && { ExpirationTime: wireTime(later(at, random.integer(30, 365) * day)) }),
  };
  // People take a while to answer; PIM's own steps take seconds.
  const pause = flow.askedBy === 'member' ? random.integer(300, 9000) * second : random.integer(900, 3800);
  const events = flow.steps.map((activity, index) =>
    writer.pim({
      activity,
      at: later(at, index * pause),
      initiator: index === 0 && flow.askedBy === 'member' && member.type === 'user' ? member : administrator,
      member,
      grant,
      requestId,
      reason,
      details,
      ...(flow.category && { category: flow.category }),
    }),
  );
  if (flow.twin === undefined || grant.provider === 'azure') return events;
  const seen = later(at, (flow.steps.length - 1) * pause + random.integer(-600, 2200));
  return [
    ...events,
    writer.twin({ at: seen, removed: flow.twin === 'removed', eligible: flow.eligible, member, grant }),
  ];
}

/** Uses each holding once; then, in a large sample, from the start again. */
function createDealer(company: Company, random: Random): () => Holding {
  const activated = new Set(company.eligible.map(({ member, grant }) => keyOf(member, grant)));
  const people = [...company.staff.filter((member) => !isReserved(company, member)), ...company.guests];
  const others = [...company.apps, ...company.teams];
  const used = new Set<string>();
  return () => {
    for (;;) {
      const pool = random.chance(0.15) ? others : people;
      const member = random.pick(pool);
      const grant = random.pick(company.grants);
      const key = keyOf(member, grant);
      // PIM does not offer groups as members or owners of groups.
      if (member.type === 'group' && grant.provider === 'group') continue;
      if (activated.has(key) || (used.has(key) && used.size < people.length)) continue;
      used.add(key);
      return { member, grant };
    }
  };
}

function keyOf(member: Member, grant: Grant): string {
  return `${member.id} ${grant.role.id} ${grant.scope.id}`;
}
