import type { Finding } from '../../domain/finding';
import { asPrincipal, knownName } from '../../domain/events/people';
import { oneLine } from '../../text/text-safety';
import { entraPage, entraRolePage } from '../entra-page';

/** A part of a sentence; with a page it is a link. */
export interface SentencePart {
  readonly text: string;
  readonly url: string | null;
}

/** Maximum characters of a finding's sentence in the mail and on the Summary sheet. */
export const maxSentence = 400;

/** Shorter names may be a part of any word, and are not linked. Longer names are cut. */
const [minName, maxName] = [3, 60];

/**
 * The sentence of a finding on one line, the names of its people and its role linked to their Entra pages, as far as
 * their addresses are known. Together the parts are the sentence, after long names and then the whole were cut.
 */
export function linkedSentence(
  { sentence, initiator, principal, role, scope }: Finding,
  tenantId: string | null,
  limit = 300,
): SentencePart[] {
  const targets = [
    [knownName(principal), entraPage(principal)],
    [knownName(initiator), entraPage(initiator === null ? null : asPrincipal(initiator))],
    [knownName(role), entraRolePage(role, scope, tenantId)],
  ] as const;
  // Otherwise a long name could push what its owner did out of the sentence when that is cut.
  const text = targets.reduce(
    (words, [name]) =>
      name === null || name.length <= maxName ? words : words.replaceAll(name, () => oneLine(name, maxName)),
    sentence,
  );
  let parts: SentencePart[] = [{ text: oneLine(text, limit), url: null }];
  for (const [name, page] of targets) {
    if (page !== null) parts = linked(parts, oneLine(name ?? '', maxName), page.url);
  }
  return parts;
}

/** Links the first whole occurrence of a name in the text that is not linked yet. */
function linked(parts: readonly SentencePart[], name: string, url: string): SentencePart[] {
  if (name.length < minName) return [...parts];
  const index = parts.findIndex((part) => part.url === null && placeOf(part.text, name) >= 0);
  const part = parts[index];
  if (part === undefined) return [...parts];
  const start = placeOf(part.text, name);
  const pieces = [
    { text: part.text.slice(0, start), url: null },
    { text: name, url },
    { text: part.text.slice(start + name.length), url: null },
  ];
  return parts.toSpliced(index, 1, ...pieces.filter(({ text }) => text !== ''));
}

function placeOf(text: string, name: string): number {
  for (let place = text.indexOf(name); place >= 0; place = text.indexOf(name, place + 1)) {
    const isInWord =
      /[\p{L}\p{N}]$/u.test(text.slice(0, place)) || /^[\p{L}\p{N}]/u.test(text.slice(place + name.length));
    if (!isInWord) return place;
  }
  return -1;
}
