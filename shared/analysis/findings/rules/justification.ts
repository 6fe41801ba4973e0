import { displayName, principalKey, type RatedRole } from '../../../domain/people';
import type { Elevation } from '../../../domain/elevation';
import { isStarted } from './activation-volume';
import { groupBy, roleIdentity, type NonEmpty } from '../grouping';
import { isRoleNamed } from '../is-named';
import { aboutElevation, aboutElevations } from '../about';
import { defineRule, type RawFinding } from '../rule';
import { plural, quote, roleTitle } from '../sentence';

/** Case, width and spacing aside: what a reader would call the same words. */
const normalised = (text: string): string => text.normalize('NFKC').toLowerCase().replace(/\s+/g, ' ').trim();

/** Whoever pastes a novel is told by how it begins. */
const longestKey = 2_000;
const edge = /[\s\p{P}]/u;

/**
 * The same without the punctuation around it: "Patching!" is no new reason beside "patching". Trimmed from both ends by
 * hand: a pattern would look at a long run of dots inside again from each of them.
 */
function reasonKey(text: string): string {
  const characters = [...normalised(text.slice(0, longestKey))];
  let [from, to] = [0, characters.length];
  while (from < to && edge.test(characters[from] ?? '')) from += 1;
  while (to > from && edge.test(characters[to - 1] ?? '')) to -= 1;
  return characters.slice(from, to).join('');
}

/** What is typed to get past the field. */
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

/** A role was taken for a reason that explains nothing. */
export const weakJustification = defineRule({
  id: 'weak-justification',
  severity: 'low',
  title: 'Weak justification',
  why: 'Without a reason that can be read later nobody can tell a proper use from a misuse.',
  thresholds: { characters: 15, fillers: commonFillers },
  find: ({ elevations }, { characters, fillers }) => {
    const empty = new Set(fillers.map(normalised));
    return elevations.filter(isStarted).flatMap((elevation) => {
      const text = normalised(elevation.justification ?? '');
      const who = `${displayName(elevation.principal)} activated ${roleTitle(elevation)}`;
      if (text === '') return [aboutElevation(elevation, `${who} without a justification.`)];
      if ([...text].length >= characters && !empty.has(text)) return [];
      const typed = quote(elevation.justification ?? '');
      return [aboutElevation(elevation, `${who} with the weak justification ${typed}.`)];
    });
  },
});

/** One text serves again and again, or goes round. */
export const repeatedJustification = defineRule({
  id: 'repeated-justification',
  severity: 'low',
  title: 'Repeated justification',
  why: 'A text that is pasted every time, or shared, does not say why the role was needed this time.',
  thresholds: { times: 5, principals: 3 },
  find: ({ elevations }, { times, principals }) => {
    const told = elevations
      .filter(isStarted)
      .map((elevation) => ({ elevation, key: reasonKey(elevation.justification ?? '') }))
      .filter(({ key }) => key !== '');
    return groupBy(told, ({ key }) => key).flatMap(([first, ...others]) => {
      const sameText: NonEmpty<Elevation> = [first.elevation, ...others.map(({ elevation }) => elevation)];
      const byPrincipal = groupBy(sameText, ({ principal }) => principalKey(principal));
      const typed = quote(sameText[0].justification ?? '');
      // A text that goes round is one finding, and not one more for each of those who use it.
      if (byPrincipal.length >= principals) {
        const many = `${plural(byPrincipal.length, 'principal')} used the same justification ${typed}`;
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

/** A finding about elevations of different principals or roles: what they do not share is left out. */
function shared(elevations: NonEmpty<Elevation>, sentence: string): RawFinding {
  const isOneRole = new Set(elevations.map(roleIdentity)).size === 1;
  const isOnePrincipal = new Set(elevations.map(({ principal }) => principalKey(principal))).size === 1;
  return {
    ...aboutElevations(elevations, sentence),
    ...(!isOneRole && { role: null, scope: null }),
    ...(!isOnePrincipal && { principal: null, initiator: null }),
  };
}

/** Beyond it a ticket is a novel, and a pattern tried on it could keep the report waiting. */
const longestTicket = 200;

/** A role that needs a ticket was taken without a proper one. */
export const ticketMissing = defineRule({
  id: 'ticket-missing',
  severity: 'medium',
  title: 'Ticket missing',
  why: 'A ticket ties the use of a role to work that somebody asked for.',
  /** A regular expression that good tickets match, empty = off; and the roles it holds for, none = all. */
  thresholds: { pattern: '', roles: [] as readonly string[] },
  find: ({ elevations }, { pattern, roles }) => {
    if (pattern === '') return [];
    const good = new RegExp(pattern);
    const isWanted = (role: RatedRole): boolean =>
      roles.length === 0 || roles.some((entry) => isRoleNamed(entry, role));
    return elevations
      .filter(isStarted)
      .filter(({ role }) => isWanted(role))
      .flatMap((elevation) => {
        const ticket = elevation.ticket?.number?.trim() ?? '';
        if (ticket !== '' && ticket.length <= longestTicket && good.test(ticket)) return [];
        const who = `${displayName(elevation.principal)} activated ${roleTitle(elevation)}`;
        const what = ticket === '' ? 'without a ticket' : `with a ticket that is none: ${quote(ticket)}`;
        return [aboutElevation(elevation, `${who} ${what}.`)];
      });
  },
});
