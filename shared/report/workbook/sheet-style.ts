import type { Border, Fill, Style } from 'exceljs';
import type { DayState } from '../../domain/collection-day';
import type { Severity } from '../../domain/finding';

/** The colours of the workbook. Every pair of text on fill has a contrast of at least 4.5 to 1. */
export const colours = {
  ink: 'FF1F2933',
  muted: 'FF5B6770',
  accent: 'FF1F4E79',
  rule: 'FFD0D7DE',
  band: 'FFF3F6F9',
  white: 'FFFFFFFF',
  bar: 'FFA9C6E3',
} as const;

interface Tone {
  readonly text: string;
  readonly fill: string;
}

const good: Tone = { text: 'FF0B5D2A', fill: 'FFE3F4E8' };
const bad: Tone = { text: 'FF8B1A10', fill: 'FFFBE3E0' };
const warn: Tone = { text: 'FF7A4100', fill: 'FFFDF0D9' };
const calm: Tone = { text: 'FF1F4E79', fill: 'FFE6EFF8' };
const quiet: Tone = { text: 'FF46525C', fill: 'FFEDF0F2' };

const tones: Readonly<Record<Severity | DayState, Tone>> = {
  high: bad,
  medium: warn,
  low: calm,
  info: quiet,
  complete: good,
  partial: warn,
  missing: bad,
  lost: bad,
};

/** The words that carry a colour. */
export const toneWords: readonly string[] = Object.keys(tones);

const font = 'Calibri';

/** A solid fill of one colour. */
export function solid(argb: string): Fill {
  return { type: 'pattern', pattern: 'solid', fgColor: { argb }, bgColor: { indexed: 64 } as object };
}

/** The look of a word that also carries a colour: a severity or the state of a day. Plain for any other word. */
export function toneStyle(word: string): Partial<Style> {
  const tone = Object.entries(tones).find(([name]) => name === word)?.[1];
  if (tone === undefined) return {};
  return { font: { name: font, size: 11, bold: true, color: { argb: tone.text } }, fill: solid(tone.fill) };
}

/** Text of a size and weight. */
export function text(size: number, options: { bold?: boolean; colour?: string } = {}): Partial<Style> {
  return {
    font: { name: font, size, bold: options.bold ?? false, color: { argb: options.colour ?? colours.ink } },
    alignment: { vertical: 'top' },
  };
}

const hairline: Partial<Border> = { style: 'thin', color: { argb: colours.rule } };

/** A thin line under a cell. */
export const underlined: Partial<Style> = { border: { bottom: hairline } };

/** Number formats: the zone is the report's, which the About sheet names. */
export const formats = {
  instant: 'yyyy-mm-dd hh:mm:ss',
  day: 'yyyy-mm-dd',
  number: '#,##0',
  minutes: '#,##0.0',
  share: '0%',
} as const;
