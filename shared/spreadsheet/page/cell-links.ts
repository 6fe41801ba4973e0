import { xml } from '../../text/markup';

/** A link from a cell to a cell of the same workbook. */
export interface CellLink {
  readonly cell: string;
  /** `Findings!A2` */
  readonly target: string;
  /** Shown beside the pointer. */
  readonly tip: string;
}

/**
 * Adds links within the workbook to the XML of a sheet that has none (ECMA-376-1, 18.3.1.48). exceljs would write them
 * as links to another file.
 */
export function addCellLinks(sheetXml: string, links: readonly CellLink[]): string {
  if (links.length === 0) return sheetXml;
  const { markup } = xml`<hyperlinks>${links.map(
    ({ cell, target, tip }) => xml`<hyperlink ref="${cell}" location="${target}" tooltip="${tip}"/>`,
  )}</hyperlinks>`;
  // The element that the schema puts behind them. In typed text the `<` of a tag is escaped.
  return sheetXml.replace(/<(?:printOptions|pageMargins)\b/, (next) => markup + next);
}
