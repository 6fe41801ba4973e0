import type { PaperSize, Worksheet } from 'exceljs';
import { columnLetter } from './column-letter';

/** Texts at the left foot of every printed page. */
export type Footer = readonly string[];

/** The printed part of a sheet that is a list: its head row on each page, and this many columns and rows from A1. */
export interface PrintedList {
  readonly headRow: number;
  readonly width: number;
  readonly rows: number;
}

const a4: PaperSize = 9;

/** Prints a sheet in landscape, as wide as the paper, pages numbered: a list over many pages, anything else on one. */
export function setUpPage(sheet: Worksheet, footer: Footer, list: PrintedList | null): void {
  sheet.pageSetup = {
    paperSize: a4,
    orientation: 'landscape',
    fitToPage: true,
    fitToWidth: 1,
    fitToHeight: list === null ? 1 : 0,
    horizontalCentered: list === null,
    margins: { left: 0.4, right: 0.4, top: 0.5, bottom: 0.6, header: 0.3, footer: 0.3 },
  };
  if (list !== null) {
    sheet.pageSetup.printTitlesRow = `${list.headRow}:${list.headRow}`;
    setPrintArea(sheet, list.width, Math.max(2, list.rows));
  }
  const left = footer.map(literal).join(' · ');
  // The blank ends the font size, which would take in digits of the name.
  sheet.headerFooter.oddFooter = `&L&8 ${left}&C&8&A&R&8Page &P of &N`;
}

/** Prints the columns and rows from A1 up to these, and nothing beside or under them. */
export function setPrintArea(sheet: Worksheet, width: number, rows: number): void {
  // exceljs puts a `$` before the columns alone.
  sheet.pageSetup.printArea = `A$1:${columnLetter(width)}$${rows}`;
}

/** `&` starts a code in a footer, and Excel allows 255 characters in all. */
function literal(text: string): string {
  return text.slice(0, 80).replaceAll('&', '&&');
}
