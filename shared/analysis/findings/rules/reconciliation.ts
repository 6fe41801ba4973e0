import { displayName, knownName } from '../../../domain/events/people';
import type { AssignmentKind, Unexplained } from '../../../domain/access/standing-access';
import { joinList } from '../../../text/plural';
import { groupBy, type NonEmpty } from '../../group-by';
import { aboutHolder, aboutRole, heldTitle, holderKey, kindsOf, withAccess } from '../wording/about-access';
import { defineRule, type FindingContext, type RawFinding, type Rule } from '../rule';
import { timeWords } from '../wording/sentence';

/** Added where the event may only be missing. */
const uncovered = ' Not every day in between was collected, so the event may be missing.';

type Words = Pick<RawFinding, 'sentence' | 'extraSentence' | 'advice'>;

/** One finding for each person, role and scope of a kind. */
function unexplained(
  context: FindingContext,
  kind: Unexplained['kind'],
  say: (cases: NonEmpty<Unexplained>, time: (at: Date) => string) => Words | string,
): readonly RawFinding[] {
  const time = (at: Date) => timeWords(at, context.period.timeZone);
  return withAccess(context, (access) => {
    const cases = access.unexplained.filter((each) => each.kind === kind);
    return groupBy(cases, holderKey).map((group) => {
      const isCovered = group.some((each) => each.isCovered);
      const eventIds = group.flatMap((each) => each.eventIds);
      const said = say(group, time);
      const { sentence, extraSentence, ...words } = typeof said === 'string' ? { sentence: said } : said;
      const doubt = isCovered ? '' : uncovered;
      return {
        ...aboutHolder(group[0], `${sentence}${doubt}`, access.standing, {
          assignmentKinds: kindsOf(group.map((each) => ({ kind: heldKind(each) }))),
        }),
        ...(extraSentence !== undefined && { extraSentence: `${extraSentence}${doubt}` }),
        ...words,
        // What an event proves happened then; else it lies between two snapshots.
        at: eventIds.length > 0 ? group[0].between[0] : group[0].between[1],
        count: group.length,
        eventIds,
        ...(!isCovered && { severity: 'medium' as const }),
      };
    });
  });
}

/** The kind of the assignment that a case is about: an activation is the use of an eligible one. */
const heldKind = ({ kind, assignment }: Unexplained): AssignmentKind =>
  kind === 'not-logged' ? 'eligible' : assignment;

const kindWords = ({ assignment }: Unexplained): string =>
  assignment === 'eligible' ? 'eligible for' : 'active in';

const appearedWithoutEvent = defineRule({
  id: 'appeared-without-event',
  severity: 'high',
  weight: 77,
  title: 'Access appeared without an event',
  why: 'Access that no audit event explains was granted without leaving a trace, or the trace was lost.',
  advice: 'Find out who gave this access. Remove it if nobody can say.',
  find: (context) => [
    ...unexplained(
      context,
      'appeared',
      ([first], time) =>
        `${displayName(first.principal)} became ${kindWords(first)} ${heldTitle(first)} between ${time(first.between[0])} and ${time(first.between[1])}, and no audit event says who did it.`,
    ),
    ...withAccess(context, ({ standing, settingDifferences }) =>
      settingDifferences
        .filter(({ changes }) => changes.length === 0)
        .map(({ role, what, between, isCovered }) => {
          const times = between.map((at) => timeWords(at, context.period.timeZone)).join(' and ');
          const name = knownName(role) ?? 'a role';
          const sentence = `The settings of ${name} changed between ${times} (${joinList(what)}), and no audit event says who did it.`;
          const finding = aboutRole(role, `${sentence}${isCovered ? '' : uncovered}`, standing);
          return { ...finding, at: between[1], ...(!isCovered && { severity: 'medium' as const }) };
        }),
    ),
  ],
});

const vanishedWithoutEvent = defineRule({
  id: 'vanished-without-event',
  severity: 'high',
  weight: 76,
  title: 'Access vanished without an event',
  why: 'Access that ends early without an audit event was removed without leaving a trace, or its account was deleted: PIM does not log that.',
  advice:
    "Check whether the account still exists. If it does, ask the former holder and the role's owner who removed the access.",
  find: (context) =>
    unexplained(
      context,
      'vanished',
      ([first], time) =>
        `${displayName(first.principal)} was no longer ${kindWords(first)} ${heldTitle(first)} on ${time(first.between[1])}, and no audit event since ${time(first.between[0])} says who removed it.`,
    ),
});

const eventWithoutEffect = defineRule({
  id: 'event-without-effect',
  severity: 'medium',
  weight: 35,
  title: 'Event without effect',
  why: 'If an audit event did not change who holds access, the change was undone or never made.',
  advice: 'Check in Entra what the person holds now, and ask who changed it.',
  find: (context) =>
    unexplained(context, 'without-effect', ([first], time) => {
      const [at, snapshot] = first.between.map(time);
      const [who, role] = [displayName(first.principal), heldTitle(first)];
      if (first.isRemoval) {
        const still = `${who} was still ${kindWords(first)} ${role}`;
        return {
          sentence: `On ${snapshot} ${still}, although an audit event says that this ended on ${at}.`,
          extraSentence: `On ${snapshot} ${still}.`,
          advice: `Check in Entra whether ${who} still has the role, and remove it again if so.`,
        };
      }
      const what = first.assignment === 'eligible' ? 'eligibility' : 'active assignment';
      const gone = 'was gone, and no audit event says who removed it';
      return {
        sentence: `On ${snapshot} ${who}'s ${what} for ${role}, given on ${at}, ${gone}.`,
        extraSentence: `On ${snapshot} the ${what} ${gone}.`,
        advice: `Ask ${who} and the role's owner who removed it.`,
      };
    }),
});

const activationNotLogged = defineRule({
  id: 'activation-not-logged',
  severity: 'high',
  weight: 78,
  title: 'Activation not logged',
  why: 'If the activation of a role is not in the audit log, no other rule of this report can check it.',
  advice: 'Ask the holder what the role is used for, and report the missing audit event to Microsoft.',
  find: (context) =>
    unexplained(
      context,
      'not-logged',
      ([first], time) =>
        `${heldTitle(first)} was activated for ${displayName(first.principal)} when the snapshot of ${time(first.between[1])} was taken, and the audit log has no such activation.`,
    ),
});

/** Rules about snapshots and events that do not prove each other. */
export const reconciliationRules: readonly Rule[] = [
  appearedWithoutEvent,
  vanishedWithoutEvent,
  eventWithoutEffect,
  activationNotLogged,
];
