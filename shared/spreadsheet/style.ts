import type { Border, Fill, Style } from 'exceljs';

/** The look of a cell. */
export type CellStyle = Partial<Style>;

/** The colours of a workbook, `AARRGGBB`. Every pair of text on fill has a contrast of at least 4.5 to 1. */
export const colours = {
  ink: 'FF1F2933',
  muted: 'FF5B6770',
  accent: 'FF1F4E79',
  rule: 'FFD0D7DE',
  band: 'FFF3F6F9',
  white: 'FFFFFFFF',
  bar: 'FFA9C6E3',
} as const;

const tones = {
  good: { text: 'FF0B5D2A', fill: 'FFE3F4E8' },
  bad: { text: 'FF8B1A10', fill: 'FFFBE3E0' },
  warn: { text: 'FF7A4100', fill: 'FFFDF0D9' },
  calm: { text: 'FF1F4E79', fill: 'FFE6EFF8' },
  quiet: { text: 'FF46525C', fill: 'FFEDF0F2' },
} as const;

/** The looks of words that also carry a colour. */
export type ToneName = keyof typeof tones;
export const toneNames: readonly ToneName[] = ['bad', 'warn', 'calm', 'quiet', 'good'];

const font = 'Calibri';

/** A solid fill of one colour. */
export function solid(argb: string): Fill {
  return { type: 'pattern', pattern: 'solid', fgColor: { argb }, bgColor: { indexed: 64 } as object };
}

/** The look of a word of a tone: bold text on its fill. */
export function toneStyle(tone: ToneName): Required<Pick<Style, 'font' | 'fill'>> {
  const { text: argb, fill } = tones[tone];
  return { font: { name: font, size: 11, bold: true, color: { argb } }, fill: solid(fill) };
}

/** Text of a size and weight. */
export function text(size: number, options: { bold?: boolean; colour?: string } = {}): CellStyle {
  return {
    font: { name: font, size, bold: options.bold ?? false, color: { argb: options.colour ?? colours.ink } },
    alignment: { vertical: 'top' },
  };
}

const hairline: Partial<Border> = { style: 'thin', color: { argb: colours.rule } };

/** A thin line under a cell. */
export const underlined: CellStyle = { border: { bottom: hairline } };

/** Number formats. Instants are in the report's zone, since a workbook knows no zones. */
export const formats = {
  instant: 'yyyy-mm-dd hh:mm',
  day: 'yyyy-mm-dd',
  number: '#,##0',
  minutes: '#,##0.0',
  duration: '[h]:mm',
  share: '0%',
} as const;
