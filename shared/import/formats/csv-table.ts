import { parseExportTime, readExportTime, timeFaultText } from '../export-time';
import type { JsonObject } from '../json-fields';
import { logAnalytics } from '../kinds/log-analytics';
import { portalCsv, portalCsvColumns } from '../kinds/portal-csv';
import { unifiedAuditLog } from '../kinds/unified-audit-log';
import type { RecordKind } from '../record-kind';
import { UnknownLogError } from '../unknown-log-error';

/** A CSV file of a known kind: what its rows are. */
export interface CsvTable {
  readonly kind: RecordKind;
  /** Returns a row as an object with the names of its kind, or one sentence that says why it cannot be read. */
  toRecord(cells: readonly string[]): JsonObject | string;
}

/** What follows a column's name in brackets: the zone of its times. */
const zoneMark = /[([]([^()[\]]*)[)\]]\s*$/;

const fold = (name: string): string => name.trim().toLowerCase();

/**
 * Recognises a CSV log by its header, and a portal's in another language by its number of columns and a first column
 * that holds a time.
 * @param firstRow the first row below the header; null in a file with only a header
 * @param zone the zone of times whose column says that they are local; null when the caller was not told
 * @throws UnknownLogError when it is no known log, lacks a column, or its local times have no zone.
 */
export function recogniseTable(
  header: readonly string[],
  firstRow: readonly string[] | null,
  zone: string | null,
): CsvTable {
  const names = header.map((name) => name.replace(zoneMark, '').trim());
  const has = (...columns: string[]) =>
    columns.every((column) => names.some((name) => fold(name) === fold(column)));
  if (has('AuditData')) return table(unifiedAuditLog, header, names, firstRow, zone);
  if (has('TimeGenerated', 'OperationName') && (has('TargetResources') || has('InitiatedBy')))
    return table(logAnalytics, header, names, firstRow, zone);
  if (has('Date', 'Service', 'Category', 'Activity', 'ActorType')) {
    const known = names.map((name) => portalCsvColumns.find((column) => fold(column) === fold(name)) ?? name);
    return table(portalCsv, header, known, firstRow, zone);
  }
  const isTime = firstRow === null || readExportTime(firstRow[0] ?? '') !== 'none';
  if (header.length === portalCsvColumns.length && isTime)
    return table(portalCsv, header, portalCsvColumns, firstRow, zone);
  if (has('CreationDate') && (has('Operations') || has('Operation') || has('RecordType')))
    throw new UnknownLogError(
      `The column AuditData is missing, which holds what happened; the columns are ${listed(header)}. Export the audit log again with AuditData.`,
    );
  throw new UnknownLogError(`This is not a log that can be imported; the columns are ${listed(header)}.`);
}

function table(
  kind: RecordKind,
  header: readonly string[],
  names: readonly string[],
  firstRow: readonly string[] | null,
  zone: string | null,
): CsvTable {
  const local = new Set(header.flatMap((name, index) => (isLocal(name) ? [index] : [])));
  const twice = names.find((name, index) => name !== '' && names.map(fold).indexOf(fold(name)) < index);
  if (twice !== undefined)
    throw new UnknownLogError(
      `The file has two columns "${twice}", and only one can count: remove the other one, and import it again.`,
    );
  const areLocal = (column: number): string =>
    `The times in the column "${header[column] ?? ''}" are local. Say with --zone where, for example --zone Europe/Paris.`;
  const [column] = [...local].filter((index) => needsZone(firstRow?.[index] ?? ''));
  if (column !== undefined && zone === null) throw new UnknownLogError(areLocal(column));

  /** Returns the row with local times in UTC, or a sentence about the first that cannot be read. */
  function inUtc(cells: readonly string[]): readonly string[] | string {
    const read = [...cells];
    for (const index of local) {
      const cell = cells[index] ?? '';
      if (!needsZone(cell)) continue;
      if (zone === null) return areLocal(index);
      const at = readExportTime(cell, zone);
      if (!(at instanceof Date)) return timeFaultText(cell, at);
      read[index] = at.toISOString();
    }
    return read;
  }

  return {
    kind,
    toRecord(cells) {
      const isTooLong = cells.slice(names.length).some((cell) => cell.trim() !== '');
      if (cells.length < names.length || isTooLong)
        return `This row has ${cells.length} cells, and the header has ${names.length}.`;
      const read = inUtc(cells);
      if (typeof read === 'string') return read;
      const entries = names.map((name, index) => [name, read[index] ?? ''] as const);
      return Object.fromEntries(entries.filter(([, cell]) => cell !== ''));
    },
  };
}

/**
 * Returns whether a column says that its times are in another zone than UTC: `TimeGenerated [Local Time]`,
 * `Date (UTC+01:00)`, `Date (GMT Standard Time)`, which is London's.
 */
function isLocal(name: string): boolean {
  const zone = zoneMark.exec(name)?.[1];
  return zone !== undefined && !/(?:^|\s)(?:UTC|GMT)(?:[+-]00?(?::?00)?)?$/i.test(zone.trim());
}

/** Whether a cell is a time that does not say its offset. */
const needsZone = (cell: string): boolean =>
  parseExportTime(cell, 'UTC')?.getTime() !== parseExportTime(cell, 'Etc/GMT+1')?.getTime();

function listed(header: readonly string[]): string {
  const shown = header
    .slice(0, 20)
    .map((name) => name.slice(0, 60))
    .join(', ');
  return header.length > 20 ? `${shown} and ${header.length - 20} more` : shown;
}
