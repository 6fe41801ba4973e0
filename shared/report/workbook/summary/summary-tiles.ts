import type { Alignment, Worksheet } from 'exceljs';
import { headlineFigures } from '../../figures';
import { comparedWords } from '../../period-words';
import type { ReportModel } from '../../report-model';
import { duration, wholeNumber } from '../../words';
import { colours, formats, solid, text, toneStyle } from '../sheet-style';
import { moduleSpan, writeSpan } from './summary-grid';

interface Tile {
  readonly label: string;
  /** Of elevated time the part of a day that it is, as Excel counts time, or of much of it the hours. */
  readonly value: number;
  readonly format: string;
  readonly change: string;
  /** The severity whose colour it bears when it is not 0. */
  readonly tone: string | null;
}

/** Writes the headline figures as tiles, each with its change. Returns the first row under them. */
export function writeTiles(sheet: Worksheet, row: number, model: ReportModel): number {
  const indent: Partial<Alignment> = { vertical: 'middle', horizontal: 'left', indent: 1 };
  tilesOf(model).forEach(({ label, value, format, change, tone }, index) => {
    const span = moduleSpan(index);
    const look = tone === null || value === 0 ? null : toneStyle(tone);
    const fill = look?.fill ?? solid(colours.band);
    const colour = look?.font?.color?.argb ?? colours.accent;
    const small = look?.font?.color?.argb ?? colours.muted;
    const styled = (size: number, ink: string, bold: boolean) => ({
      ...text(size, { bold, colour: ink }),
      fill,
      alignment: indent,
    });
    writeSpan(sheet, row, span, label, styled(10, small, false));
    writeSpan(sheet, row + 1, span, value, {
      ...styled(18, colour, true),
      alignment: { ...indent, shrinkToFit: true },
      numFmt: format,
    });
    writeSpan(sheet, row + 2, span, change, {
      ...styled(9, small, false),
      alignment: { ...indent, shrinkToFit: true },
    });
  });
  [17, 26, 17].forEach((height, index) => {
    sheet.getRow(row + index).height = height;
  });
  return row + 3;
}

function tilesOf(model: ReportModel): Tile[] {
  const [, before] = comparedWords(model.period);
  const figures = headlineFigures(model).map(({ label, now, before: then, unit }): Tile => {
    const time = unit === 'minutes';
    return {
      label,
      ...(time ? shownTime(now) : { value: now, format: formats.number }),
      change: changeWords(now, then, time ? aboutTime : wholeNumber, before),
      tone: null,
    };
  });
  const { totals, previous } = model;
  const findings = (['high', 'medium', 'low'] as const).map((severity): Tile => {
    const [now, then] = [totals.findings[severity], previous?.findings[severity] ?? null];
    return {
      label: `Open findings: ${severity}`,
      value: now,
      format: formats.number,
      change: changeWords(now, then, wholeNumber, before),
      tone: severity,
    };
  });
  return [...figures, ...findings];
}

const minutesOfDay = 1_440;

/** A time that reads as `duration` says it, yet is a number. */
function shownTime(minutes: number): Pick<Tile, 'value' | 'format'> {
  const whole = Math.round(minutes);
  if (whole >= 6_000) return { value: Math.floor(whole / 60), format: '#,##0" h"' };
  const value = whole / minutesOfDay;
  if (whole < 60) return { value, format: '[m]" min"' };
  return { value, format: whole % 60 === 0 ? '[h]" h"' : '[h]" h "m" min"' };
}

/** A time as short as a tile needs it: from ten hours on in whole hours. */
function aboutTime(minutes: number): string {
  return duration(minutes < 600 ? minutes : Math.round(minutes / 60) * 60);
}

/** An arrow, how much and a word, so that nothing hangs on a colour. */
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
