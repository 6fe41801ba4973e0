import type { Worksheet } from 'exceljs';
import { cellText } from '../../text/text-safety';
import type { Categories, Cells } from './charts/chart';
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
  /** What stands under the rows, or in their place. */
  readonly note?: string | null;
}

/** The top left cell of a block, counted from 1. */
export interface Place {
  readonly row: number;
  readonly column: number;
}

/** A whole number as a cell. */
export function whole(number: number): BlockCell {
  return { number, format: formats.number };
}

/** Writes a block and returns the first row under it. */
export function writeBlock(sheet: Worksheet, { title, head, rows, note }: Block, place: Place): number {
  let { row } = place;
  [title, ...head].forEach((words, index) => {
    const cell = sheet.getCell(row, place.column + index);
    cell.value = cellText(words);
    cell.style =
      index === 0 ? text(12, { bold: true, colour: colours.accent }) : text(10, { colour: colours.muted });
    if (index > 0) cell.alignment = { horizontal: 'right', vertical: 'bottom' };
  });
  for (const cells of rows) {
    row += 1;
    cells.forEach((value, index) => {
      writeCell(sheet, row, place.column + index, value, index > 0);
    });
  }
  if (note !== undefined && note !== null) {
    row += 1;
    sheet.getCell(row, place.column).value = cellText(note);
    sheet.getCell(row, place.column).style = text(10, { colour: colours.muted });
  }
  return row + 1;
}

/**
 * The names of a written block's rows, as a chart refers to them. Where they stand in its second column, its first says
 * to which group they belong.
 */
export function namesOf(
  sheet: Worksheet,
  block: Block,
  { row, column }: Place,
  inGroups: boolean,
): Categories {
  const last = row + block.rows.length;
  if (!inGroups) return { ref: reference(sheet, [column], row + 1, last), values: textsOf(block, 0) };
  const ref = reference(sheet, [column, column + 1], row + 1, last);
  return { ref, values: textsOf(block, 1), groups: textsOf(block, 0) };
}

/** The text in one column of a block's rows, counted from 0; null where a cell holds none. */
export function textsOf({ rows }: Block, index: number): (string | null)[] {
  return rows.map((cells) => {
    const text = cells[index] ?? null;
    return typeof text === 'string' && text !== '' ? cellText(text) : null;
  });
}

/** A column of figures of a written block, counted from 1 after its names, as a chart refers to it. */
export function figuresOf(
  sheet: Worksheet,
  { head, rows }: Block,
  { row, column }: Place,
  index: number,
): { readonly name: Cells<string>; readonly values: Cells<number> } {
  return {
    name: {
      ref: reference(sheet, [column + index], row, row),
      values: [cellText(head[index - 1] ?? '')],
    },
    values: {
      ref: reference(sheet, [column + index], row + 1, row + rows.length),
      values: rows.map((cells) => {
        const cell = cells[index] ?? null;
        return cell !== null && typeof cell === 'object' && 'number' in cell ? cell.number : null;
      }),
    },
  };
}

/** Cells of neighbouring columns as a formula names them. A sheet's name stands in quotes, its own quotes doubled. */
function reference(sheet: Worksheet, columns: readonly number[], first: number, last: number): string {
  const corner = (column: number | undefined, row: number): string =>
    `$${sheet.getColumn(column ?? 1).letter}$${row}`;
  const corners = new Set([corner(columns[0], first), corner(columns.at(-1), last)]);
  return `'${sheet.name.replaceAll("'", "''")}'!${[...corners].join(':')}`;
}

function writeCell(sheet: Worksheet, row: number, column: number, value: BlockCell, right: boolean): void {
  const cell = sheet.getCell(row, column);
  cell.style = { ...text(11), ...underlined };
  if (value === null) return;
  if (typeof value === 'string') {
    // An empty text would be a cell that holds something: only a cell without a value is a gap in a chart.
    if (value !== '') cell.value = cellText(value);
  } else if ('word' in value) {
    cell.value = value.word;
    cell.style = { ...cell.style, ...toneStyle(value.word) };
  } else {
    cell.value = value.number;
    cell.numFmt = value.format;
  }
  cell.alignment = { vertical: 'top', horizontal: right ? 'right' : 'left' };
}
