import { roundedToHoursFrom } from '../../../text/format-number';
import type { Severity } from '../../../domain/finding';
import type { PageSheet } from '../../../spreadsheet/page/page-sheet';
import { moduleSpan } from '../../../spreadsheet/page/page-grid';
import { colours, formats, solid, text, toneStyle, type CellStyle } from '../../../spreadsheet/style';
import { differenceWords } from '../../words/compared';
import { notKnown, partialFigure, type PanelRow, type Unit } from '../../panels/panel';
import type { ReportContext } from '../../report-context';
import { severityTones } from '../../words/word-tones';

type Alignment = NonNullable<CellStyle['alignment']>;

interface Tile {
  readonly label: string;
  /** Elevated time is a part of a day, as Excel counts time, or hours when there are many. A dash is not known. */
  readonly value: number | string;
  readonly format: string;
  readonly change: string;
  readonly tone: Severity | null;
}

const indent: Alignment = { vertical: 'middle', horizontal: 'left', indent: 1 };
const shrink: Alignment = { ...indent, shrinkToFit: true };

/** Writes the headline figures as tiles, each with its change. Returns the first row under them. */
export function writeTiles(page: PageSheet, row: number, context: ReportContext): number {
  tilesOf(context).forEach(({ label, value, format, change, tone }, index) => {
    const span = moduleSpan(index);
    const look = tone === null ? null : toneStyle(severityTones[tone]);
    const fill = look?.fill ?? solid(colours.band);
    const colour = look?.font.color?.argb ?? colours.accent;
    const small = look?.font.color?.argb ?? colours.muted;
    const styled = (size: number, ink: string, bold: boolean, alignment = indent) => ({
      ...text(size, { bold, colour: ink }),
      ...{ fill, alignment },
    });
    page.write(row, span, label, styled(10, small, false));
    page.write(row + 1, span, value, { ...styled(18, colour, true, shrink), numFmt: format });
    page.write(row + 2, span, change, styled(9, small, false, shrink));
  });
  [17, 26, 17].forEach((height, index) => {
    page.setHeight(row + index, height);
  });
  return row + 3;
}

function tilesOf({ model, panels, completeness }: ReportContext): Tile[] {
  const change = (row: PanelRow, unit: Unit): string => {
    const [now, then] = [row.figures?.now ?? 0, row.figures?.before ?? null];
    // Short periods of days are compared in hours.
    const rounded = (value: number) =>
      unit === 'minutes' && value >= 600 ? Math.round(value / 60) * 60 : value;
    if (then !== null) return differenceWords(rounded(now), rounded(then), unit, model.period);
    if (completeness.complete) return '';
    const { part } = partialFigure(now, unit, false);
    return `${part === '' ? '' : `${part}: `}${completeness.isUnread ? 'nothing was read' : 'some days were not read'}`;
  };
  const shown = (value: number) => (completeness.complete || value > 0 ? value : notKnown);
  const figures = panels.headline.rows.map((row): Tile => {
    const [now, unit] = [row.figures?.now ?? 0, row.unit ?? 'count'];
    const figure = unit === 'minutes' ? shownTime(now) : { value: now, format: formats.number };
    return { label: row.name, ...figure, value: shown(figure.value), change: change(row, unit), tone: null };
  });
  const serious = panels.severities.rows.filter(({ key }) => key !== 'info');
  const findings = serious.map((row): Tile => {
    const [value, tone] = [row.figures?.now ?? 0, row.tone ?? null];
    return {
      label: `Open findings: ${row.name}`,
      value: shown(value),
      format: formats.number,
      change: change(row, 'count'),
      tone,
    };
  });
  return [...figures, ...findings];
}

const minutesOfDay = 1_440;

/** A time that reads like `formatDuration`, yet is a number. */
function shownTime(minutes: number): { readonly value: number; readonly format: string } {
  const whole = Math.round(minutes);
  if (whole >= roundedToHoursFrom) return { value: Math.round(minutes / 60), format: '#,##0" h"' };
  const value = whole / minutesOfDay;
  if (whole < 60) return { value, format: '[m]" min"' };
  return { value, format: whole % 60 === 0 ? '[h]" h"' : '[h]" h "m" min"' };
}
