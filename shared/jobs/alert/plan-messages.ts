import { createHash } from 'node:crypto';
import { groupBy, type NonEmpty } from '../../analysis/group-by';
import type { AlertMessage } from '../../domain/alerts/alert';
import type { StoredAlert } from '../../domain/alerts/alert-row';

/** More messages than this for one channel in one run become a summary. */
export const maxMessages = 10;

/** A message and the rows that it settles. */
export interface PlannedMessage {
  readonly message: AlertMessage;
  readonly rows: NonEmpty<StoredAlert>;
  /** Whether an earlier run may have sent it. */
  readonly isRepeat: boolean;
}

/**
 * What to send for rows that are not settled, in order. What was tried before is sent again as it was: the same
 * message with the same id, so that a receiver can tell. What was never tried goes one alert a message, or as one
 * summary when there would be more than ten messages. A channel that takes lists (`alertsPerMessage` above 1) gets no
 * summary, only lists.
 */
export function planMessages(rows: readonly StoredAlert[], alertsPerMessage: number): PlannedMessage[] {
  const sorted = [...rows].sort(inOrder);
  if (alertsPerMessage > 1) {
    // The place of a row in the list is what tells the lists apart.
    const chunks = groupBy([...sorted.entries()], ([place]) => String(Math.floor(place / alertsPerMessage)));
    return chunks.map(([first, ...rest]) => planned([first[1], ...rest.map(([, row]) => row)], false));
  }
  const fresh = sorted.filter(({ row }) => row.messageId === null);
  const repeats = groupBy(
    sorted.filter(({ row }) => row.messageId !== null),
    ({ row }) => row.messageId ?? '',
  ).map((group) => planned(group, group[0].row.messageId !== group[0].row.alert.key));
  const [first, ...others] = fresh;
  if (first === undefined) return repeats;
  if (repeats.length + fresh.length > maxMessages && others.length > 0)
    return [...repeats, planned([first, ...others], true)];
  return [...repeats, ...fresh.map((row) => planned([row], false))];
}

/**
 * What to send when only some rows of a message could be claimed. Of a list those rows; of a message that was never
 * tried another message, with its own id, because the id of a message covers all of its rows; of one that is
 * sent again nothing: a later run sends it whole.
 */
export function narrowMessage(
  { message, isRepeat }: PlannedMessage,
  rows: readonly StoredAlert[],
  isList: boolean,
): PlannedMessage | null {
  const [first, ...rest] = rows;
  if (first === undefined || (isRepeat && !isList)) return null;
  const claimed: NonEmpty<StoredAlert> = [first, ...rest];
  const id = message.isSummary ? summaryId(claimed) : first.row.alert.key;
  return { message: { ...message, id, alerts: alertsOf(claimed) }, rows: claimed, isRepeat };
}

function planned(rows: NonEmpty<StoredAlert>, isSummary: boolean): PlannedMessage {
  const [{ row }] = rows;
  const isRepeat = rows.some((stored) => stored.row.messageId !== null);
  const id = isSummary ? (row.messageId ?? summaryId(rows)) : row.alert.key;
  return { message: { id, isSummary, alerts: alertsOf(rows) }, rows, isRepeat };
}

/** The same for the same alerts, whatever run sends them. */
const summaryId = (rows: NonEmpty<StoredAlert>): string =>
  createHash('sha256')
    .update(rows.map(({ row }) => row.alert.key).join('\n'))
    .digest('hex')
    .slice(0, 32);

function alertsOf([first, ...rest]: NonEmpty<StoredAlert>): AlertMessage['alerts'] {
  return [first.row.alert, ...rest.map(({ row }) => row.alert)];
}

const inOrder = (a: StoredAlert, b: StoredAlert): number =>
  a.row.alert.at.getTime() - b.row.alert.at.getTime() || (a.row.alert.key < b.row.alert.key ? -1 : 1);
