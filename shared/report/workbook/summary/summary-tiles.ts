import type { Severity } from '../../../domain/finding';
import type { PageSheet } from '../../../spreadsheet/page/page-sheet';
import { moduleSpan } from '../../../spreadsheet/page/page-grid';
import type { CellStyle } from '../../../spreadsheet/style';
import { colours, formats, solid, text, toneStyle } from '../../../spreadsheet/style';
import { formatDuration, formatNumber } from '../../../text/format-number';
import { comparedWords } from '../../period-words';
import type { ReportContext } from '../../report-context';
import { severityTones } from '../../word-tones';

type Alignment = NonNullable<CellStyle['alignment']>;

interface Tile {
  readonly label: string;
  /** Elevated time is a part of a day, as Excel counts time, or hours when there are many. */
  readonly value: number;
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

function tilesOf({ model, panels }: ReportContext): Tile[] {
  const [, before] = comparedWords(model.period);
  const figures = panels.headline.rows.map(({ name, figures, unit }): Tile => {
    const [now, then] = [figures?.now ?? 0, figures?.before ?? null];
    const isTime = unit === 'minutes';
    return {
      label: name,
      ...(isTime ? shownTime(now) : { value: now, format: formats.number }),
      change: changeWords(now, then, isTime ? aboutTime : formatNumber, before),
      tone: null,
    };
  });
  const findings = panels.severities.rows.slice(0, 3).map(({ name, figures, tone = null }): Tile => {
    const [now, then] = [figures?.now ?? 0, figures?.before ?? null];
    const change = changeWords(now, then, formatNumber, before);
    return { label: `Open findings: ${name}`, value: now, format: formats.number, change, tone };
  });
  return [...figures, ...findings];
}

const minutesOfDay = 1_440;

/** A time that reads like `formatDuration`, yet is a number. */
function shownTime(minutes: number): Pick<Tile, 'value' | 'format'> {
  const whole = Math.round(minutes);
  if (whole >= 6_000) return { value: Math.floor(whole / 60), format: '#,##0" h"' };
  const value = whole / minutesOfDay;
  if (whole < 60) return { value, format: '[m]" min"' };
  return { value, format: whole % 60 === 0 ? '[h]" h"' : '[h]" h "m" min"' };
}

/** A time as short as a tile needs it: from ten hours on in whole hours. */
function aboutTime(minutes: number): string {
  return formatDuration(minutes < 600 ? minutes : Math.round(minutes / 60) * 60);
}

/** An arrow, the difference and a word, so that nothing depends on a colour. */
function changeWords(
  now: number,
  then: number | null,
  print: (value: number) => string,
  before: string,
): string {
  if (then === null) return `${before}: not known`;
  const [a, b] = [print(now), print(then)];
  if (a === b) return `= as before (${b})`;
  return now > then
    ? `\u25B2 ${print(now - then)} more (was ${b})`
    : `\u25BC ${print(then - now)} less (was ${b})`;
}
