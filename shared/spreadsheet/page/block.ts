import { cellText } from '../../text/text-safety';
import type { Categories, Cells } from '../charts/chart';
import { columnLetter } from '../column-letter';
import { formats, type ToneName } from '../style';

/** A cell of a block: text, a word with its colour, a number with its format, or nothing. */
export type BlockCell = string | { readonly word: string; readonly tone: ToneName } | BlockNumber | null;

interface BlockNumber {
  readonly number: number;
  readonly format: string;
}

/** A small titled list on a sheet. */
export interface Block {
  readonly title: string;
  /** The heads of the columns after the first, which has the title over it. */
  readonly head: readonly string[];
  readonly rows: readonly (readonly BlockCell[])[];
  /** A line under the rows. */
  readonly note?: string | null;
}

/** A cell, both counted from 1. */
export interface Place {
  readonly row: number;
  readonly column: number;
}

/** A block on its sheet, to which charts can be bound. */
export interface WrittenBlock {
  readonly sheet: string;
  readonly block: Block;
  /** Its top left cell. */
  readonly place: Place;
  /** The first row under it. */
  readonly end: number;
}

/** A whole number as a cell. */
export const whole = (number: number): BlockCell => ({ number, format: formats.number });

/**
 * The names of a block's rows, as a chart refers to them. `inGroups`: they are in its second column, and its first
 * names the group at the group's first row.
 */
export function namesOf(written: WrittenBlock, inGroups: boolean): Categories {
  const { block, place } = written;
  const last = place.row + block.rows.length;
  const ref = reference(written, inGroups ? [0, 1] : [0], place.row + 1, last);
  if (!inGroups) return { ref, values: textsOf(block, 0) };
  return { ref, values: textsOf(block, 1), groups: textsOf(block, 0) };
}

/** The text in one column of a block's rows, counted from 0; null where a cell holds none. */
export function textsOf({ rows }: Block, index: number): (string | null)[] {
  return rows.map((cells) => {
    const text = cells[index] ?? null;
    return typeof text === 'string' && text !== '' ? cellText(text) : null;
  });
}

/** A column of figures of a block, counted from 1 after its names, as a chart refers to it. */
export function figuresOf(
  written: WrittenBlock,
  index: number,
): { readonly name: Cells<string>; readonly values: Cells<number> } {
  const { block, place } = written;
  return {
    name: {
      ref: reference(written, [index], place.row, place.row),
      values: [cellText(block.head[index - 1] ?? '')],
    },
    values: {
      ref: reference(written, [index], place.row + 1, place.row + block.rows.length),
      values: block.rows.map((cells) => {
        const cell = cells[index] ?? null;
        return cell !== null && typeof cell === 'object' && 'number' in cell ? cell.number : null;
      }),
    },
  };
}

/** Cells of neighbouring columns as a formula names them: the sheet's name in quotes, its own quotes doubled. */
function reference(
  { sheet, place }: WrittenBlock,
  columns: readonly number[],
  first: number,
  last: number,
): string {
  const corner = (column = 0, row: number): string => `$${columnLetter(place.column + column)}$${row}`;
  const corners = new Set([corner(columns[0], first), corner(columns.at(-1), last)]);
  return `'${sheet.replaceAll("'", "''")}'!${[...corners].join(':')}`;
}
