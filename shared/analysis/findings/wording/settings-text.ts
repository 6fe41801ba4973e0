import {
  isOfActivation,
  offWords,
  permanentWords,
  statementOf,
  type DurationChange,
  type DurationKind,
  type Statement,
} from './settings-statement';

/** The content of a role setting change, as far as its text is understood. */
export interface SettingsText {
  /** Protections that were turned off, in words: "approval turned off". */
  readonly givenUp: readonly string[];
  readonly durations: readonly DurationChange[];
  /** Protections that were turned on, in the words for their loss; what may be part of a name does not count. */
  readonly regained: readonly string[];
  /** Those of the durations that are certainly no part of a name. */
  readonly certainDurations: readonly DurationChange[];
  /** What may no longer be without an end: until then it had no limit, so that any limit is stricter. */
  readonly endedPermanence: readonly DurationKind[];
  /** Whether every part of the text was understood. */
  readonly isUnderstood: boolean;
  /** Whether a part that was not understood may turn something off, allow something or raise a duration. */
  readonly mayWeaken: boolean;
}

/**
 * Parses the free text of "Update role setting in PIM": statements separated by full stops, semicolons, commas or line
 * ends. Microsoft documents no grammar: the accepted forms are those of recorded events ("MFA on activation requirement
 * disabled", "Maximum activation duration updated to 02:00:00", "Permanently active assignments enabled"), of Microsoft's
 * own example "MFA on activation disabled", and plain variants of them. A statement must match from its first word to its
 * last, so that a name inside it proves nothing. Brackets and quotation marks in a name can end the name too early, or
 * too late: what turns something off counts if either reading has it, what excuses that only if it stands outside both.
 */
export function readSettingsText(text: string | null): SettingsText {
  const all = (text ?? '').replace(heading, '');
  const parts = partsOf(withoutQuotedNames(all));
  const unread = parts.filter((part) => statementOf(part) === null);
  const read = statementsOf([...parts, ...partsOf(withoutQuotedNames(withoutLists(all)))]);
  const excuses = statementsOf(partsOf(outsideNames(all)));
  return {
    givenUp: [...new Set(protectionsGivenUp(read, excuses))],
    durations: uniqueDurations(read),
    regained: excuses.flatMap(regainedWords),
    certainDurations: uniqueDurations(excuses),
    endedPermanence: excuses.flatMap((each) => (each.says === 'permanence ended' ? [each.kind] : [])),
    isUnderstood: unread.length === 0,
    mayWeaken: unread.some(mayWeaken),
  };
}

const statementsOf = (parts: readonly string[]): Statement[] =>
  parts.map(statementOf).filter((statement) => statement !== null);

function regainedWords(statement: Statement): string[] {
  if (statement.says === 'permanence ended') return [permanentWords(statement.kind)];
  return statement.says === 'on' ? [offWords(statement.words)] : [];
}

/** Returns whether a text turns on again what an earlier one gave up, and nothing in it turns the same off. */
export function isRegained(lost: string, { regained, givenUp }: SettingsText): boolean {
  // Without another word, a protection is one of activations.
  const plain = (words: string): string => words.replace(/ (?:on|for|to|upon) activat(?:ion|e)\b/, '');
  const isLost = (words: string): boolean => plain(words) === plain(lost);
  return regained.some(isLost) && !givenUp.some(isLost);
}

/** Returns whether a text sets a maximum to a limit or less. */
export function isLimited(
  kind: DurationKind,
  limit: number,
  { durations, certainDurations }: SettingsText,
): boolean {
  const isOfKind = (duration: DurationChange): boolean => duration.kind === kind;
  return (
    certainDurations.some(isOfKind) && durations.filter(isOfKind).every(({ minutes }) => minutes <= limit)
  );
}

function uniqueDurations(statements: readonly Statement[]): DurationChange[] {
  const all = statements.flatMap((statement) => (statement.says === 'duration' ? [statement.duration] : []));
  return [...new Map(all.map((duration) => [JSON.stringify(duration), duration])).values()];
}

/** Returns the text of a settings change without the words that every one begins with, and without its full stop. */
export function withoutHeading(text: string): string {
  return text.replace(heading, '').trim().replace(/\.$/, '');
}

const heading = /^\s*setting changes in this session:/i;

/** Words that turn something off, wherever they stand. */
const switchOff =
  /\b(?:disabled?|disabling|removed?|deleted?|deactivated?|inactive|off|no|none|never|false|not (?:required|enforced|needed)|optional|without|bypass(?:ed)?|exempt(?:ed|ion)?|clear(?:ed)?|skip(?:ped)?|waived?|unset|revoked?|lifted|dropped|relaxed)\b/i;

/** Words that allow something for ever, wherever they stand. */
const allowsForEver = /\b(?:permanent(?:ly)?|indefinite(?:ly)?|unlimited|forever)\b/i;

/** A duration: `24:00:00`, `PT24H`, `8 hours`. */
const statesDuration = /\b\d{1,2}:\d{2}\b|\bPT?\d+[DHM]|\b\d+ ?(?:hours?|days?)\b/i;

/** Words about a duration, with what must follow somewhere to allow more: a verb, or a number, which may mean hours. */
const aboutDurations: readonly (readonly [about: RegExp, more: RegExp])[] = [
  [/\b(?:duration|maximum|limit)\b/i, /\b(?:raised?|increased?|extended|lengthened|longer)\b/i],
  [/\b(?:duration|maximum|hours?|days?)\b/i, /\b\d+\b/],
];

/** Whether a statement that is not understood may take a protection away. */
const mayWeaken = (part: string): boolean =>
  [switchOff, allowsForEver, statesDuration].some((words) => words.test(part)) ||
  aboutDurations.some(([about, more]) => about.test(part) && more.test(part.slice(part.search(about))));

/** A name in quotation marks: they open after a blank or a bracket, and close before one or a punctuation mark. */
const quotedName = /(^|[\s(:=[])"(?![\s.,;])[^"]*(?<![\s(:=[])"(?=$|[\s.,;)\]])/g;

/**
 * Returns a text without the names in quotation marks; an empty name becomes "none". A mark that is part of a name takes no
 * other statement with it: it reaches to the last mark of its own.
 */
function withoutQuotedNames(text: string): string {
  return text
    .replace(/"\s*"/g, 'none')
    .replace(quotedName, '$1[]')
    .split(/(\.\s+|\n)/)
    .map((part) => part.replace(/".*"|"[^"]*$/, '[]'))
    .join('');
}

/** Returns a text without all that may be a name: from the first bracket or quotation mark to the last. */
function outsideNames(text: string): string {
  const from = text.search(/["[]/);
  const to = Math.max(text.lastIndexOf('"'), text.lastIndexOf(']'));
  return from < 0 || to <= from ? text : `${text.slice(0, from)}[]${text.slice(to + 1)}`;
}

/** Returns a text without the names in lists. */
const withoutLists = (text: string): string => text.replace(/\[[^\]]*(?:\]|$)/g, '[]');

function partsOf(text: string): string[] {
  return (
    withoutLists(text)
      // A dot inside a duration of days ("1.00:00:00") does not end a statement: no blank follows it.
      .split(/\.(?:\s+|$)|[\n;|]|,(?!\d)/)
      .map((part) => part.replace(/\s+/g, ' ').trim())
      .filter((part) => !/^(?:(?:on|for) activation|and)?$/i.test(part))
      .flatMap(joinedByAnd)
  );
}

/** The two statements of "Approval disabled and justification disabled", if both are understood; else the part itself. */
function joinedByAnd(part: string): string[] {
  if (statementOf(part) !== null) return [part];
  const pieces = part.split(/ and /i);
  return pieces.every((piece) => statementOf(piece) !== null) ? pieces : [part];
}

/**
 * MFA and an authentication context exclude each other on activation: one that replaces the other in one change gives
 * nothing up.
 */
function protectionsGivenUp(statements: readonly Statement[], excuses: readonly Statement[]): string[] {
  const isOn = (subject: string): boolean =>
    excuses.some((each) => each.says === 'on' && each.subject === subject && isOfActivation(each.words));
  return statements.flatMap((statement) => {
    if (statement.says !== 'off') return [];
    const { subject, words } = statement;
    const isReplaced = isOfActivation(words) && isOn(replacedBy.get(subject) ?? '');
    return isReplaced ? [] : [words];
  });
}

const replacedBy: ReadonlyMap<string, string> = new Map([
  ['mfa', 'context'],
  ['context', 'mfa'],
]);
