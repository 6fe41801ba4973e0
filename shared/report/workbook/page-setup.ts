import type { PaperSize, Worksheet } from 'exceljs';

/** What every printed page says at its foot. */
export interface Footer {
  readonly organization: string;
  readonly period: string;
}

/** What is printed of a sheet that is a list: its head row on each page, and so many columns and rows from A1. */
export interface PrintedList {
  readonly headRow: number;
  readonly width: number;
  readonly rows: number;
}

const [a3, a4]: readonly [PaperSize, PaperSize] = [8 as PaperSize, 9];
/** More columns than these cannot be read on one A4 page. */
const mostOnA4 = 12;

/** Prints a sheet in landscape, as wide as the paper, pages numbered: a list over many pages, anything else on one. */
export function setUpPage(sheet: Worksheet, footer: Footer, list: PrintedList | null): void {
  sheet.pageSetup = {
    paperSize: list !== null && list.width > mostOnA4 ? a3 : a4,
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
  const left = `${literal(footer.organization)} · ${literal(footer.period)}`;
  // The blank ends the font size: digits of the name would belong to it.
  sheet.headerFooter.oddFooter = `&L&8 ${left}&C&8&A&R&8Page &P of &N`;
}

/** Prints so many columns and rows from A1, and nothing that stands beside or under them. */
export function setPrintArea(sheet: Worksheet, width: number, rows: number): void {
  // exceljs writes a `$` before the columns alone.
  sheet.pageSetup.printArea = `A$1:${sheet.getColumn(width).letter}$${rows}`;
}

/** `&` starts a code in a footer, and Excel allows 255 characters in all. */
function literal(text: string): string {
  return text.slice(0, 80).replaceAll('&', '&&');
}
