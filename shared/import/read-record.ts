import type { EventHead } from '../audit-source/event-head';
import { readHead } from '../audit-source/parse-event';
import { auditQueries } from '../audit-source/graph-query';
import { directoryAudit } from '../audit-source/event-schema';
import { classify } from '../catalogue/activities';
import { WholeFileError } from '../domain/events/log-file-error';
import type { LogRow } from '../domain/events/log-row';
import { parseExportTime, readExportTime, timeFaultText } from './export-time';
import { maxBrokenText } from './formats/found-record';
import { textField, UnreadableRecordError, type JsonObject } from './json-fields';
import { namelessKey, namelessPrefix } from './nameless-key';
import type { ExportedEvent, RecordKind } from './record-kind';
import { spansLines } from '../text/spans-lines';

/**
 * What a record of a known kind is: an event to store, one that no report needs, or one that cannot be read.
 * @throws WholeFileError when its time has the day before the month: other times of the file would be read as other days.
 */
export function readRecord(kind: RecordKind, record: JsonObject, line: number, text: string): LogRow {
  const refused = (reason: string): LogRow => ({
    outcome: 'refused',
    line,
    reason,
    text: text.slice(0, maxBrokenText),
  });
  let exported: ExportedEvent | null;
  try {
    exported = kind.read(record);
  } catch (error) {
    if (error instanceof UnreadableRecordError) return refused(error.message);
    throw error;
  }
  if (exported === null) return { outcome: 'ignored' };
  const lack = whatIsLacking(exported.event);
  if (lack !== null) return refused(lack);
  const { event: value, isVerbatim } = withId(withTime(exported));
  // Only the head: the other facts are read when another record matches the event, which is rare.
  const read = readHead(value);
  if (!read.ok) return refused(`The event does not have the expected shape: ${read.problem}.`);
  if (!isWanted(read.head)) return { outcome: 'ignored' };
  const { id, at, activity, tenantId } = read.head;
  // A store takes one line an event.
  const raw = isVerbatim && !spansLines(text) ? text : JSON.stringify(value);
  const { source } = kind;
  return {
    outcome: 'event',
    line,
    text,
    stored: { id, at, activity, source, raw, problem: null },
    tenantId,
  };
}

function whatIsLacking(event: JsonObject): string | null {
  const time = textField(event, 'activityDateTime');
  if (time === null) return 'The event has no time.';
  const at = readExportTime(time);
  if (at === 'day first')
    throw new WholeFileError(`Nothing of the file was imported: ${timeFaultText(time, at)}`);
  if (!(at instanceof Date)) return timeFaultText(time, at);
  return textField(event, 'activityDisplayName') === null ? 'The event has no activity.' : null;
}

/** The event with a time that the store can read. */
function withTime(exported: ExportedEvent): ExportedEvent {
  const text = textField(exported.event, 'activityDateTime') ?? '';
  const at = isIso(text) ? null : parseExportTime(text);
  if (at === null) return exported;
  return { event: { ...exported.event, activityDateTime: at.toISOString() }, isVerbatim: false };
}

const isIso = (time: string): boolean => /^\d{4}-/.test(time);

/** The event with an id: its own, or one that is made of its facts. */
function withId(exported: ExportedEvent): ExportedEvent {
  if (textField(exported.event, 'id') !== null) return exported;
  const event = { ...exported.event, id: namelessPrefix };
  const wire = directoryAudit.safeParse(event);
  const at = parseExportTime(textField(event, 'activityDateTime') ?? '');
  if (!wire.success || at === null) return { event, isVerbatim: false };
  return { event: { ...event, id: namelessKey(wire.data, at) }, isVerbatim: false };
}

/** Whether the live collection would have read the event; one that does not say its service or category by its name. */
function isWanted(event: EventHead): boolean {
  if (!auditQueries.some(({ matches }) => matches(event))) return false;
  const isSaid = event.service !== '' && (event.category !== '' || event.service.toLowerCase() === 'pim');
  return isSaid || classify(event.activity) !== undefined;
}
