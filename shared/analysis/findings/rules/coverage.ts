import { isWithinHorizon, type DayCoverage } from '../../../domain/collection-day';
import { unreadableEvent } from '../../../domain/reports/totals';
import { localClock } from '../../../domain/time/local-clock';
import { addUtcDays, endOfUtcDay, startOfUtcDay, type UtcDay } from '../../../domain/time/utc-day';
import { formatNumber } from '../../../text/format-number';
import { plural } from '../../../text/plural';
import { quote } from '../../../text/quote';
import { defineRule, type FindingContext, type RawFinding, type Rule } from '../rule';

/** A finding about the log itself, which names nobody. */
const aboutLog = (sentence: string, at: Date, count: number, advice?: string): RawFinding => ({
  sentence,
  principal: null,
  role: null,
  scope: null,
  at,
  count,
  eventIds: [],
  ...(advice !== undefined && { advice }),
});

/** The advice for days whose events are no longer in Graph. */
const adviceToImport =
  'Microsoft Graph no longer has these events: if you have an exported log of that time, add it with "pim-report import".';

const unknownActivity = defineRule({
  id: 'unknown-activity',
  severity: 'info',
  weight: 10,
  title: 'Unknown activity',
  why: 'Microsoft adds activities without notice, and no other rule checks events of an unknown activity.',
  advice: 'Install the newest version of PIM Report, which may know the activity.',
  find: ({ unknownActivities, period }) =>
    unknownActivities.map(({ name, count }) =>
      aboutLog(
        name === unreadableEvent
          ? `${plural(count, 'event')} could not be understood; the text is kept as it came.`
          : `${plural(count, 'event')} of a new activity type that this report does not understand yet: ${quote(name)}.`,
        period.from,
        count,
      ),
    ),
});

/** Whether the part of the day that belongs to the period is over but was not read. */
function isGap({ day, state }: DayCoverage, { period, asOf, knownUntil }: FindingContext): boolean {
  // Events of an imported day are there; that its file was whole is what nobody can prove.
  if (state === 'complete' || state === 'imported') return false;
  const needed = Math.min(endOfUtcDay(day).getTime(), period.to.getTime());
  if (needed > asOf.getTime()) return false;
  // In most zones a week ends inside a UTC day: that day may be read far enough without being complete.
  return state !== 'partial' || needed > knownUntil.getTime();
}

const utcClock = localClock('UTC');
const dayWords = (day: UtcDay): string => utcClock.shortDate(startOfUtcDay(day));

/** What a gap of consecutive days in one state is, in one sentence. */
function gapSentence(state: DayCoverage['state'], first: UtcDay, last: UtcDay, days: number): string {
  const [from, to] = [dayWords(first), dayWords(last)];
  const range = days > 2 ? `from ${from} to ${to} (${days} UTC days)` : null;
  const named = `${days === 1 ? from : `${from} and ${to}`} (UTC)`;
  if (state === 'lost')
    return `The audit events ${range ?? `of ${named}`} are lost: neither Microsoft nor this store has them any more.`;
  return `${state === 'partial' ? 'Only a part' : 'Nothing'} was read ${range ?? `for ${named}`}.`;
}

const collectionGap = defineRule({
  id: 'collection-gap',
  severity: 'high',
  weight: 79,
  title: 'Days not collected',
  why: 'Whatever happened then is missing from the whole report.',
  advice: 'Find out why the collection failed, and read the missing days while Microsoft still has them.',
  find: (context) => {
    // Consecutive days in the same state have one cause. The days that Graph still has need another remedy than older ones.
    const runs: { first: DayCoverage; last: DayCoverage; days: number; inGraph: boolean }[] = [];
    for (const coverage of context.coverage.filter((day) => isGap(day, context))) {
      const { day, state } = coverage;
      const inGraph = state !== 'lost' && isWithinHorizon(day, context.asOf);
      const run = runs.at(-1);
      const follows =
        run?.inGraph === inGraph && run.last.state === state && addUtcDays(run.last.day, 1) === day;
      if (run !== undefined && follows) Object.assign(run, { last: coverage, days: run.days + 1 });
      else runs.push({ first: coverage, last: coverage, days: 1, inGraph });
    }
    return runs.map(({ first, last, days, inGraph }) => {
      return aboutLog(
        gapSentence(first.state, first.day, last.day, days),
        startOfUtcDay(first.day),
        days,
        inGraph ? undefined : adviceToImport,
      );
    });
  },
});

const eventsMissing = defineRule({
  id: 'events-missing',
  severity: 'high',
  weight: 80,
  title: 'Stored events are missing',
  why: 'Collected events were deleted or lost: the store can no longer prove what happened.',
  advice:
    'Find out who changed the storage account, and read the day again with "pim-report collect --from DAY --to DAY" while Microsoft still has it.',
  find: ({ missingEvents = [], asOf }) =>
    missingEvents.map(({ day, read, counted }) => {
      const missing = counted - read;
      const held = `The store holds ${formatNumber(read)} of the ${plural(counted, 'audit event')}`;
      const gone = `${formatNumber(missing)} ${missing === 1 ? 'is' : 'are'} missing`;
      return aboutLog(
        `${held} collected for ${day}: ${gone}.`,
        startOfUtcDay(day),
        missing,
        isWithinHorizon(day, asOf)
          ? undefined
          : `Find out who changed the storage account. ${adviceToImport}`,
      );
    }),
});

const lateEvents = defineRule({
  id: 'late-events',
  severity: 'info',
  weight: 10,
  title: 'Late events',
  why: 'Microsoft showed these events only after their days had been read; a report sent earlier does not have them.',
  advice: 'Nothing to do: the events are counted in this report.',
  find: ({ coverage, period, lateForReport = 0 }) => {
    const late = coverage.filter(({ lateEvents }) => lateEvents > 0);
    const [first] = late;
    const missed =
      lateForReport === 0
        ? []
        : [
            aboutLog(
              `${plural(lateForReport, 'event')} of the period before arrived after its report had been sent; ` +
                'making that report again shows them.',
              period.from,
              lateForReport,
            ),
          ];
    if (first === undefined) return missed;
    const count = late.reduce((sum, { lateEvents }) => sum + lateEvents, 0);
    const at = new Date(Math.max(startOfUtcDay(first.day).getTime(), period.from.getTime()));
    return [
      ...missed,
      aboutLog(
        `${plural(count, 'event')} arrived after their day had been collected; this report includes them.`,
        at,
        count,
      ),
    ];
  },
});

/** The rules about days and events that a report lacks. */
export const gapRules: readonly Rule[] = [collectionGap, eventsMissing];

/** Rules about the log itself: what was not read, came late or is not understood. */
export const coverageRules: readonly Rule[] = [unknownActivity, ...gapRules, lateEvents];
