import { createCsvLogReader } from './formats/csv-log-reader';
import { createJsonLogReader } from './formats/json-log-reader';
import type { FilePage, LogPage, LogReader } from './formats/log-reader';
import { readLogBytes } from './read-log-bytes';
import { isLogRecord } from './record-kinds';
import { UnknownLogError } from './unknown-log-error';
import { UnreadableFileError } from './unreadable-file-error';

/** Number of bytes at the start of a file that are used to distinguish JSON from CSV. */
const probeBytes = 64 * 1024;

/**
 * Reads an exported log of any kind, recognised by its content, in pages. Nothing of it is dropped: what cannot be read
 * comes as a refused row. An empty file gives no page with a kind. Holds a few megabytes in memory, whatever the size.
 * @param zone the IANA zone of times that say that they are local; null when the user named none
 * @throws UnknownLogError when the file is no log of a known kind; UnreadableFileError when its rest cannot be read.
 */
export async function* readLogFile(
  path: string,
  zone: string | null,
  signal: AbortSignal,
): AsyncGenerator<FilePage> {
  let reader: LogReader | null = null;
  let unread: Buffer = Buffer.alloc(0);
  let damage: UnreadableFileError | null = null;
  let bytes = { read: 0, size: 0 };
  const paged = (page: LogPage): FilePage => ({ ...page, bytes });
  const onRead = (read: number, size: number) => void (bytes = { read, size });
  try {
    for await (const chunk of readLogBytes(path, signal, onRead)) {
      unread = unread.length === 0 ? chunk : Buffer.concat([unread, chunk]);
      if (reader === null && unread.length < probeBytes) continue;
      reader ??= readerFor(unread, zone);
      yield paged(reader.push(unread));
      unread = Buffer.alloc(0);
    }
  } catch (error) {
    if (!(error instanceof UnreadableFileError)) throw error;
    damage = error;
  }
  if (reader === null && !isBlank(unread)) {
    reader = readerFor(unread, zone);
    yield paged(reader.push(unread));
  }
  if (reader !== null) yield paged(reader.end());
  if (damage !== null) throw damage;
}

const isBlank = (bytes: Buffer): boolean => bytes.toString('utf8').trim() === '';

function readerFor(probe: Buffer, zone: string | null): LogReader {
  const text = probe.toString('utf8').trimStart();
  if (text.startsWith('PK\u0003\u0004'))
    throw new UnknownLogError('This is a zip archive or an Excel workbook: unpack it, or save it as CSV.');
  return looksLikeJson(text) ? createJsonLogReader() : createCsvLogReader(zone);
}

/** JSON begins with a bracket; when its first lines are broken, a later one does. */
function looksLikeJson(text: string): boolean {
  return /^[[{]/.test(text) || text.split('\n').some((line) => line.startsWith('{') && isRecordText(line));
}

function isRecordText(text: string): boolean {
  try {
    return isLogRecord(JSON.parse(text));
  } catch {
    return false;
  }
}
