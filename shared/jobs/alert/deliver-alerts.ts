import { delay } from '@azure/core-util';
import type { NonEmpty } from '../../analysis/group-by';
import type { MessageOutcome } from '../../domain/alerts/alert';
import type { ChannelResult } from '../../domain/alerts/alert-run-result';
import { isSettled, type AlertRow, type StoredAlert } from '../../domain/alerts/alert-row';
import { failureSentence } from '../../text/failure-text';
import { stopReason } from '../../text/stop-reason';
import { ledgerGrace } from '../collect/collection-ledger';
import type { AlertChannel } from './alert-channel';
import type { AlertLedger } from './alert-ledger';
import { isOverdue, newRows, oldestOpenAt, type FoundAlert } from './alert-rows';
import { createTally, type Tally } from './channel-tally';
import { narrowMessage, planMessages, type PlannedMessage } from './plan-messages';

export interface DeliverAlertsParts {
  readonly alertLedger: AlertLedger;
  /**
   * Milliseconds after which a row in state `sending` counts as left behind by a run that died: longer than one message
   * takes.
   */
  readonly takeOverAfter: number;
  /** Called before a wait, with its reason and its milliseconds. */
  readonly onWait?: (reason: string, wait: number) => void;
}

/** Delivers alerts on one channel, once each. */
export type DeliverAlerts = (
  channel: AlertChannel,
  found: readonly FoundAlert[],
  now: Date,
  signal: AbortSignal,
) => Promise<ChannelResult>;

/**
 * Creates the job that delivers what is new and what earlier runs left: each alert gets its row before anything is
 * sent, the row says `sending` before its message is sent and `sent` after it was accepted. A crash at any point loses
 * nothing. If the run ends after a message was accepted but before that is recorded, the message is sent again under
 * the same id. Two runs at once share the messages, since a row is claimed by its version. Never throws: what goes
 * wrong is in the result.
 */
export function createDeliverAlerts({
  alertLedger,
  takeOverAfter,
  onWait,
}: DeliverAlertsParts): DeliverAlerts {
  return async (channel, found, now, signal) => {
    const tally = createTally(channel);
    try {
      const known = await alertLedger.list(channel.name, oldestOpenAt(now), signal);
      const added = await file(channel, found, known, signal);
      tally.filed();
      const open = await giveUpOld(
        known.filter(({ row }) => !isSettled(row)),
        now,
        tally,
      );
      const isHeld = holdsBack(open, channel);
      const held = open.filter(isHeld);
      const due = [...open.filter((stored) => !isHeld(stored)), ...added];
      const seenAt = performance.now();
      const isResting = await sendAll(
        planMessages(due, channel.alertsPerMessage),
        channel,
        now,
        signal,
        tally,
      );
      if (held.length > 0 && !isResting) {
        const left = await leftBehind(channel, held, seenAt, now, signal);
        await sendAll(planMessages(left, channel.alertsPerMessage), channel, now, signal, tally);
      }
    } catch (error) {
      tally.broke(signal.aborted ? stopReason(signal, 'The run had no time left.') : failureSentence(error));
    }
    return tally.result();
  };

  /** Gives each alert that is new to the channel its row. One that another run has just written is that run's. */
  async function file(
    { name }: AlertChannel,
    found: readonly FoundAlert[],
    known: readonly StoredAlert[],
    signal: AbortSignal,
  ): Promise<StoredAlert[]> {
    return eachOf(newRows(name, found, known), async (row) => {
      const version = await alertLedger.begin(row, ownSignal(signal));
      return version === null ? null : { row, version };
    });
  }

  /** Closes the rows that could not be delivered for a day; returns the others. */
  async function giveUpOld(open: readonly StoredAlert[], now: Date, tally: Tally): Promise<StoredAlert[]> {
    const kept: StoredAlert[] = [];
    for (const stored of open) {
      const { row, version } = stored;
      if (!isOverdue(row, now)) {
        kept.push(stored);
        continue;
      }
      const reason = row.reason ?? 'It was not tried: in every run, the channel failed before its turn.';
      const closed = { ...row, state: 'undelivered', reason, settledAt: now } as const;
      if ((await alertLedger.replace(closed, version, AbortSignal.timeout(ledgerGrace))) !== null)
        tally.failed(closed, `It could not be delivered for 24 hours. ${reason}`, true);
    }
    return kept;
  }

  /** Sends messages in order; returns whether the channel rests from now on. */
  async function sendAll(
    messages: readonly PlannedMessage[],
    channel: AlertChannel,
    now: Date,
    signal: AbortSignal,
    tally: Tally,
  ): Promise<boolean> {
    for (const [place, wanted] of messages.entries()) {
      signal.throwIfAborted();
      const planned = await claim(wanted, !isOneMessage(channel), signal);
      if (planned === null) continue;
      const { message, isRepeat, rows } = planned;
      const number = Math.max(...rows.map(({ row }) => row.attempt));
      const outcome = await channel.send(message, { number, isRepeat }, signal);
      await settle(rows, outcome, now, tally);
      if (outcome.state === 'failed' && outcome.isResting) {
        const left = messages.slice(place + 1).flatMap((each) => each.rows);
        tally.waits(left.length);
        return true;
      }
    }
    return false;
  }

  /**
   * Marks a message's rows as being sent, the first one before the others: the run that claims the first row has the
   * message, so that no two runs send parts of it under the same id. A row that could not be claimed may have that id
   * all the same (it was written, but the answer was lost), so the other rows become another message. Null if this run
   * sends none of them.
   */
  async function claim(
    wanted: PlannedMessage,
    isList: boolean,
    signal: AbortSignal,
  ): Promise<PlannedMessage | null> {
    let planned: PlannedMessage | null = wanted;
    while (planned !== null) {
      const { id } = planned.message;
      const claimRow = async ({ row, version }: StoredAlert) => {
        const sending: AlertRow = { ...row, state: 'sending', messageId: id };
        const next = await alertLedger.replace(sending, version, ownSignal(signal));
        return next === null ? null : { row: sending, version: next };
      };
      const [head, ...others]: NonEmpty<StoredAlert> = planned.rows;
      const first = await claimRow(head);
      if (first === null) {
        planned = narrowMessage(planned, others, isList);
        continue;
      }
      const rows: NonEmpty<StoredAlert> = [first, ...(await eachOf(others, claimRow))];
      if (rows.length === planned.rows.length) return { ...planned, rows };
      const left: PlannedMessage | null = narrowMessage(planned, rows, isList);
      if (isList) return left;
      planned = left;
    }
    return null;
  }

  /** Writes down what became of a message, also when the run's own time is up. */
  async function settle(
    rows: NonEmpty<StoredAlert>,
    outcome: MessageOutcome,
    now: Date,
    tally: Tally,
  ): Promise<void> {
    await eachOf(rows, async ({ row, version }) => {
      const settled = rowAfter(row, outcome, now);
      await alertLedger.replace(settled, version, AbortSignal.timeout(ledgerGrace));
      if (outcome.state === 'sent') tally.sent(row.alert);
      else tally.failed(settled, outcome.reason, outcome.state === 'refused');
    });
  }

  /** Returns those of the rows held back at the start of this run whose messages no run has touched since. */
  async function leftBehind(
    channel: AlertChannel,
    held: readonly StoredAlert[],
    seenAt: number,
    now: Date,
    signal: AbortSignal,
  ): Promise<StoredAlert[]> {
    const { name } = channel;
    const wait = takeOverAfter - (performance.now() - seenAt);
    if (wait > 0) {
      onWait?.(
        `Alert channel "${name}": another run may be sending ${held.length} alerts; waiting ${Math.ceil(wait / 1000)} s.`,
        wait,
      );
      await delay(wait, { abortSignal: signal });
    }
    const current = await alertLedger.list(name, oldestOpenAt(now), signal);
    const unchanged = new Set(current.map(({ version, row }) => `${version} ${keyOfRow(row)}`));
    const touched = held.filter(({ version, row }) => !unchanged.has(`${version} ${keyOfRow(row)}`));
    const isTouched = ({ row }: StoredAlert): boolean =>
      touched.some(
        (other) =>
          keyOfRow(other.row) === keyOfRow(row) ||
          (isOneMessage(channel) && other.row.messageId === row.messageId),
      );
    return held.filter((stored) => !isTouched(stored));
  }
}

/** Whether an alert always belongs to the message that it was first sent in; rows of a list do not. */
const isOneMessage = ({ alertsPerMessage }: AlertChannel): boolean => alertsPerMessage === 1;

/**
 * Which rows must wait: those that are being sent, and all others of the same message, since a part of a message that
 * goes out under its id makes the receiver take the rest for a repeat.
 */
function holdsBack(open: readonly StoredAlert[], channel: AlertChannel) {
  const inFlight = new Set(open.filter(({ row }) => row.state === 'sending').map(({ row }) => row.messageId));
  return ({ row }: StoredAlert): boolean =>
    row.state === 'sending' ||
    (isOneMessage(channel) && row.messageId !== null && inFlight.has(row.messageId));
}

const keyOfRow = ({ alert, firstEventAt }: AlertRow): string => `${firstEventAt.toISOString()} ${alert.key}`;

/** Rows that are written at the same time at most. */
const atOnce = 20;

/** Does something for each item, a few at a time and in order; returns what is not null. */
async function eachOf<T, R>(items: readonly T[], act: (item: T) => Promise<R>): Promise<NonNullable<R>[]> {
  const results: R[] = [];
  for (let from = 0; from < items.length; from += atOnce)
    results.push(...(await Promise.all(items.slice(from, from + atOnce).map(act))));
  return results.filter((result) => result !== null && result !== undefined);
}

/** A signal of one call: many calls at once would be too many listeners for one signal, of which Node warns. */
const ownSignal = (signal: AbortSignal): AbortSignal => AbortSignal.any([signal]);

function rowAfter(row: AlertRow, outcome: MessageOutcome, now: Date): AlertRow {
  if (outcome.state === 'sent') return { ...row, state: 'sent', reason: null, settledAt: now };
  const failed = { ...row, failedLooks: row.failedLooks + 1, reason: outcome.reason };
  if (outcome.state === 'refused') return { ...failed, state: 'undelivered', settledAt: now };
  return { ...failed, state: 'failed', attempt: row.attempt + (outcome.isOver === true ? 1 : 0) };
}
