import { isDeepStrictEqual } from 'node:util';
import { isCorrection, deliveryStates, type DeliveryRow } from '../../../domain/reports/delivery-row';
import { clockDifference } from '../weeks/entered-ahead';
import type { OperationIdOf } from '../operation-id-of';
import { mainFileOf, openDaysOf, type MailLink } from '../mail-record';
import type { ArchivedChain } from './archived-chain';

/** Returns what is wrong with a report's rows of the delivery ledger, one sentence each. */
export function rowProblems(
  rows: readonly DeliveryRow[],
  chain: ArchivedChain,
  operationIdOf: OperationIdOf,
): string[] {
  return [
    ...rows.flatMap((row) => [...stateProblems(row), ...linkedProblems(row, chain)]),
    ...idProblems(rows, chain, operationIdOf),
  ];
}

const nameOf = (row: DeliveryRow): string => `The ledger's row of ${row.report} ${row.edition}`;
const words = (value: unknown): string => JSON.stringify(value);
const textOf = (instant: Date | null): string => instant?.toISOString() ?? 'never';

/** Compares the state of a row with what a row of that state must say. */
function stateProblems(row: DeliveryRow): string[] {
  const { state, link, startedAt, sentAt, attempt } = row;
  const of = nameOf(row);
  const problems: string[] = [];
  if (!deliveryStates.includes(state)) problems.push(`${of} was changed: ${words(state)} is no state.`);
  else if (state === 'due' && link !== null)
    problems.push(`${of} was changed: it says due, but its mail was archived.`);
  else if (state !== 'due' && link === null)
    problems.push(`${of} says ${state}, but no mail was archived for it.`);
  if (!isTimely(row))
    problems.push(
      `${of} was changed: it says ${state}, started at ${textOf(startedAt)}, sent at ${textOf(sentAt)}.`,
    );
  if (!Number.isInteger(attempt) || attempt < 1)
    problems.push(`${of} was changed: ${words(attempt)} is no number of an attempt.`);
  return problems;
}

/**
 * Returns whether the times of a row fit its state. One run begins and closes a row, at the time of that run. A row that
 * a person sets to failed keeps the time of its mail until the next attempt begins.
 */
function isTimely({ state, startedAt, sentAt }: DeliveryRow): boolean {
  if (state === 'sent') return startedAt.getTime() === sentAt?.getTime();
  return sentAt === null || (state === 'failed' && sentAt <= startedAt);
}

/** Compares a row with the link that it names. */
function linkedProblems(row: DeliveryRow, chain: ArchivedChain): string[] {
  const of = nameOf(row);
  if (row.link === null) return [];
  const { path, sha256, previous } = row.link;
  const found = chain.links.get(path);
  if (found === undefined)
    return [`${path} is missing: the ledger names it as the link of ${row.report} ${row.edition}.`];
  if (found.sha256 !== sha256)
    return [`${path} has been changed: the ledger names it with SHA-256 ${sha256}, found ${found.sha256}.`];
  const { link } = found;
  if (link === null) return [];
  const { to, cc, bcc } = link.recipients;
  const facts: [string, unknown, unknown][] = [
    ['report', row.report, link.report],
    ['edition', row.edition, link.edition],
    ['time zone', row.timeZone, link.period.timeZone],
    ['recipients', row.recipients, [...to, ...cc, ...bcc]],
    ['number of events', row.events, link.events],
    ['incomplete days', row.openDays, openDaysOf(link)],
    ['file', { fileName: row.fileName, fileHash: row.fileHash }, mainFileOf(link)],
    ['links before it', previous, link.previous],
  ];
  return [
    ...facts
      .filter(([, one, other]) => !isDeepStrictEqual(one, other))
      .map(([what, one, other]) => `${of} was changed: ${what} ${words(one)}, archived ${words(other)}.`),
    ...timeProblems(row, path, link, chain),
  ];
}

/**
 * Compares the times of a row with those of its link: a mail is sent after its week, and after it was archived. Once a
 * clock that was ahead has sent a week too early, its correction may be earlier than the week's end.
 */
function timeProblems(row: DeliveryRow, path: string, link: MailLink, chain: ArchivedChain): string[] {
  const of = nameOf(row);
  const at = row.startedAt.getTime();
  const archivedAt = Date.parse(link.archivedAt);
  const isEarly = at < archivedAt - clockDifference && !isDatedLater(path, link, chain);
  return [
    ...(at < Date.parse(link.period.to) && !isCorrection(row.edition)
      ? [`${of} was changed: its mail left at ${textOf(row.startedAt)}, before the period ended.`]
      : []),
    ...(isEarly
      ? [
          `${of} was changed, or a clock was ahead: its mail left at ${textOf(row.startedAt)}, but ${path} was ` +
            `archived after that, at ${link.archivedAt}.`,
        ]
      : []),
  ];
}

/**
 * Returns whether a link has the time of the link before it, because a clock that was ahead had dated that one too late.
 * A second mail of an edition has no such excuse: with it, somebody could replace the first one.
 */
function isDatedLater(path: string, { edition, archivedAt, previous }: MailLink, { links }: ArchivedChain) {
  const isSecond = [...links.values()].some(
    (other) => other.path !== path && other.link?.edition === edition,
  );
  return !isSecond && previous.some((before) => links.get(before.path)?.link?.archivedAt === archivedAt);
}

/**
 * Compares the ids of mails with those that report, edition and attempt give. They depend on where the store is: ids of
 * mails that were sent before the store was moved are others. No mail after the first one with an id of this place may
 * have another.
 */
function idProblems(
  rows: readonly DeliveryRow[],
  { links }: ArchivedChain,
  operationIdOf: OperationIdOf,
): string[] {
  const byLink = new Map(rows.map((row) => [row.link?.path, row]));
  const oldestFirst = [...links.keys()].reverse().flatMap((path) => byLink.get(path) ?? []);
  const idOf = ({ report, edition, attempt }: DeliveryRow) => operationIdOf(report, edition, attempt);
  const first = oldestFirst.findIndex((row) => row.operationId === idOf(row));
  return (first < 0 ? [] : oldestFirst.slice(first))
    .filter((row) => row.operationId !== idOf(row))
    .map(
      (row) =>
        `${nameOf(row)} was changed, or the store was in another place when its mail was sent: attempt ${row.attempt} ` +
        `has the operation id ${idOf(row)} here, found ${words(row.operationId)}.`,
    );
}
