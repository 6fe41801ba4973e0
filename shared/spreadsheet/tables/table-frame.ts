import { toneNames, type ToneName } from '../style';
import { styleRows } from './table-skeleton';

/** The XML around the rows of a table sheet and their styles, read from its skeleton. */
export interface TableFrame {
  /** Everything before the rows, the start of `sheetData` included. */
  readonly before: string;
  /** From the end of `sheetData` to the place of the links. */
  readonly after: string;
  /** Everything after the links. */
  readonly end: string;
  /** The number of the head row: 2 under a line of text, else 1. */
  readonly headRow: number;
  /** The style of the line above the head. */
  readonly preface: string;
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
  readonly tone: ReadonlyMap<ToneName | null, string>;
}

const start = '<sheetData>';
const end = '</sheetData>';
/** The element after the links of a sheet. */
const afterLinks = '<pageMargins';

/**
 * Splits the XML of a skeleton.
 * @throws Error when it is not as exceljs 4.4 writes it: possible only after an update, since its version is pinned.
 */
export function tableFrame(xml: string, headRow: number): TableFrame {
  const [from, to, margins] = [xml.indexOf(start), xml.indexOf(end), xml.indexOf(afterLinks)];
  if (from < 0 || to < from || margins < to)
    throw new Error('exceljs wrote the parts of a sheet in an unknown order.');
  const styles = new Map<string, string>();
  for (const [, ref = '', style = ''] of xml.slice(from, to).matchAll(/<c r="([A-Z]+\d+)" s="(\d+)"/g)) {
    styles.set(ref, style);
  }
  const above = headRow - styleRows.head;
  const head = new RegExp(`^([A-Z]+)${headRow}$`);
  const letters = [...styles.keys()].flatMap((ref) => head.exec(ref)?.[1] ?? []);
  return {
    // The number of rows is not known yet; readers count them anyway, and the schema does not require it.
    before: xml.slice(0, from + start.length).replace(/<dimension [^<>]*\/>/, ''),
    after: xml.slice(to, margins),
    end: xml.slice(margins),
    headRow,
    preface: styles.get('A1') ?? '0',
    columns: letters.map((letter) => {
      const style = (row: number): string => styles.get(`${letter}${row + above}`) ?? '0';
      return {
        letter,
        head: style(styleRows.head),
        plain: style(styleRows.plain),
        link: style(styleRows.link),
        totals: style(styleRows.totals),
        tone: new Map(toneNames.map((tone, index) => [tone, style(styleRows.tones + index)])),
      };
    }),
  };
}
