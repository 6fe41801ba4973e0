import { lastWholeWeek, periodLabel } from '../../shared/domain/period';
import { addUtcDays, endOfUtcDay, utcDayOf, utcDaysBetween } from '../../shared/domain/utc-day';
import { horizonDays } from '../../shared/jobs/days-to-read';
import { createVerifyArchive } from '../../shared/jobs/verify-archive';
import { day, start, typed, type ChaosWorld } from './chaos-world';
import type { Scenario } from './scenario';

/** A promise that was not kept. */
export class Broken extends Error {}

const hold = (kept: boolean, promise: string): void => {
  if (!kept) throw new Broken(promise);
};

/** What must be so after every run, however it ended. */
export function holdAlways(
  { store, ledger, runs, events, posted, rendered, said }: ChaosWorld,
  now: Date,
): void {
  const known = new Map(events.map((event) => [event.wire.id, event]));
  for (const stored of store.events.values())
    hold(known.get(stored.id ?? '')?.raw === stored.raw, `${stored.id} is stored byte for byte`);
  hold(
    said.every((line) => !line.includes(typed)),
    'no message holds what a person typed',
  );

  for (const row of ledger.rows.values()) {
    const end = row.state === 'complete' ? endOfUtcDay(row.day) : row.readTo;
    const isOutOfReach = row.day < addUtcDays(utcDayOf(now), -horizonDays);
    hold(row.state !== 'lost' || isOutOfReach, `${row.day} is not called lost: Graph still has it`);
    if (row.state === 'complete')
      hold(now >= endOfUtcDay(row.day), `${row.day} is not complete before it is over`);
    if (end === null || row.lastReadAt === null) continue;
    for (const { wire, at, visibleFrom } of events) {
      const isDue = utcDayOf(at) === row.day && at < end && visibleFrom <= row.lastReadAt;
      hold(
        !isDue || store.events.has(wire.id),
        `${row.day} ${row.state}: ${wire.id} was there when it was read`,
      );
    }
  }

  for (const { coverage, period } of rendered) {
    const covered = utcDaysBetween(period.from, period.to).join();
    hold(coverage.map((each) => each.day).join() === covered, 'a report tells of every day of its week');
  }
  const delivered = [...posted.values()].filter(({ isGivenUp }) => !isGivenUp).length;
  const editions = [...runs.rows.values()].filter(({ state }) => state !== 'failed').length;
  hold(delivered <= editions, `${delivered} mails lie in the mailbox for ${editions} editions`);
}

/** What a run that ended well must have done. */
export function holdWell(world: ChaosWorld, job: 'collect' | 'report', now: Date, scenario: Scenario): void {
  const { store, ledger, runs, events, posted } = world;
  if (job === 'collect') {
    for (const name of utcDaysBetween(new Date(start), new Date(Math.floor(now.getTime() / day) * day)))
      hold(ledger.rows.get(name)?.state === 'complete', `${name} is complete after a run that ended well`);
    for (const { wire, at, visibleFrom } of events) {
      const latest = endOfUtcDay(utcDayOf(at)).getTime() + scenario.overlapDays * day;
      const isDue = utcDayOf(at) < utcDayOf(now) && visibleFrom <= now && visibleFrom.getTime() <= latest;
      hold(!isDue || store.events.has(wire.id), `${wire.id} is stored by a run that ended well`);
    }
    return;
  }
  const last = lastWholeWeek(now, scenario.timeZone);
  const run = runs.rows.get(`weekly ${periodLabel(last)}`);
  hold(run?.state === 'sent', 'the last whole week is mailed by a run that ended well');
  const mail = posted.get(run?.operationId ?? '');
  hold(mail?.isGivenUp === false, 'the mail that the ledger calls sent was sent');
}

/** What must be so when all is over. */
export async function holdInTheEnd({ runs, archive, posted, rendered }: ChaosWorld): Promise<void> {
  const rows = [...runs.rows.values()];
  for (const run of rows) {
    hold(run.state === 'sent', `${run.period} is ${run.state} in the end`);
    const subject = posted.get(run.operationId)?.subject ?? '';
    hold(
      subject.includes('INCOMPLETE') === run.openDays.length > 0,
      `${run.period}: "${subject}" tells the truth`,
    );
    const isCorrection = run.period.includes('correction');
    const corrected = rows.some(({ period }) => period === `${run.period}-correction-1`);
    hold(
      isCorrection || corrected === run.openDays.length > 0,
      `${run.period}: a correction, only if one is due`,
    );
  }
  hold(rendered.length === 0 || rows.length > 0, 'what was made was delivered');
  const delivered = [...posted.values()].filter(({ isGivenUp }) => !isGivenUp).length;
  hold(delivered === rows.length, `${delivered} mails for ${rows.length} editions`);
  const links = [...archive.files.values()].map(({ link }) => link);
  const verify = createVerifyArchive({
    archive: {
      list: () => Promise.resolve(links),
      hash: (path) => Promise.resolve(archive.files.get(path)?.link.sha256 ?? null),
    },
    runs,
  });
  const [chain] = await verify(['weekly'], new AbortController().signal);
  hold(chain?.broken === null, `the archive's chain is whole: ${chain?.broken ?? ''}`);
}
