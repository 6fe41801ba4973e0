import { isStarted, type Elevation } from '../../../domain/events/elevation';
import { recordsFact } from '../../../domain/events/log-source';
import { displayName, principalKey, type RatedRole } from '../../../domain/events/people';
import { plural } from '../../../text/plural';
import { quote } from '../../../text/quote';
import { groupBy, type NonEmpty } from '../../group-by';
import { aboutElevation, aboutElevations, commonRole } from '../wording/about';
import { isRoleNamed } from '../policy/is-named';
import { defineRule, type RawFinding, type Rule } from '../rule';
import { activatedWords } from '../wording/sentence';

/** Normalises case, width and spacing: texts that a reader would call the same become equal. */
const normalise = (text: string): string => text.normalize('NFKC').toLowerCase().replace(/\s+/g, ' ').trim();

/** Longer texts are compared by their start. */
const maxKeyLength = 2_000;
const edge = /[\s\p{P}]/u;

/**
 * The normalised text without surrounding punctuation: "Patching!" is the same reason as "patching". Trimmed in a loop
 * because a regular expression would take quadratic time on a long run of dots inside the text.
 */
function reasonKey(text: string): string {
  const characters = [...normalise(text.slice(0, maxKeyLength))];
  let [from, to] = [0, characters.length];
  while (from < to && edge.test(characters[from] ?? '')) from += 1;
  while (to > from && edge.test(characters[to - 1] ?? '')) to -= 1;
  return characters.slice(from, to).join('');
}

/** What people type to get past the field. */
const commonFillers: readonly string[] = [
  'test',
  'testing',
  'n/a',
  'na',
  'none',
  'asdf',
  'work',
  'task',
  'admin',
  '.',
  '-',
];

/**
 * Whether an activation would have this fact if its requester had given it: its source records the fact, and its request is
 * in the store. Without the request, the events of an approved activation are those of the approver.
 */
function isKnown({ sources, requestedAt, approvedAt }: Elevation, fact: 'justification' | 'ticket'): boolean {
  return recordsFact(sources, fact) && (requestedAt !== null || approvedAt === null);
}

const weakJustification = defineRule({
  id: 'weak-justification',
  severity: 'low',
  weight: 20,
  title: 'Weak justification',
  why: 'Without a clear reason, nobody can later tell proper use from misuse.',
  advice: 'Ask the holder for a reason that somebody else can check later.',
  thresholds: { characters: 15, fillers: commonFillers },
  find: ({ elevations }, { characters, fillers }) => {
    const empty = new Set(fillers.map(normalise));
    return elevations.filter(isStarted).flatMap((elevation) => {
      const text = normalise(elevation.justification ?? '');
      const who = activatedWords(elevation);
      if (text === '' && !isKnown(elevation, 'justification')) return [];
      if (text === '') return [aboutElevation(elevation, `${who} without a justification.`)];
      if ([...text].length >= characters && !empty.has(text)) return [];
      const typed = quote(elevation.justification ?? '');
      return [aboutElevation(elevation, `${who} with the weak justification ${typed}.`)];
    });
  },
});

const repeatedJustification = defineRule({
  id: 'repeated-justification',
  severity: 'low',
  weight: 18,
  title: 'Repeated justification',
  why: 'A text that is pasted every time, or shared, does not say why the role was needed this time.',
  advice: 'Ask for a reason that names the task, or require a ticket.',
  parts: ['weak-justification'],
  thresholds: { times: 5, principals: 3 },
  find: ({ elevations }, { times, principals }) => {
    const justified = elevations
      .filter(isStarted)
      .map((elevation) => ({ elevation, key: reasonKey(elevation.justification ?? '') }))
      .filter(({ key }) => key !== '');
    return groupBy(justified, ({ key }) => key).flatMap(([first, ...others]) => {
      const sameText: NonEmpty<Elevation> = [first.elevation, ...others.map(({ elevation }) => elevation)];
      const byPrincipal = groupBy(sameText, ({ principal }) => principalKey(principal));
      const typed = quote(sameText[0].justification ?? '');
      // A text that several people share is one finding, not another one for each of them.
      if (byPrincipal.length >= principals) {
        const isPeople = sameText.every(({ principal }) => principal.type === 'user');
        const count = byPrincipal.length;
        const who = isPeople ? plural(count, 'person', 'people') : plural(count, 'principal');
        const many = `${who} used the same justification ${typed}`;
        return [shared(sameText, `${many} for ${plural(sameText.length, 'activation')}.`)];
      }
      return byPrincipal
        .filter((own) => own.length >= times)
        .map((own) => {
          const often = `${displayName(own[0].principal)} used the same justification ${typed}`;
          return shared(own, `${often} ${plural(own.length, 'time')}.`);
        });
    });
  },
});

/** A finding about elevations of different principals or roles: it names only what they have in common. */
function shared(elevations: NonEmpty<Elevation>, sentence: string): RawFinding {
  const isOnePrincipal = new Set(elevations.map(({ principal }) => principalKey(principal))).size === 1;
  return {
    ...aboutElevations(elevations, sentence),
    ...commonRole(elevations),
    ...(!isOnePrincipal && { principal: null, initiator: null }),
  };
}

/** A longer text is no ticket, and matching the pattern on it could take very long. */
const maxTicketLength = 200;

const ticketMissing = defineRule({
  id: 'ticket-missing',
  severity: 'medium',
  weight: 24,
  title: 'Ticket missing',
  why: 'A ticket ties the use of a role to work that somebody asked for.',
  advice: 'Ask the holder for the ticket, and require one in the PIM settings of the role.',
  /** A regular expression that valid tickets match, empty = off; and the roles it applies to, none = all. */
  thresholds: { pattern: '', roles: [] as readonly string[] },
  find: ({ elevations }, { pattern, roles }) => {
    if (pattern === '') return [];
    const valid = new RegExp(pattern);
    const isWanted = (role: RatedRole): boolean =>
      roles.length === 0 || roles.some((entry) => isRoleNamed(entry, role));
    return elevations
      .filter(isStarted)
      .filter(({ role }) => isWanted(role))
      .flatMap((elevation) => {
        const ticket = elevation.ticket?.number?.trim() ?? '';
        if (ticket === '' && !isKnown(elevation, 'ticket')) return [];
        if (ticket !== '' && ticket.length <= maxTicketLength && valid.test(ticket)) return [];
        const what = ticket === '' ? 'without a ticket' : `with an invalid ticket: ${quote(ticket)}`;
        return [aboutElevation(elevation, `${activatedWords(elevation)} ${what}.`)];
      });
  },
});

/** Rules about justifications and tickets. */
export const justificationRules: readonly Rule[] = [weakJustification, repeatedJustification, ticketMissing];
