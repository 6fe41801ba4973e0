import type { ImportedEvent } from '../domain/events/log-row';
import type { LogSource } from '../domain/events/log-source';
import type { MeetingKey, RecordForm } from '../domain/events/event-traits';

/** An imported event and the place of its file among those that are imported together. */
export type FiledEvent = ImportedEvent & { readonly file: number };

type Line = [
  at: number,
  file: number,
  id: string,
  activity: string | null,
  source: LogSource,
  form: RecordForm,
  facts: number,
  tenantId: string | null,
  keys: readonly MeetingKey[],
];

/** An event as two lines: its facts, then its raw text, which has no line end of its own. */
export function encodeEvent({ stored, traits, tenantId, file }: FiledEvent): string {
  const { id, at, activity, source, raw } = stored;
  const line: Line = [
    at.getTime(),
    file,
    id,
    activity,
    source,
    traits.form,
    traits.facts,
    tenantId,
    traits.keys,
  ];
  return `${JSON.stringify(line)}\n${raw}\n`;
}

/** The event of two lines that {@link encodeEvent} wrote. */
export function decodeEvent(facts: string, raw: string): FiledEvent {
  const [time, file, id, activity, source, form, count, tenantId, keys] = JSON.parse(facts) as Line;
  const at = new Date(time);
  return {
    stored: { id, at, activity, source, raw, problem: null },
    traits: { form, source, at, keys, facts: count },
    tenantId,
    file,
  };
}
