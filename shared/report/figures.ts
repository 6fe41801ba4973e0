import type { Totals } from '../domain/totals';
import type { ReportModel } from './report-model';
import { formatDuration, formatNumber } from '../text/format-number';

export type FigureKey = 'activations' | 'people' | 'roles' | 'time' | 'events';

/** A headline figure beside the one of the period before. */
export interface Figure {
  readonly key: FigureKey;
  readonly label: string;
  readonly now: number;
  /** Null when the period before is not known. */
  readonly before: number | null;
  readonly unit: 'count' | 'minutes';
}

const figures: readonly (Pick<Figure, 'key' | 'label' | 'unit'> & { of: (totals: Totals) => number })[] = [
  { key: 'activations', label: 'Activations', unit: 'count', of: (totals) => totals.activations },
  { key: 'people', label: 'People', unit: 'count', of: (totals) => totals.principals },
  { key: 'roles', label: 'Roles', unit: 'count', of: (totals) => totals.roles },
  { key: 'time', label: 'Elevated time', unit: 'minutes', of: (totals) => totals.elevatedMinutes },
  { key: 'events', label: 'Audit events', unit: 'count', of: (totals) => totals.events },
];

/** The headline figures of a report, in the order in which they are shown. */
export function headlineFigures({ totals, previous }: ReportModel): Figure[] {
  return figures.map(({ key, label, unit, of }) => ({
    key,
    label,
    unit,
    now: of(totals),
    before: previous === null ? null : of(previous),
  }));
}

/** A figure's value as text. */
export function figureText(value: number, unit: Figure['unit']): string {
  return unit === 'minutes' ? formatDuration(value) : formatNumber(value);
}
