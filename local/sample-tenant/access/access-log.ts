import type { EventWriter, OtherFacts, PimFacts } from '../wire/event-writer';
import type { Member } from '../people';
import type { Grant } from '../roles';

/** Something that an event gives to somebody, or takes away. */
export interface AccessMove {
  readonly at: Date;
  readonly gives: boolean;
  readonly kind: 'eligible' | 'active';
  readonly member: Member;
  readonly grant: Grant;
  /** The planned end; null for none. */
  readonly endsAt: Date | null;
}

/** A change of a role's settings. */
export interface SettingMove {
  readonly at: Date;
  readonly roleId: string;
  /** What PIM writes about it: "Justification on activation requirement disabled." */
  readonly text: string;
}

/** What the events of a tenant do to its assignments and settings, in any order. */
export interface AccessLog {
  readonly moves: readonly AccessMove[];
  readonly settings: readonly SettingMove[];
}

const meanings: readonly (readonly [RegExp, Pick<AccessMove, 'gives' | 'kind'>])[] = [
  [
    /^(Add eligible member to role in PIM completed|Restore eligible|Restore permanent eligible)/,
    { gives: true, kind: 'eligible' },
  ],
  [
    /^(Remove eligible member from role in PIM completed|Remove permanent eligible)/,
    { gives: false, kind: 'eligible' },
  ],
  [
    /^(Add member to role in PIM completed|Restore member|Restore permanent direct)/,
    { gives: true, kind: 'active' },
  ],
  [/^(Remove member from role in PIM completed|Remove permanent direct)/, { gives: false, kind: 'active' }],
];

/** Writes events as another writer does, and notes what they do to who holds access. */
export function recordAccess(writer: EventWriter): { readonly writer: EventWriter; readonly log: AccessLog } {
  const moves: AccessMove[] = [];
  const settings: SettingMove[] = [];

  function note({ activity, at, member, grant, details, reason, result }: PimFacts): void {
    if (activity === 'Update role setting in PIM' && grant?.provider === 'entra')
      settings.push({ at, roleId: grant.role.id, text: reason ?? '' });
    const meaning = meanings.find(([pattern]) => pattern.test(activity))?.[1];
    if (meaning === undefined || member === undefined || grant === undefined || result === 'failure') return;
    const end = details?.ExpirationTime;
    moves.push({ at, ...meaning, member, grant, endsAt: end === undefined ? null : new Date(end) });
  }

  return {
    log: { moves, settings },
    writer: {
      ...writer,
      pim(facts) {
        note(facts);
        return writer.pim(facts);
      },
      other({ holding, ...facts }: OtherFacts) {
        if (holding !== undefined)
          moves.push({ at: facts.at, gives: true, kind: 'active', endsAt: null, ...holding });
        return writer.other(facts);
      },
    },
  };
}
