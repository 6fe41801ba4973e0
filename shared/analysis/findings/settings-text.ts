/** What a duration setting limits. */
export type DurationKind = 'activation' | 'eligible assignment' | 'active assignment';

/** A new limit in minutes, and the old one where the text states it. */
export interface DurationChange {
  readonly kind: DurationKind;
  readonly minutes: number;
  readonly previousMinutes: number | null;
}

/** The content of a role setting change, as far as its text is understood. */
export interface SettingsText {
  /** Protections that were turned off, in words: "approval turned off". */
  readonly givenUp: readonly string[];
  readonly durations: readonly DurationChange[];
}

/**
 * Parses the free text of "Update role setting in PIM", one sentence per setting. Microsoft documents no grammar: the
 * accepted forms are those of recorded events ("MFA on activation requirement disabled", "Maximum activation duration
 * updated to 02:00:00", "Permanently active assignments enabled"), of Microsoft's own example "MFA on activation
 * disabled", and plain variants of them. A sentence must match from its first word to its last, so that a name inside it
 * proves nothing; a sentence that does not match is ignored.
 */
export function readSettingsText(text: string | null): SettingsText {
  const statements = (text ?? '')
    .replace(/^\s*setting changes in this session:/i, '')
    // A dot inside a duration of days ("1.00:00:00") does not end a sentence: no blank follows it.
    .split(/\.(?:\s+|$)|[\n;]/)
    .map((statement) => statement.replace(/\s+/g, ' ').trim());
  return {
    givenUp: [...new Set(statements.flatMap((statement) => givenUp(statement) ?? []))],
    durations: statements.flatMap((statement) => durationChange(statement) ?? []),
  };
}

const off = String.raw`(?:is |was |set to |updated to )?(?:disabled|not required|no longer required|removed|turned off)`;
const on = String.raw`(?:is |are |now |set to |updated to )*(?:enabled|allowed)`;
const when = String.raw`(?: (?:on|for|to|upon) (?:activation|activate|active assignments?|eligible assignments?|assignment))?`;

const forms: readonly (readonly [RegExp, (match: RegExpExecArray) => string])[] = [
  [
    new RegExp(
      `^(?:require )?(?:azure )?(?:mfa|multi-?factor authentication)(${when})(?: requirement)? ${off}$`,
      'i',
    ),
    (match) => `multi-factor authentication${(match[1] ?? '').toLowerCase()} turned off`,
  ],
  [new RegExp(`^(?:require )?approval${when}(?: requirement)? ${off}$`, 'i'), () => 'approval turned off'],
  [
    new RegExp(`^(?:require )?justification(${when})(?: requirement)? ${off}$`, 'i'),
    (match) => `justification${(match[1] ?? '').toLowerCase()} turned off`,
  ],
  [
    new RegExp(`^(?:require )?ticket(?:ing)?(?: info(?:rmation)?)?${when}(?: requirement)? ${off}$`, 'i'),
    () => 'ticket turned off',
  ],
  [
    new RegExp(`^(?:allow )?permanent(?:ly)? (active|eligible) assignments? ${on}$`, 'i'),
    (match) => `permanent ${(match[1] ?? '').toLowerCase()} assignment allowed`,
  ],
];

function givenUp(statement: string): string | null {
  for (const [form, words] of forms) {
    const match = form.exec(statement);
    if (match !== null) return words(match);
  }
  return null;
}

const durationForm =
  /^maximum (activation|eligible assignment|active assignment) duration (?:was )?(?:updated|changed|set|raised|increased)(?: from (.+?))? to (.+)$/i;

function durationChange(statement: string): DurationChange | null {
  const match = durationForm.exec(statement);
  const kind = durationKinds.find((known) => known === match?.[1]?.toLowerCase());
  const minutes = durationMinutes(match?.[3] ?? '');
  if (kind === undefined || minutes === null) return null;
  return { kind, minutes, previousMinutes: durationMinutes(match?.[2] ?? '') };
}

const durationKinds: readonly DurationKind[] = ['activation', 'eligible assignment', 'active assignment'];

/** Parses "02:00:00", "1.00:00:00" (a day), "8 hours", "365 Days", "PT8H" or "P15D" into minutes; null for anything else. */
function durationMinutes(text: string): number | null {
  const span = /^(?:(\d+)\.)?(\d{1,2}):(\d{2})(?::(\d{2}))?$/.exec(text);
  if (span) return Number(span[1] ?? 0) * 1440 + Number(span[2]) * 60 + Number(span[3]);
  const iso = /^P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?)?$/i.exec(text);
  if (iso && /\d/.test(text)) {
    return Number(iso[1] ?? 0) * 1440 + Number(iso[2] ?? 0) * 60 + Number(iso[3] ?? 0);
  }
  const words = /^(\d+(?:\.\d+)?) ?\(?(minute|hour|day|month|year)(?:s|\(s\))?\)?$/i.exec(text);
  const unit = { minute: 1, hour: 60, day: 1440, month: 43_200, year: 525_600 }[
    words?.[2]?.toLowerCase() ?? ''
  ];
  return words && unit !== undefined ? Number(words[1]) * unit : null;
}
