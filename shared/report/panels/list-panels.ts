import { joinFirst, plural } from '../../text/plural';
import { oneLine } from '../../text/text-safety';
import type { ReportModel } from '../report-model';
import { changeKindWords } from '../words/words';
import { columnsOf, type Panel } from './panel';

/** The number of changes of each kind, the most frequent first. */
export function changePanel({ changes }: ReportModel): Panel {
  const counts = new Map<string, number>();
  for (const { kind, result } of changes) {
    const words = result === 'completed' ? changeKindWords[kind] : `${changeKindWords[kind]} (${result})`;
    counts.set(words, (counts.get(words) ?? 0) + 1);
  }
  return {
    title: 'Changes to assignments and settings',
    names: 'Change',
    columns: columnsOf({ times: ['Times', 'count'] }),
    rows: [...counts].sort(([, a], [, b]) => b - a).map(([name, times]) => ({ name, figures: { times } })),
  };
}

/** The activities that the catalogue lacks, and how often they occurred. */
export function unknownPanel({ unknownActivities }: ReportModel): Panel {
  return {
    title: 'New activity types, not yet understood',
    names: 'Activity',
    columns: columnsOf({ events: ['Events', 'count'] }),
    rows: unknownActivities.map(({ name, count }) => ({
      name: oneLine(name, 120),
      figures: { events: count },
    })),
  };
}

/** Maximum unknown activities that are named. */
export const maxUnknown = 5;

/** Returns a sentence that names the unknown activities; null for an empty panel. */
export function unknownSentence({ rows }: Panel): string | null {
  if (rows.length === 0) return null;
  const named = rows.map(({ name, figures }) => `${name} (${plural(figures?.events ?? 0, 'event')})`);
  return `New activity types from Microsoft, not yet understood by this report: ${joinFirst(named, maxUnknown)}.`;
}

/** Returns a sentence that counts the unknown activities; null for an empty panel. */
export function unknownCount({ rows }: Panel): string | null {
  if (rows.length === 0) return null;
  return `${plural(rows.length, 'activity type', 'activity types')} new to this report`;
}
