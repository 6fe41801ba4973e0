import type { ActivationPlan, Answer, Ending } from './activation-plan';
import { type ActivationStory, writeActivation } from './activation-story';
import { isWithin, type Period } from '../../../shared/domain/time/period';
import type { Calendar } from '../calendar';
import type { Company } from '../company';
import { createDeck } from '../deck';
import type { EventWriter } from '../wire/event-writer';
import { createJustifications } from '../justifications';
import type { Random } from '../random';
import { isReserved } from '../seeded-week';

const workdayActivations = 10;
const weekendActivations = 2;
const minute = 60_000;

/** Relative frequency of the answers to requests for roles with approval. */
const withApproval: Record<Exclude<Answer, 'scheduled' | 'refused' | 'broken'>, number> = {
  granted: 15, denied: 2, cancelled: 1, 'timed-out': 1, unanswered: 1,
}; // oxfmt-ignore
const withoutApproval: Record<'granted' | 'refused' | 'broken' | 'scheduled', number> = {
  granted: 26, refused: 3, broken: 1, scheduled: 2,
}; // oxfmt-ignore
const endings: Record<Ending, number> = {
  expired: 18, deactivated: 4, 'foreign-by-assignment': 3, 'foreign-by-holder': 2, 'too-soon': 1, 'no-event': 1,
}; // oxfmt-ignore
/** Most events do not record it. */
const mfaRecords = { yes: 8, no: 1, 'not recorded': 14 };

/**
 * Writes the activations of every day in the calendar except those of a span that is written elsewhere, `scale` times
 * as many as in a company of 25. No two of one member, role and scope overlap: PIM does not allow it.
 */
export function writeActivations(
  company: Company,
  calendar: Calendar,
  writer: EventWriter,
  random: Random,
  scale: number,
  written: Pick<Period, 'from' | 'to'>,
): ActivationStory[] {
  const eligible = company.eligible.filter(({ member }) => !isReserved(company, member));
  const approvalDeck = createDeck(random, withApproval);
  const directDeck = createDeck(random, withoutApproval);
  const endingDeck = createDeck(random, endings);
  const mfaDeck = createDeck(random, mfaRecords);
  const typed = createJustifications(random);
  const busyUntil = new Map<(typeof company.eligible)[number], Date>();

  function plan(at: Date): ActivationPlan | null {
    const pair = free(at);
    if (pair === null) return null;
    const { member, grant } = pair;
    const answer = grant.approval ? approvalDeck() : directDeck();
    const hours = [0.5, 1, 2, 4, 8].filter((length) => length <= grant.hoursMax);
    return {
      at,
      member,
      grant,
      approver: random.pick(company.approvers.filter(({ id }) => id !== member.id)),
      answer,
      ending: endingDeck(),
      hours: random.pick(hours),
      justification: typed.next(),
      ticket: typed.ticket(),
      mfa: mfaDeck(),
      ipAddress: member.addresses[random.chance(0.8) ? 0 : random.integer(1, 2)] ?? null,
    };
  }

  function free(at: Date): (typeof company.eligible)[number] | null {
    for (let attempt = 0; attempt < 12; attempt += 1) {
      const pair = random.pick(eligible);
      const until = busyUntil.get(pair);
      if (until === undefined || until < at) return pair;
    }
    return null;
  }

  const moments = calendar.days.flatMap((day) => {
    const usual = (calendar.isWorkday(day) ? workdayActivations : weekendActivations) * scale;
    const count = Math.max(0, Math.round(usual + random.integer(-2, 2) * scale));
    return Array.from({ length: count }, () => calendar.moment(day));
  });
  const ours = moments.filter((moment) => !isWithin(written, moment));
  ours.sort((a, b) => a.getTime() - b.getTime());

  return ours.flatMap((at) => {
    const planned = plan(at);
    if (planned === null) return [];
    const story = writeActivation(planned, writer, random);
    const pair = company.eligible.find(
      ({ member, grant }) => member === planned.member && grant === planned.grant,
    );
    // PIM's last event of an activation may come minutes after its end.
    if (pair !== undefined) busyUntil.set(pair, new Date(story.until.getTime() + 5 * minute));
    return [story];
  });
}
