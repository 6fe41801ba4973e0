import { isoWeek, isWithin, lastWholeWeek, periodLabel } from '../../shared/domain/time/period';
import { correctionNumber } from '../../shared/domain/reports/delivery-row';
import type { CollectionDay } from '../../shared/domain/collection-day';
import { addUtcDays, endOfUtcDay, utcDayOf, utcDaysBetween } from '../../shared/domain/time/utc-day';
import type { ChaosState, ChaosWorld, Run } from './chaos-state';
import type { Scenario } from './scenario';
import { start } from './shown-events';

/** A promise that was not kept. */
export class BrokenPromiseError extends Error {
  override readonly name: string = 'BrokenPromiseError';
}

const hold = (kept: boolean, promise: string): void => {
  if (!kept) throw new BrokenPromiseError(promise);
};

/** Text of an error that is a bug in our code. */
const bug = /is not a function|Cannot read prop|is not iterable|is not defined|undefined|NaN|\[object/;

/** First day that both Graph and our retention keep. */
const firstDay = (now: Date, { horizonDays, retentionDays }: Scenario): string =>
  addUtcDays(utcDayOf(now), -Math.min(horizonDays, retentionDays || horizonDays));
/** First day whose events we keep; empty if we keep all. */
const firstKept = (now: Date, { retentionDays }: Scenario): string =>
  retentionDays === 0 ? '' : addUtcDays(utcDayOf(now), -retentionDays);

/** Checks what must hold after every run, also after one that failed. */
export function holdAlways(world: ChaosWorld, state: ChaosState, now: Date, scenario: Scenario): void {
  const known = new Map(world.events.map((event) => [event.wire.id, event]));
  const stored = new Set(state.events.map(({ id }) => id));
  hold(stored.size === state.events.length, 'every event is stored once');
  for (const { id, raw } of state.events)
    hold(known.get(id ?? '')?.raw === raw, `${id} is stored byte for byte`);
  for (const line of world.said) {
    hold(!world.secrets.some((secret) => line.includes(secret)), `no message holds a secret: ${line}`);
    hold(!bug.test(line), `every failure is a sentence that the jobs wrote: ${line}`);
  }

  for (const row of state.days.values()) {
    const isOutOfReach = row.day < firstDay(now, scenario);
    hold(row.state !== 'lost' || isOutOfReach, `${row.day} is not marked as lost while Graph has it`);
    if (row.state === 'complete') {
      hold(now >= endOfUtcDay(row.day), `${row.day} is not complete before it is over`);
      hold(row.lastReadAt !== null, `${row.day} is complete, so it was read`);
    }
    if (row.state !== 'lost') holdRead(world, row, stored);
  }

  for (const { edition, events } of state.runs) {
    const week = isoWeek(edition.slice(0, 8), scenario.timeZone);
    const own = world.events.filter(({ at }) => isWithin(week, at)).length;
    hold((events ?? 0) <= own, `${edition} counts ${events} events, but its week has ${own}`);
  }
  const delivered = state.mails.filter(({ isGivenUp }) => !isGivenUp).length;
  const editions = state.runs.filter((run) => run.state === 'sending' || run.state === 'sent').length;
  hold(delivered <= editions, `${delivered} mails were delivered for ${editions} editions`);
  hold(new Set(world.told).size === world.told.length, `each mail is reported once: ${world.told.join()}`);
  hold(world.madeAgain.length === 0, `what was sent is not made again: ${world.madeAgain.join()}`);
}

/** Checks that every event that Graph returned when the day was read is stored. */
function holdRead({ events }: ChaosWorld, row: CollectionDay, stored: ReadonlySet<string | null>): void {
  const end = row.state === 'complete' ? endOfUtcDay(row.day) : row.readTo;
  if (end === null || row.lastReadAt === null) return;
  for (const { wire, at, visibleFrom } of events) {
    const isDue = utcDayOf(at) === row.day && at < end && visibleFrom <= row.lastReadAt;
    hold(!isDue || stored.has(wire.id), `${row.day} ${row.state}: ${wire.id} was there when it was read`);
  }
}

/**
 * Checks that each new mail counts exactly the stored events of its week. A report run may collect days before it makes
 * a mail, but stores or deletes nothing afterwards. Skips two jobs at the same time: the other job may do so.
 */
export function holdCounted(
  { events, archivedMails }: ChaosState,
  known: ReadonlySet<string>,
  { jobs }: Run,
  { timeZone }: Scenario,
): void {
  if (jobs.length > 1) return;
  const instants = events.map(
    ({ raw }) => new Date((JSON.parse(raw) as { activityDateTime: string }).activityDateTime),
  );
  for (const { edition, events: told } of archivedMails.filter((archived) => !known.has(archived.edition))) {
    const week = isoWeek(edition.slice(0, 8), timeZone);
    const own = instants.filter((at) => isWithin(week, at)).length;
    hold(told === own, `${edition} counts ${told} events, but ${own} events of its week are stored`);
  }
}

/** Checks what must hold after a run without failures. */
export function holdWell(
  world: ChaosWorld,
  state: ChaosState,
  { jobs, at: now }: Run,
  scenario: Scenario,
): void {
  if (jobs.includes('collect')) holdCollected(world, state, now, scenario);
  if (jobs.includes('report')) holdMailed(state, now, scenario);
  if (!jobs.includes('collect')) holdCorrected(world, state, now);
}

function holdCollected({ events }: ChaosWorld, state: ChaosState, now: Date, scenario: Scenario): void {
  const stored = new Set(state.events.map(({ id }) => id));
  const today = utcDayOf(now);
  for (const day of utcDaysBetween(new Date(start), now).filter((each) => each < today)) {
    const found = state.days.get(day)?.state ?? 'not known';
    const isReadable = day >= firstDay(now, scenario);
    const isSettled = found === 'complete' || (!isReadable && found === 'lost');
    // Days before the first run have no row.
    const isOlder = !isReadable && found === 'not known' && day < ([...state.days.keys()].sort()[0] ?? '');
    hold(isSettled || isOlder, `${day} is complete, not ${found}, after a run without failures`);
  }
  for (const { wire, at, visibleFrom } of events) {
    const day = utcDayOf(at);
    const latest = endOfUtcDay(addUtcDays(day, scenario.overlapDays));
    const isReadable = day >= firstDay(now, scenario) && day < today;
    const isDue = isReadable && visibleFrom <= now && visibleFrom <= latest;
    hold(!isDue || stored.has(wire.id), `${wire.id} is stored by a run without failures`);
    const isKept = day >= firstKept(now, scenario);
    hold(isKept || !stored.has(wire.id), `${wire.id} is deleted after ${scenario.retentionDays} days`);
  }
}

function holdMailed(state: ChaosState, now: Date, scenario: Scenario): void {
  const last = periodLabel(lastWholeWeek(now, scenario.timeZone));
  const run = state.runs.find(({ edition }) => edition === last);
  hold(run?.state === 'sent', 'the last whole week is mailed by a run without failures');
  const mail = state.mails.find(({ operationId }) => operationId === run?.operationId.toLowerCase());
  hold(mail?.isGivenUp === false, 'a mail that the ledger marks as sent was sent');
}

function holdCorrected({ told }: ChaosWorld, state: ChaosState, now: Date): void {
  for (const { edition, state: end, sentAt } of state.runs) {
    const isOfThisRun = sentAt !== null && sentAt >= now;
    hold(!isOfThisRun || told.includes(edition), `${edition} is reported by the run that sent it`);
    if (edition.includes('correction') || end !== 'sent') continue;
    const { openDays } = editionsOf(edition, state.runs).findLast((run) => run.state === 'sent') ?? {
      openDays: [],
    };
    const states = openDays.map((day) => state.days.get(day)?.state ?? 'missing');
    const isFinal = states.every((each) => each === 'complete' || each === 'lost');
    const isDue = isFinal && states.includes('complete');
    hold(!isDue, `${edition} is corrected`);
  }
}

/** Returns the runs of a period in order: the report, then its corrections. */
function editionsOf(label: string, runs: ChaosState['runs']): ChaosState['runs'] {
  const numbered = runs.flatMap((run) => {
    const number = run.edition === label ? 0 : correctionNumber(label, run.edition);
    return number === null ? [] : [{ run, number }];
  });
  return numbered.sort((a, b) => a.number - b.number).map(({ run }) => run);
}

/** Checks what must hold after the last run. */
export async function holdInTheEnd(
  world: ChaosWorld,
  { runs, mails, days, archivedMails }: ChaosState,
): Promise<void> {
  for (const run of runs) {
    const archived = archivedMails.find(({ edition }) => edition === run.edition);
    hold(archived?.events === run.events, `${run.edition}: ledger and archived mail count the same events`);
    hold(run.state === 'sent', `${run.edition} is ${run.state} in the end`);
    const mail = mails.find(({ operationId }) => operationId === run.operationId.toLowerCase());
    hold(
      archived?.subject === mail?.subject,
      `${run.edition}: the archived mail has the subject of the sent one`,
    );
    const isIncomplete = mail?.subject.includes('INCOMPLETE') ?? false;
    hold(
      isIncomplete === run.openDays.length > 0,
      `${run.edition}: "${mail?.subject}" says whether the week is complete`,
    );
    if (!run.edition.includes('correction')) continue;
    const editions = editionsOf(run.edition.replace(/-correction-\d+$/, ''), runs);
    const corrected = editions[editions.indexOf(run) - 1];
    const isGained = corrected?.openDays.some((each) => !run.openDays.includes(each)) ?? false;
    // A correction with a late finding is mailed at once.
    const isLate = (run.events ?? 0) > (corrected?.events ?? Infinity);
    // The retention may delete a day in the same night: then the numbers of events cannot be compared.
    const isDeleted = run.openDays.some((each) => corrected?.openDays.includes(each) === false);
    const hasLateEvents = [...days.values()].some(({ lateEvents }) => lateEvents > 0);
    hold(
      isGained || isLate || (isDeleted && hasLateEvents),
      `${run.edition} has a day that was read since, or events that came later`,
    );
    const isFinal = run.openDays.every((each) => days.get(each)?.state === 'lost');
    hold(isFinal || isLate, `${run.edition} was mailed after all its days were final`);
  }
  const delivered = mails.filter(({ isGivenUp }) => !isGivenUp).length;
  hold(delivered === runs.length, `${delivered} mails for ${runs.length} editions`);
  const broken = await world.verify();
  hold(broken === null, `the archive's chain is whole: ${broken ?? ''}`);
}
