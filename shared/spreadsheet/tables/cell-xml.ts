import type { LocalClock } from '../../domain/time/local-clock';
import { cellText } from '../../text/text-safety';
import type { Column, ColumnValue } from '../column';
import type { SharedTexts } from './shared-texts';

/** The dates that Excel can hold: from the first day that its calendar has right to the end of the year 9999. */
const [firstDate, endOfDates] = [Date.UTC(1900, 2, 1), Date.UTC(10_000, 0, 1)];
const day = 86_400_000;
/** Day 0 of Excel's calendar is 25,569 days before JavaScript's. */
const dayZero = 25_569;

const minutesOfDay = 1_440;

/**
 * The value of a cell: dates as the zone's wall clock where Excel can hold them, else as text; durations, in
 * whole minutes because the format `[h]:mm` cuts seconds off, as parts of a day.
 */
export function cellValue<Row>(column: Column<Row>, row: Row, clock: LocalClock): ColumnValue {
  const value = column.value(row);
  if (column.kind === 'duration' && typeof value === 'number') return Math.round(value) / minutesOfDay;
  if (!(value instanceof Date)) return value;
  const local = column.kind === 'day' ? value : clock.wallClock(value);
  return local.getTime() >= firstDate && local.getTime() < endOfDates ? local : value.toISOString();
}

/**
 * Returns a cell as XML. Text is stored in the cell itself (`inlineStr`): a shared string table would have to be kept until
 * the last row is written, and zip compresses repeated text as well. Only the few texts with one of Excel's own escapes are
 * in that table: see {@link SharedTexts}. Text is never a formula.
 */
export function cellXml(ref: string, style: string, value: ColumnValue, shared: SharedTexts): string {
  if (value === null) return `<c r="${ref}" s="${style}"/>`;
  if (typeof value === 'number') return `<c r="${ref}" s="${style}"><v>${value}</v></c>`;
  if (value instanceof Date) return `<c r="${ref}" s="${style}"><v>${serial(value)}</v></c>`;
  const text = textXml(value);
  const number = text.includes('_x005F_') ? shared.numberOf(text) : null;
  if (number !== null) return `<c r="${ref}" s="${style}" t="s"><v>${number}</v></c>`;
  return `<c r="${ref}" s="${style}" t="inlineStr"><is>${text}</is></c>`;
}

/** A date as Excel counts it: days, and parts of a day. */
function serial(date: Date): number {
  const time = date.getTime();
  // A microsecond more: a reader that truncates instead of rounding would be a millisecond short.
  return (time % day === 0 ? time : time + 0.001) / day + dayZero;
}

const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Escapes well-formed text for XML, in an element or in an attribute in double quotes. */
export function escapeXml(text: string): string {
  return /[&<>"]/.test(text) ? text.replace(/[&<>"]/g, (found) => escapes[found] ?? found) : text;
}

/** Almost all text is short and of plain letters: one test finds it, and it is written unchanged. */
const plain = /^[ -%'-;=?-~\u00A0-\uD7FF]{1,32000}$/;

/** Text of an element: there, quotes need no escape, and the JSON of an event is full of them. */
function textXml(text: string): string {
  const mayBeEscape = text.includes('_x') || text.includes('_X');
  if (!mayBeEscape && text.trim().length === text.length && plain.test(text)) return `<t>${text}</t>`;
  const safe = cellText(text).replace(/[&<>]/g, (found) => escapes[found] ?? found);
  return /^\s|\s$|\n/.test(safe) ? `<t xml:space="preserve">${safe}</t>` : `<t>${safe}</t>`;
}
