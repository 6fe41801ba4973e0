import type { ConditionalFormattingRule, Worksheet } from 'exceljs';
import { cellText } from '../text-safety';
import { colours, formats, text, toneStyle, underlined } from './sheet-style';

/** A cell of a block: text, a fixed word that carries its colour, a number with its format, or nothing. */
export type BlockCell = string | { readonly word: string } | BlockNumber | null;

interface BlockNumber {
  readonly number: number;
  readonly format: string;
}

/** A small titled list on a sheet. */
export interface Block {
  readonly title: string;
  /** What stands over the columns after the first, whose place the title takes. */
  readonly head: readonly string[];
  readonly rows: readonly (readonly BlockCell[])[];
  /** The column, counted from 1 after the first, behind whose numbers bars are drawn. */
  readonly bars?: number;
  /** What stands under the rows, or in their place. */
  readonly note?: string | null;
}

/** Where a block stands: its top left cell, and how many columns its first cell spans. */
export interface Place {
  readonly row: number;
  readonly column: number;
  readonly span?: number;
}

/** A whole number as a cell. */
export function whole(number: number): BlockCell {
  return { number, format: formats.number };
}

/** Writes a block and returns the first row under it. */
export function writeBlock(sheet: Worksheet, { title, head, rows, bars, note }: Block, place: Place): number {
  const span = place.span ?? 1;
  const columnOf = (index: number): number => (index === 0 ? place.column : place.column + span - 1 + index);
  let { row } = place;

  [title, ...head].forEach((words, index) => {
    const cell = sheet.getCell(row, columnOf(index));
    cell.value = cellText(words);
    cell.style =
      index === 0 ? text(12, { bold: true, colour: colours.accent }) : text(10, { colour: colours.muted });
    if (index > 0) cell.alignment = { horizontal: 'right', vertical: 'bottom' };
  });
  for (const cells of rows) {
    row += 1;
    if (span > 1) sheet.mergeCells(row, place.column, row, place.column + span - 1);
    cells.forEach((value, index) => {
      writeCell(sheet, row, columnOf(index), value, index > 0);
    });
  }
  if (bars !== undefined && rows.length > 0) {
    const column = columnOf(bars);
    drawBars(sheet, `${sheet.getCell(place.row + 1, column).address}:${sheet.getCell(row, column).address}`);
  }
  if (note !== undefined && note !== null) {
    row += 1;
    sheet.getCell(row, place.column).value = cellText(note);
    sheet.getCell(row, place.column).style = text(10, { colour: colours.muted });
  }
  return row + 1;
}

function writeCell(sheet: Worksheet, row: number, column: number, value: BlockCell, right: boolean): void {
  const cell = sheet.getCell(row, column);
  cell.style = { ...text(11), ...underlined };
  if (value === null) return;
  if (typeof value === 'string') {
    cell.value = cellText(value);
  } else if ('word' in value) {
    cell.value = value.word;
    cell.style = { ...cell.style, ...toneStyle(value.word) };
  } else {
    cell.value = value.number;
    cell.numFmt = value.format;
  }
  cell.alignment = { vertical: 'top', horizontal: right ? 'right' : 'left' };
}

/** Bars that Excel draws behind numbers, from 0: they follow the numbers when somebody edits them. */
function drawBars(sheet: Worksheet, ref: string): void {
  const bars: ConditionalFormattingRule & { color: { argb: string } } = {
    type: 'dataBar',
    priority: 1,
    // Without a gradient exceljs names the rule by a random id: the same report would not give the same bytes.
    gradient: true,
    cfvo: [{ type: 'num', value: 0 }, { type: 'max' }],
    color: { argb: colours.bar },
  };
  sheet.addConditionalFormatting({ ref, rules: [bars] });
}
