import { inCovered } from './claim-limit';
import { accessWarnings } from '../../domain/access/access-warnings';
import type { AccessEndpoint } from '../../domain/access/access-endpoint';
import type { Period } from '../../domain/time/period';
import type { LocalClock } from '../../domain/time/local-clock';
import { principalKey } from '../../domain/events/people';
import type {
  AccessList,
  ReconciledChange,
  StandingAccess,
  Unexplained,
} from '../../domain/access/standing-access';
import { useDays } from '../../analysis/access/access-past';
import { capital } from '../../text/capital';
import { formatNumber } from '../../text/format-number';
import { joinList, plural } from '../../text/plural';
import { oneLine } from '../../text/text-safety';
import { periodNoun } from './period-words';
import type { ReportModel } from '../report-model';

/** The parts of a report that its sentences about standing access rest on. */
export type AccessFacts = Pick<ReportModel, 'access' | 'period' | 'filter'>;

/** In UTF-16 units: a reason with the fix fits; Graph's own words may be long. */
const longest = 600;

/** The lists that name who holds access. */
const holdingLists: readonly AccessEndpoint[] = [
  'role-eligibility',
  'role-assignments',
  'group-eligibility',
  'group-assignments',
];

/** How well it is known who holds access: everybody, those that are listed at least, or nobody at all. */
type Knowledge = 'all' | 'some' | 'none';

function knowledgeOf({ lists }: StandingAccess): Knowledge {
  const asked = lists.filter(({ endpoint, state }) => holdingLists.includes(endpoint) && state !== 'off');
  if (asked.length === 0 || asked.every(({ state }) => state === 'refused')) return 'none';
  const isWhole = lists.every(({ state }) => state === 'complete' || state === 'off');
  return isWhole && !isImplausible(lists) ? 'all' : 'some';
}

/** Whether nobody at all is said to hold a role: every tenant has at least one Global Administrator. */
const isImplausible = (lists: readonly AccessList[]): boolean =>
  lists.some(
    ({ endpoint, state, rows }) => endpoint === 'role-assignments' && state === 'complete' && rows === 0,
  );

const implausible =
  'Microsoft Graph gave an empty list of active role assignments, although every tenant has a Global Administrator: check that the identity belongs to the right tenant and holds RoleManagement.Read.Directory.';

/** Whether anything is known about who holds access: only then an empty list says something. */
export function isAccessKnown({ access }: Pick<AccessFacts, 'access'>): boolean {
  const standing = access?.standing ?? null;
  return standing !== null && knowledgeOf(standing) !== 'none';
}

/** What the list of assignments says when it is empty. */
export const emptyAccess = (facts: AccessFacts): string =>
  !isAccessKnown(facts)
    ? 'Who holds access is not known.'
    : facts.filter === null
      ? 'No assignment was seen.'
      : "No assignment matches this report's filter.";

const earlierShown = (period: Period): string =>
  `The last snapshot of this ${periodNoun(period)} could not be read in full, so an earlier one is shown.`;

/** What keeps the report from knowing who holds access, one sentence a cause, each with its fix. */
export function accessProblems({ access, period }: AccessFacts): string[] {
  if (access === null) return [];
  const { standing, problem } = access;
  if (standing !== null) {
    const warningsOf = (lists: readonly AccessList[]) =>
      accessWarnings(lists).map((words) => oneLine(words, longest));
    const newer = standing.newerLists ?? [];
    const problems = [
      ...warningsOf(standing.lists),
      ...(isImplausible(standing.lists) ? [implausible] : []),
      ...(newer.length === 0 ? [] : [earlierShown(period), ...warningsOf(newer)]),
    ];
    return [...new Set(problems)];
  }
  if (problem !== null) return [oneLine(`The stored snapshots could not be read: ${problem}`, longest)];
  return [
    `No snapshot of standing access was taken in this ${periodNoun(period)}: "pim-report collect" takes one.`,
  ];
}

/** How many assignments there are, and who holds them; null when standing access is off. Never "nobody" for "not known". */
export function countSentence({ access, filter }: AccessFacts, clock: LocalClock): string | null {
  if (access === null) return null;
  const { standing } = access;
  const known = standing === null ? 'none' : knowledgeOf(standing);
  if (standing === null || known === 'none') return 'Who holds access is not known.';
  const { assignments } = standing;
  const on = `on ${clock.shortText(standing.readAt)}`;
  const least = known === 'all' ? '' : 'at least ';
  if (assignments.length === 0) {
    if (known === 'some') return `No assignment was seen ${on}, which does not mean that there is none.`;
    return `No assignment ${filter === null ? 'was seen' : "matches this report's filter"} ${on}.`;
  }
  const count = (test: (row: (typeof assignments)[number]) => boolean) => assignments.filter(test).length;
  const holders = new Map(assignments.map(({ principal }) => [principalKey(principal), principal.type]));
  const ofType = (...types: readonly (string | null)[]) =>
    [...holders.values()].filter((type) => types.includes(type)).length;
  const people = [
    ...some(ofType('user'), 'person', 'people'),
    ...some(ofType('servicePrincipal'), 'application'),
    ...some(ofType('group'), 'group'),
    ...some(ofType(null), 'holder of an unknown kind', 'holders of an unknown kind'),
  ];
  const active = count(({ kind }) => kind === 'active');
  const permanent = count(({ kind, permanent: isPermanent }) => kind === 'active' && isPermanent === true);
  const words = [
    `${plural(assignments.length, 'assignment')} ${on}: ${formatNumber(assignments.length - active)} eligible`,
    `and ${formatNumber(active)} active (${formatNumber(permanent)} permanent)`,
  ];
  return capital(`${least}${words.join(' ')}, held by ${joinList(people)}.`);
}

/** What snapshots and events prove about each other; null when that is not known at all. */
export function reconciliationSentence(
  { access, period, filter }: AccessFacts,
  clock: LocalClock,
): string | null {
  const standing = access?.standing ?? null;
  if (standing === null || knowledgeOf(standing) === 'none') return null;
  const { reconciliation } = standing;
  if (reconciliation === null)
    return `There is no complete snapshot from before this ${periodNoun(period)} to compare with, so changes cannot be compared with audit events yet.`;
  const { changes, from, unexplained } = reconciliation;
  const count = (kind: Unexplained['kind']) => unexplained.filter((each) => each.kind === kind).length;
  return [
    changesSentence(changes, `since ${clock.shortText(from)}`, inCovered({ filter })),
    ...some(count('without-effect'), 'audit event had no effect.', 'audit events had no effect.'),
    ...some(count('not-logged'), 'activation was not logged.', 'activations were not logged.'),
  ].join(' ');
}

function changesSentence(changes: readonly ReconciledChange[], since: string, covered: string): string {
  if (changes.length === 0) return `No change${covered} ${since}.`;
  const explained = changes.filter(({ isExplained }) => isExplained).length;
  const counted = `${plural(changes.length, 'change')} ${since}`;
  const open = changes.length - explained;
  if (open === 0) return `${counted}, ${changes.length > 1 ? 'all ' : ''}explained by audit events.`;
  if (explained === 0) return `${counted}, not explained by audit events.`;
  return `${counted}: ${formatNumber(explained)} explained by audit events, ${formatNumber(open)} not.`;
}

/** The first line of the Access sheet: when and how completely it was read, and how far back use is known. */
export function accessLine(facts: AccessFacts, clock: LocalClock): string {
  const standing = facts.access?.standing ?? null;
  if (standing === null || knowledgeOf(standing) === 'none')
    return ['Who holds access is not known.', ...accessProblems(facts)].join(' ');
  const isWhole = knowledgeOf(standing) === 'all';
  return [
    `Read on ${clock.shortText(standing.readAt)}: ${isWhole ? 'every list was read to its end.' : 'not every list could be read, so what is missing here may still be held.'}`,
    ...accessProblems(facts),
    ...notesOf(standing.lists),
    reconciliationSentence(facts, clock) ?? '',
    `Activations are counted over ${useDays} days, of which ${formatNumber(standing.knownDays)} are on record.`,
  ].join(' ');
}

/** What is odd about lists that were read to their end: rows of an unknown kind, plain assignments. */
const notesOf = (lists: readonly AccessList[]): string[] =>
  lists.flatMap(({ state, reason }) =>
    state === 'complete' && reason !== null ? [oneLine(reason, longest)] : [],
  );

/** The first line of the Role settings sheet. */
export function settingsLine({ access, ...facts }: AccessFacts, clock: LocalClock): string {
  const standing = access?.standing ?? null;
  const list = standing?.lists.find(({ endpoint }) => endpoint === 'role-policies');
  if (standing === null || list === undefined)
    return ['The settings of roles are not known.', ...accessProblems({ access, ...facts })].join(' ');
  if (list.state === 'off')
    return 'The settings of roles were not asked for: add "roles" to STANDING_ACCESS.';
  const [problem] = accessWarnings([list]);
  if (list.state === 'refused')
    return `The settings of roles are not known. ${oneLine(problem ?? '', longest)}`;
  const at = `Read on ${clock.shortText(standing.readAt)}`;
  if (list.state === 'partial') return `${at}, not to the end. ${oneLine(problem ?? '', longest)}`;
  return [`${at}, to the end.`, ...notesOf([list])].join(' ');
}

/** The sentences about standing access for the mail and the top of the HTML report. */
export function accessSentences(facts: AccessFacts, clock: LocalClock): string[] {
  return [countSentence(facts, clock), reconciliationSentence(facts, clock), ...accessProblems(facts)].filter(
    (sentence) => sentence !== null,
  );
}

const some = (count: number, one: string, many?: string): string[] =>
  count === 0 ? [] : [plural(count, one, many)];
