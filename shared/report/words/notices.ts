import { joinFirst, joinList, plural } from '../../text/plural';
import { localClock, type LocalClock } from '../../domain/time/local-clock';
import type { Period } from '../../domain/time/period';
import { oneLine } from '../../text/text-safety';
import type { ReportModel } from '../report-model';

/**
 * What a reader must know before anything else: that weeks before this one were not mailed; that the period starts where
 * the report before ended, in another zone; and each entry of the filter that matched nothing, since the report may be empty for that reason alone.
 */
export function reportWarnings({
  unmailedWeeks = [],
  unmatchedFilters,
  period,
}: Pick<ReportModel, 'unmailedWeeks' | 'unmatchedFilters' | 'period'>): string[] {
  const filters = unmatchedFilters.map(
    ({ list, entry, days }) =>
      `The filter ${list} “${oneLine(entry, 80)}” has matched nothing in ${plural(days, 'day')} on record: check its spelling in the REPORTS setting.`,
  );
  return [...unmailed(unmailedWeeks), ...zoneChange(period), ...filters];
}

/** Weeks that are named one by one; of more the first and the last. */
const maxWeeksNamed = 3;

function unmailed(weeks: readonly string[]): string[] {
  const [first, last] = [weeks[0], weeks.at(-1)];
  if (first === undefined || last === undefined) return [];
  const named =
    weeks.length > maxWeeksNamed
      ? `The reports of ${plural(weeks.length, 'week')}, ${first} to ${last}, were`
      : weeks.length === 1
        ? `The report of ${first} was`
        : `The reports of ${joinList(weeks)} were`;
  const each = weeks.length === 1 ? 'it' : 'one';
  return [
    `${named} not mailed: no run mailed ${weeks.length === 1 ? 'it' : 'them'} within five weeks. ` +
      `“pim-report report --week ${first} --send” mails ${each} with the events that are stored.`,
  ];
}

function zoneChange({ follows, from, timeZone }: Period): string[] {
  if (follows === undefined) return [];
  const start = localClock(timeZone).shortText(from);
  return [
    `The time zone was changed from ${follows.timeZone} to ${timeZone}: this report starts on ${start}, where the ` +
      `report of ${follows.label} ended.`,
  ];
}

const maxSuppressions = 5;

/** The suppressions that matched nothing, in one sentence; null if each one matched. */
export function suppressionSentence({
  unusedSuppressions = [],
}: Pick<ReportModel, 'unusedSuppressions'>): string | null {
  if (unusedSuppressions.length === 0) return null;
  const named = unusedSuppressions.map((words) => oneLine(words, 120));
  return `Suppressions in FINDINGS that matched nothing this time: ${joinFirst(named, maxSuppressions)}.`;
}

/** One sentence for each alert that was not delivered. */
export function alertSentences(
  { undeliveredAlerts }: Pick<ReportModel, 'undeliveredAlerts'>,
  clock: LocalClock,
) {
  return undeliveredAlerts.map(
    ({ channel, sentence, at, reason }) =>
      `${oneLine(channel, 40)}, ${clock.shortText(at)}: ${oneLine(sentence, 160)} Not delivered: ${oneLine(reason, 160)}`,
  );
}
