import type { CheckResult } from '../../domain/check';
import type { CollectionDay } from '../../domain/collection-day';
import type { UtcDay } from '../../domain/time/utc-day';
import { plural } from '../../text/plural';

/** Milliseconds without a collection after which somebody should look: two nights of a daily timer. */
const longSilence = 50 * 3_600_000;
const shownDays = 3;

/** Checks the last rows of the collection ledger: what was read, when, and what failed. */
export function checkLedger(ledger: ReadonlyMap<UtcDay, CollectionDay>, now: Date): CheckResult {
  const rows = [...ledger.values()].sort((a, b) => (a.day < b.day ? -1 : 1));
  if (rows.length === 0) return { state: 'ok', found: 'The ledger has no day yet.' };
  const last = rows
    .slice(-shownDays)
    .map(({ day, state, events }) => `${day} ${state}, ${plural(events, 'event')}`);
  const complete = rows.filter(({ state }) => state === 'complete').length;
  const found = `${complete} of ${plural(rows.length, 'day')} complete; the last: ${last.join('; ')}.`;
  const failed = rows.findLast(({ failedReads }) => failedReads > 0);
  if (failed !== undefined)
    return {
      state: 'warning',
      found: `${found} ${failed.day} could not be read ${plural(failed.failedReads, 'time')} in a row: ${failed.reason ?? 'no reason was kept'}`,
      fix: 'Run "pim-report collect", which reads what is missing.',
    };
  const readAt = Math.max(...rows.map(({ lastReadAt }) => lastReadAt?.getTime() ?? 0));
  if (readAt > 0 && now.getTime() - readAt > longSilence)
    return {
      state: 'warning',
      found: `${found} Nothing has been collected since ${new Date(readAt).toISOString().slice(0, 16).replace('T', ' ')} UTC.`,
      fix: 'Run "pim-report collect"; in Azure, see whether the timer collectAuditEvents still runs (docs/operate.md).',
    };
  return { state: 'ok', found };
}
