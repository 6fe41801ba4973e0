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

/** What one part of the text of a settings change says. */
export type Statement =
  | { readonly says: 'off' | 'on'; readonly subject: string; readonly words: string }
  | { readonly says: 'duration'; readonly duration: DurationChange }
  | { readonly says: 'permanence ended'; readonly kind: DurationKind }
  | { readonly says: 'nothing of weight' };

/** Returns the words for the loss of a protection. */
export const offWords = (protection: string): string => `${protection} turned off`;

/** Returns the words for assignments without end that are allowed. */
export const permanentWords = (kind: DurationKind): string => `permanent ${kind} allowed`;

/** Returns whether a protection is one of activations: that of assignments, which administrators make, is another. */
export const isOfActivation = (words: string): boolean => !words.includes('assignment');

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

/** Returns what one part of a text says; null when it is not understood. */
export function statementOf(part: string): Statement | null {
  for (const { subject, words, ...form } of protections) {
    const lost = form.off.exec(part);
    const gained = lost === null ? form.on.exec(part) : null;
    const [, of] = lost ?? gained ?? [];
    if (lost === null && gained === null) continue;
    // Approval is asked for on activation only.
    const place = subject === 'approval' || subject === 'ticket' ? '' : fold(of) && ` ${fold(of)}`;
    return lost
      ? { says: 'off', subject, words: offWords(`${words}${place}`) }
      : { says: 'on', subject, words: `${words}${place}` };
  }
  for (const form of [permanentForm, expiryForm]) {
    const [matched, kind, isPermanent] = form.exec(part) ?? [];
    if (matched === undefined) continue;
    const of: DurationKind = fold(kind) === 'active' ? 'active assignment' : 'eligible assignment';
    return isPermanent === undefined
      ? { says: 'permanence ended', kind: of }
      : { says: 'off', subject: 'expiry', words: permanentWords(of) };
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
