import type { LocalClock } from '../../domain/local-clock';
import type { Column, ColumnValue } from '../column';
import { heightFor } from '../text-measure';
import { cellValue, cellXml } from './cell-xml';
import type { SharedTexts } from './shared-texts';
import type { SheetLinks } from './sheet-links';
import type { ColumnFrame } from './table-frame';
import { hasTotals, labelColumn } from './table-skeleton';

/** Prints the rows of one sheet as XML, and sums up the columns with a total. */
export interface RowPrinter<Row> {
  head(): string;
  /** A row; its number counts from 1, the head's. */
  row(row: Row, number: number): string;
  /** The row of totals; empty when no column has one. */
  totals(number: number): string;
}

/** What the rows of one sheet share. */
export interface PrinterParts {
  readonly clock: LocalClock;
  readonly links: SheetLinks;
  readonly shared: SharedTexts;
  /** The name of the sheet's table, which the totals refer to. */
  readonly table: string;
}

const maxLines = 6;
/** In points. */
const headHeight = 20;

/** A printer for one sheet of a table. */
export function createRowPrinter<Row>(
  columns: readonly Column<Row>[],
  frames: readonly ColumnFrame[],
  { clock, links, shared, table }: PrinterParts,
): RowPrinter<Row> {
  const cells = columns.flatMap((column, index) => {
    const frame = frames[index];
    return frame === undefined ? [] : [{ column, frame, styleOf: styleOf(column, frame, links) }];
  });
  const sums = columns.map(() => 0);

  function row(row: Row, number: number): string {
    let [xml, height] = ['', 0];
    cells.forEach(({ column, frame, styleOf }, index) => {
      const value = cellValue(column, row, clock);
      const ref = frame.letter + number;
      if (column.hasTotal === true && typeof value === 'number') sums[index] = (sums[index] ?? 0) + value;
      if (column.kind === 'long' && typeof value === 'string') {
        height = Math.max(height, heightFor(value, column.width, maxLines));
      }
      xml += cellXml(ref, styleOf(row, value, ref), value, shared);
    });
    // Some programs do not fit the height of wrapped rows when they open a file.
    return `<row r="${number}"${height > 0 ? ` ht="${height}" customHeight="1"` : ''}>${xml}</row>`;
  }

  function totals(number: number): string {
    if (!hasTotals(columns)) return '';
    const label = labelColumn(columns);
    const xml = cells.map(({ column, frame }, index) => {
      const ref = frame.letter + number;
      if (column.hasTotal !== true)
        return cellXml(ref, frame.totals, index === label ? 'Total' : null, shared);
      // It follows the filter: filter by a person to see that person's minutes.
      const formula = `SUBTOTAL(109,${table}[${column.header}])`;
      return `<c r="${ref}" s="${frame.totals}"><f>${formula}</f><v>${Math.round((sums[index] ?? 0) * 10) / 10}</v></c>`;
    });
    return `<row r="${number}">${xml.join('')}</row>`;
  }

  return {
    head: () => {
      const xml = cells.map(({ column, frame }) =>
        cellXml(`${frame.letter}1`, frame.head, column.header, shared),
      );
      return `<row r="1" ht="${headHeight}" customHeight="1">${xml.join('')}</row>`;
    },
    row,
    totals,
  };
}

/** The style of a cell: blue with a link, in the colour of its word if it has one. */
function styleOf<Row>(
  { tones, link }: Column<Row>,
  frame: ColumnFrame,
  links: SheetLinks,
): (row: Row, value: ColumnValue, ref: string) => string {
  if (tones !== undefined) {
    return (_, value) => frame.tone.get(tones[String(value)] ?? null) ?? frame.plain;
  }
  if (link === undefined) return () => frame.plain;
  return (row, value, ref) => {
    const target = value === null ? null : link(row);
    return target !== null && links.add(ref, target) ? frame.link : frame.plain;
  };
}
