import { isDeepStrictEqual } from 'node:util';
import { linkPlace } from '../../../domain/reports/archive-link';
import type { ArchivedChain, FoundLink } from './archived-chain';
import { linkOf, type MailLink, type MailRecord } from '../mail-record';

/** Returns what is wrong with a link by itself and with the links that it names, one sentence each. */
export function linkProblems({ path, link }: FoundLink, { links }: ArchivedChain): string[] {
  if (link === null) return [`${path} has been changed: it is not a link.`];
  const { report, edition } = link;
  const own = new RegExp(
    `^${escaped(report)}/${edition.slice(0, 4)}/${escaped(edition)}(-\\d+)?-link\\.json$`,
  );
  return [
    ...(own.test(path) ? [] : [`${path} is in the wrong place: it is the link of ${report} ${edition}.`]),
    ...link.previous.flatMap(({ path: before, sha256 }) => {
      const found = links.get(before);
      if (found === undefined)
        return [`${before} is missing: ${path} names it as the link before it, with SHA-256 ${sha256}.`];
      if (found.sha256 === sha256) {
        const isLater = found.link !== null && found.link.archivedAt > link.archivedAt;
        return isLater ? [`${path} was inserted: it names ${before}, which was archived after it.`] : [];
      }
      return [`${before} has been changed: ${path} names it with SHA-256 ${sha256}, found ${found.sha256}.`];
    }),
  ];
}

const escaped = (text: string): string => text.replaceAll(/[^\w-]/g, (sign) => `\\${sign}`);

/** Returns what is wrong between a link and the mail that it covers, one sentence each. */
export function mailProblems(link: MailLink, record: MailRecord): string[] {
  const facts = linkOf(record, link);
  return [
    ...(isDeepStrictEqual(facts, link)
      ? []
      : [
          `The link of ${link.edition} and its mail ${link.mail.path} contradict each other: one was changed.`,
        ]),
    ...(record.html.includes(linkPlace) && record.text.includes(linkPlace)
      ? []
      : [`${link.mail.path} does not print its link's hash.`]),
  ];
}
