import { toneWords } from '../sheet-style';
import { styleRows } from './table-skeleton';

/** What surrounds and styles the rows of a table sheet, read from its skeleton. */
export interface TableFrame {
  /** Everything before the rows, up to and with the start of `sheetData`. */
  readonly before: string;
  /** Everything after the rows, from the end of `sheetData` up to where links stand. */
  readonly after: string;
  /** Everything after the links. */
  readonly end: string;
  /** The columns in order. */
  readonly columns: readonly ColumnFrame[];
}

/** The letter of a column and the numbers of its styles. */
export interface ColumnFrame {
  readonly letter: string;
  readonly head: string;
  readonly plain: string;
  readonly link: string;
  readonly totals: string;
  /** The style of a word that has a colour. */
  readonly tone: ReadonlyMap<string, string>;
}

const start = '<sheetData>';
const end = '</sheetData>';
/** Links stand before the first of these in a sheet. */
const afterLinks = '<pageMargins';

/**
 * Takes the XML of a skeleton apart.
 * @throws Error when it is not as exceljs 4.4 writes it: its version is pinned, so this comes with an update.
 */
export function tableFrame(xml: string): TableFrame {
  const [from, to, margins] = [xml.indexOf(start), xml.indexOf(end), xml.indexOf(afterLinks)];
  if (from < 0 || to < from || margins < to) throw new Error('exceljs wrote a sheet in an order not known.');
  const styles = new Map<string, string>();
  for (const [, ref = '', style = ''] of xml.slice(from, to).matchAll(/<c r="([A-Z]+\d+)" s="(\d+)"/g)) {
    styles.set(ref, style);
  }
  const letters = [...styles.keys()].flatMap((ref) => /^([A-Z]+)1$/.exec(ref)?.[1] ?? []);
  return {
    // The number of rows is not known yet; readers count them anyway, and the schema does not ask for it.
    before: xml.slice(0, from + start.length).replace(/<dimension [^>]*\/>/, ''),
    after: xml.slice(to, margins),
    end: xml.slice(margins),
    columns: letters.map((letter) => {
      const style = (row: number): string => styles.get(`${letter}${row}`) ?? '0';
      return {
        letter,
        head: style(styleRows.head),
        plain: style(styleRows.plain),
        link: style(styleRows.link),
        totals: style(styleRows.totals),
        tone: new Map(toneWords.map((word, index) => [word, style(styleRows.tones + index)])),
      };
    }),
  };
}
