import { isWithinHorizon, type DayCoverage, type MissingEvents } from '../../shared/domain/collection-day';
import { severities } from '../../shared/domain/finding';
import { periodLabel, type Period } from '../../shared/domain/time/period';
import type { Totals } from '../../shared/domain/reports/totals';
import { addUtcDays, utcDayOf, type UtcDay } from '../../shared/domain/time/utc-day';
import { completenessWords } from '../../shared/jobs/report/completeness-words';
import { joinList, nounFor, plural } from '../../shared/text/plural';

/** The part of a report's model that its line states. */
export interface LineModel {
  readonly report: string;
  readonly period: Period;
  readonly coverage: readonly DayCoverage[];
  readonly missingEvents?: readonly MissingEvents[];
  readonly totals: Pick<Totals, 'activations' | 'requests' | 'findings'>;
}

/**
 * One line about a report: completeness, activations, findings by severity, files.
 * `weekly 2026-W47: complete, 52 activations (58 requested), 12 high, 16 medium, 20 low and 5 info findings; out/…`
 */
export function reportLine(model: LineModel, files: readonly string[]): string {
  const { report, period, coverage, missingEvents = [], totals } = model;
  const { activations, requests, findings } = totals;
  const asked = requests === activations ? '' : ` (${requests} requested)`;
  const isOpen = openDays(coverage).length + missingEvents.length > 0;
  const count = `${isOpen ? 'at least ' : ''}${plural(activations, 'activation')}${asked}`;
  const facts = [
    completenessWords(model),
    // Of days that were not read nobody knows that there was none.
    isOpen && activations === 0 ? 'no activation seen' : count,
    findingWords(findings),
  ];
  const written = files.length === 0 ? '' : `; ${files.join(', ')}`;
  return `${report} ${periodLabel(period)}: ${facts.join(', ')}${written}`;
}

/**
 * Returns a warning about an incomplete period, with how to add what is missing; null if it is complete.
 * @param didCollect whether the command has just read what Graph has of the open days
 */
export function incompleteWarning(model: LineModel, now: Date, didCollect: boolean): string | null {
  const { report, period, coverage, missingEvents = [] } = model;
  const days = [
    ...runsOf(openDays(coverage)).map(
      ({ from, to, state }) => `${from === to ? from : `${from} to ${to}`} ${state}`,
    ),
    ...missingEvents.map(
      ({ day, read, counted }) => `${day} stored in part (${read} of ${plural(counted, 'collected event')})`,
    ),
  ];
  if (days.length === 0) return null;
  const hasBegun = openDays(coverage).filter(({ day }) => day <= utcDayOf(now));
  const inGraph = ({ day, state }: DayCoverage) => state !== 'lost' && isWithinHorizon(day, now);
  const again = missingEvents.map(({ day }) => day).filter((day) => isWithinHorizon(day, now));
  const isGone =
    again.length < missingEvents.length || hasBegun.some((one) => one.state !== 'imported' && !inGraph(one));
  const advice = [
    ...(hasBegun.some(inGraph) && !didCollect
      ? ['To read what Microsoft Graph still has, leave out "--no-collect".']
      : []),
    ...again.map((day) => `Read the day again with "pim-report collect --from ${day} --to ${day}".`),
    ...(isGone
      ? [
          'Microsoft Graph no longer has all of them: if you have exported logs of these days, add them with "pim-report import".',
        ]
      : []),
  ];
  return [`${report} ${periodLabel(period)} is incomplete: ${joinList(days)}.`, ...advice].join(' ');
}

/** Days that follow each other in one state, as one. */
function runsOf(days: readonly DayCoverage[]) {
  const runs: { from: UtcDay; to: UtcDay; state: DayCoverage['state'] }[] = [];
  for (const { day, state } of days) {
    const last = runs.at(-1);
    if (last?.state === state && addUtcDays(last.to, 1) === day) last.to = day;
    else runs.push({ from: day, to: day, state });
  }
  return runs;
}

const openDays = (coverage: readonly DayCoverage[]): DayCoverage[] =>
  coverage.filter(({ state }) => state !== 'complete');

function findingWords(findings: Totals['findings']): string {
  const counts = severities.filter((severity) => findings[severity] > 0);
  if (counts.length === 0) return 'no findings';
  const sum = counts.reduce((total, severity) => total + findings[severity], 0);
  return `${joinList(counts.map((severity) => `${findings[severity]} ${severity}`))} ${nounFor(sum, 'finding')}`;
}
