import { fold } from '../../../domain/fold';
import { durationMinutes } from './duration-minutes';

/** What a duration setting limits. */
export type DurationKind = 'activation' | 'eligible assignment' | 'active assignment';

/** A new limit in minutes. */
export interface DurationChange {
  readonly kind: DurationKind;
  readonly minutes: number;
  /** The old limit, where the text states it. */
  readonly previousMinutes: number | null;
  /** Whether the text itself says that the limit was raised, without the old one. */
  readonly isRaised: boolean;
}

/** The content of a role setting change, as far as its text is understood. */
export interface SettingsText {
  /** Protections that were turned off, in words: "approval turned off". */
  readonly givenUp: readonly string[];
  readonly durations: readonly DurationChange[];
  /** What may no longer be without an end: until then it had no limit, so that any limit is stricter. */
  readonly endedPermanence: readonly DurationKind[];
  /** Whether every part of the text was understood. */
  readonly isUnderstood: boolean;
  /** Whether a part that was not understood may turn something off, allow something or raise a duration. */
  readonly mayWeaken: boolean;
}

/** What one part of a text says; null when it is not understood. */
type Statement =
  | { readonly says: 'off' | 'on'; readonly subject: string; readonly words: string }
  | { readonly says: 'duration'; readonly duration: DurationChange }
  | { readonly says: 'permanence ended'; readonly kind: DurationKind }
  | { readonly says: 'nothing of weight' };

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
    endedPermanence: excuses.flatMap((each) => (each.says === 'permanence ended' ? [each.kind] : [])),
    isUnderstood: unread.length === 0,
    mayWeaken: unread.some(mayWeaken),
  };
}

const statementsOf = (parts: readonly string[]): Statement[] =>
  parts.map(statementOf).filter((statement) => statement !== null);

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

/** A protection of assignments, which administrators make, is not one of activations. */
const isOfActivation = (words: string): boolean => !words.includes('assignment');

const when = String.raw`(?: (?:on|for|to|upon) (?:activation|activate|active assignments?|eligible assignments?|assignment))?`;
const toBe = String.raw`(?: ?[:=-])? ?(?:(?:is|are|was|were|has been|now|set to|(?:updated|changed|switched) (?:from \S+ )?to) )*`;
const off = `${toBe}(?:disabled|not required|no longer required|removed|turned off|switched off|deactivated|off|false|no|none)`;
const on = `${toBe}(?:enabled|required|turned on|switched on|activated|allowed|added|on|true|yes|\\[\\]|c\\d+)`;

/** The subjects of a setting: what each is called, and how its loss is put in words. */
const protections = [
  {
    subject: 'mfa',
    name: '(?:azure )?(?:mfa|multi-?factor authentication)',
    words: 'multi-factor authentication',
  },
  {
    subject: 'context',
    name: '(?:(?:azure ad|microsoft entra|entra) )?(?:conditional access )?authentication context(?: (?:\\[\\]|c\\d+))?',
    words: 'authentication context',
    // Which one: `enabled c1`, `enabled with "Require a passkey"`, `set to (c2)`.
    of: '(?:(?: with| to|:)? ?\\(?(?:\\[\\]|c\\d+)\\)?)?',
  },
  { subject: 'approval', name: 'approval', words: 'approval' },
  { subject: 'justification', name: 'justification', words: 'justification' },
  { subject: 'ticket', name: 'ticket(?:ing)?(?: info(?:rmation)?)?', words: 'ticket' },
].map(({ name, of = '(?: with approvers? \\[\\])?', ...rest }) => {
  const setting = `^(?:on activation:? )?(?:require |requirement (?:of|for) )?${name}(${when})(?: requirement| required| setting)?`;
  return {
    ...rest,
    off: new RegExp(`${setting} ?${off}${of}$`, 'i'),
    on: new RegExp(`${setting} ?${on}${of}$`, 'i'),
  };
});

const permanentForm = new RegExp(
  `^(?:allow )?permanent(?:ly)? (active|eligible) assignments? ?(?:(${on})|${off})$`,
  'i',
);
const expiryForm = new RegExp(
  `^(?:require )?expir(?:e|y|ation) (?:of |for )?(active|eligible) assignments?(?: requirement)? ?(?:(${off})|${on})$`,
  'i',
);
const notificationForm =
  /^(?:notification|requestor settings|approver settings|admin settings).*\brecipients settings (?:enabled|disabled|updated)$/i;
const durationForm =
  /^(?:maximum (activation|eligible assignment|active assignment)|(activation|eligible assignment|active assignment) maximum) duration(?: (?:in |\()(hour|minute|day)s\)?)? (?:was |is |has been )?(updated|changed|set|raised|increased|extended|lengthened|lowered|reduced|decreased|shortened)(?: from (.+?))? to (.+)$/is;

function statementOf(part: string): Statement | null {
  for (const { subject, words, ...form } of protections) {
    const lost = form.off.exec(part);
    const gained = lost === null ? form.on.exec(part) : null;
    const [, of] = lost ?? gained ?? [];
    if (lost === null && gained === null) continue;
    // Approval is asked for on activation only.
    const place = subject === 'approval' || subject === 'ticket' ? '' : fold(of) && ` ${fold(of)}`;
    return lost
      ? { says: 'off', subject, words: `${words}${place} turned off` }
      : { says: 'on', subject, words: `${words}${place}` };
  }
  for (const form of [permanentForm, expiryForm]) {
    const [matched, kind, isPermanent] = form.exec(part) ?? [];
    if (matched === undefined) continue;
    const of: DurationKind = fold(kind) === 'active' ? 'active assignment' : 'eligible assignment';
    return isPermanent === undefined
      ? { says: 'permanence ended', kind: of }
      : { says: 'off', subject: 'expiry', words: `permanent ${of} allowed` };
  }
  if (notificationForm.test(part)) return { says: 'nothing of weight' };
  const duration = durationChange(part);
  return duration === null ? null : { says: 'duration', duration };
}

const durationKinds: readonly DurationKind[] = ['activation', 'eligible assignment', 'active assignment'];

function durationChange(part: string): DurationChange | null {
  const [, limits, limited, unit, verb, before, after] = durationForm.exec(part) ?? [];
  const kind = durationKinds.find((known) => known === fold(limits ?? limited));
  // "Maximum activation duration (hours) updated to 24".
  const inUnit = (text = ''): number | null =>
    durationMinutes(unit !== undefined && /^\d+(?:\.\d+)?$/.test(text) ? `${text} ${unit}s` : text);
  const minutes = inUnit(after);
  if (kind === undefined || minutes === null) return null;
  const isRaised = /^(?:raised|increased|extended|lengthened)$/i.test(verb ?? '');
  return { kind, minutes, previousMinutes: inUnit(before), isRaised };
}
