import { weekdayNames } from '../../domain/time/weekday-names';
import type { Statistics } from '../../analysis/statistics';
import type { ReportModel } from '../report-model';
import { columnsOf, type Panel } from './panel';

/** The weekdays in the order of {@link Statistics.hours}. */
const weekdays = weekdayNames('short');

/** The last weeks beside each other. The figures of a week with incomplete days are lower bounds. */
export function trendPanel({ trend }: Pick<ReportModel, 'trend'>): Panel {
  return {
    title: 'Week by week',
    names: 'Week',
    columns: columnsOf({
      activations: ['Activations', 'count'],
      people: ['People', 'count'],
      roles: ['Roles', 'count'],
      minutes: ['Elevated time', 'minutes'],
    }),
    rows: trend.map(({ label, isWhole, totals }) => {
      // Twelve weeks stand side by side: there is no doubt about the year.
      const week = label.replace(/^\d+-/, '');
      if (totals === null) return { name: week, figures: null };
      const { activations, principals: people, roles, elevatedMinutes: minutes } = totals;
      const row = { name: week, figures: { activations, people, roles, minutes } };
      return isWhole ? row : { ...row, isPart: true };
    }),
    bar: 'activations',
  };
}

/** Activations by hour of the local week: 24 rows of seven days. */
export function hourPanel({ hours }: Pick<Statistics, 'hours'>): Panel {
  return {
    title: 'By hour',
    names: 'Hour',
    columns: columnsOf(Object.fromEntries(weekdays.map((day) => [day, [day, 'count']]))),
    rows: Array.from({ length: 24 }, (_, hour) => {
      const short = String(hour).padStart(2, '0');
      const figures = Object.fromEntries(weekdays.map((day, index) => [day, hours[index]?.[hour] ?? 0]));
      return { name: `${short}h`, short, figures };
    }),
  };
}
