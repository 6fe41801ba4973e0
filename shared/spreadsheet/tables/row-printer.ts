import type { LocalClock } from '../../domain/time/local-clock';
import type { Column, ColumnValue } from '../column';
import { keyLinkFormula } from '../key-link';
import { heightFor } from '../text-measure';
import { cellValue, cellXml, escapeXml } from './cell-xml';
import type { SharedTexts } from './shared-texts';
import type { SheetLinks } from './sheet-links';
import type { ColumnFrame, TableFrame } from './table-frame';
import { hasTotals, labelColumn, prefaceHeight } from './table-skeleton';

/** What the rows of one sheet share. */
export interface PrinterParts {
  readonly clock: LocalClock;
  readonly links: SheetLinks;
  readonly shared: SharedTexts;
  /** The name of the sheet's table, which the totals refer to. */
  readonly table: string;
  /** The line above the head; null for none. */
  readonly preface: string | null;
}

const maxLines = 6;
/** In points. */
const headHeight = 20;

/** Creates a printer for one sheet of a table. It prints rows as XML, and sums up the columns that have a total. */
export function createRowPrinter<Row>(
  columns: readonly Column<Row>[],
  { columns: frames, headRow, preface: prefaceStyle }: TableFrame,
  { clock, links, shared, table, preface }: PrinterParts,
) {
  const cells = columns.flatMap((column, index) => {
    const frame = frames[index];
    return frame === undefined ? [] : [{ column, frame, print: cellPrinter(column, frame, links, shared) }];
  });
  const sums = columns.map(() => 0);

  /** Prints a row. Its number counts from 1, the first row of the sheet. */
  function row(row: Row, number: number): string {
    let [xml, height] = ['', 0];
    cells.forEach(({ column, frame, print }, index) => {
      const value = cellValue(column, row, clock);
      const ref = frame.letter + number;
      if (column.hasTotal === true && typeof value === 'number') sums[index] = (sums[index] ?? 0) + value;
      if (column.kind === 'long' && typeof value === 'string') {
        height = Math.max(height, heightFor(value, column.width, maxLines));
      }
      xml += print(row, value, ref);
    });
    // Some programs do not fit the height of wrapped rows when they open a file.
    return `<row r="${number}"${height > 0 ? ` ht="${height}" customHeight="1"` : ''}>${xml}</row>`;
  }

  /** Prints the row of totals; empty when no column has one. */
  function totals(number: number): string {
    if (!hasTotals(columns)) return '';
    const label = labelColumn(columns);
    const xml = cells.map(({ column, frame }, index) => {
      const ref = frame.letter + number;
      if (column.hasTotal !== true)
        return cellXml(ref, frame.totals, index === label ? 'Total' : null, shared);
      // It follows the filter: filter by a person to see that person's minutes.
      const formula = `SUBTOTAL(109,${table}[${column.header}])`;
      return `<c r="${ref}" s="${frame.totals}"><f>${formula}</f><v>${totalOf(column, sums[index] ?? 0)}</v></c>`;
    });
    return `<row r="${number}">${xml.join('')}</row>`;
  }

  return {
    /** Prints the head, and the line above it if there is one. */
    head: () => {
      const xml = cells.map(({ column, frame }) =>
        cellXml(`${frame.letter}${headRow}`, frame.head, column.header, shared),
      );
      const head = `<row r="${headRow}" ht="${headHeight}" customHeight="1">${xml.join('')}</row>`;
      if (preface === null) return head;
      const height = prefaceHeight(preface, columns);
      return `<row r="1" ht="${height}" customHeight="1">${cellXml('A1', prefaceStyle, preface, shared)}</row>${head}`;
    },
    row,
    totals,
  };
}

/** Minutes to one decimal; durations are parts of a day. */
const totalOf = ({ kind }: Column<never>, sum: number): number =>
  kind === 'duration' ? Math.round(sum * 14_400) / 14_400 : Math.round(sum * 10) / 10;

/** Prints the cells of a column: blue with a link, in the colour of its word if it has one. */
function cellPrinter<Row>(
  { tones, link }: Column<Row>,
  frame: ColumnFrame,
  links: SheetLinks,
  shared: SharedTexts,
): (row: Row, value: ColumnValue, ref: string) => string {
  if (tones !== undefined) {
    return (_, value, ref) =>
      cellXml(ref, frame.tone.get(tones[String(value)] ?? null) ?? frame.plain, value, shared);
  }
  if (link === undefined) return (_, value, ref) => cellXml(ref, frame.plain, value, shared);
  return (row, value, ref) => {
    const target = value === null ? null : link(row);
    if (target === null) return cellXml(ref, frame.plain, value, shared);
    if ('url' in target) {
      const style = links.add(ref, target.url) ? frame.link : frame.plain;
      return cellXml(ref, style, value, shared);
    }
    const words = String(value);
    const formula = keyLinkFormula(target, words);
    if (formula === null) return cellXml(ref, frame.plain, value, shared);
    return `<c r="${ref}" s="${frame.link}" t="str"><f>${escapeXml(formula)}</f><v>${escapeXml(words)}</v></c>`;
  };
}
