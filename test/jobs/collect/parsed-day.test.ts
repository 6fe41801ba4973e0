import fc from 'fast-check';
import { createSampleTenant } from '../../../local/sample-tenant/sample-tenant';
import { parseEvent } from '../../../shared/audit-source/parse-event';
import type { LogSource } from '../../../shared/domain/events/log-source';
import { parseStoredEvent, type ParsedStoredEvent } from '../../../shared/jobs/collect/parse-stored-event';
import { formatParsedDay, hasDigest, readParsedDay } from '../../../shared/jobs/collect/parsed-day';
import { fuzzedEvent } from '../../support/builders/fuzzed-events';
import { aStoredEvent } from '../../support/fakes/ports';
import { fuzzRuns } from '../../support/fuzz-runs';

const storedAt = new Date('2026-11-16T08:00:00.123Z');
const readRaw = (raw: string, source: LogSource = 'graph'): ParsedStoredEvent =>
  parseStoredEvent(aStoredEvent({ raw, source }), storedAt, parseEvent);
const { events } = createSampleTenant({ now: new Date('2026-11-23T07:00:00.000Z') });
const sample = events.map((event) => readRaw(JSON.stringify(event)));

test('a day is read as it was written, events that nobody understands included', () => {
  const day = [readRaw('{'), ...sample, readRaw(JSON.stringify(events[0]), 'azure monitor')];
  expect(readParsedDay(formatParsedDay(day, 'abc'), 'abc')).toStrictEqual(day);
  expect(readParsedDay(formatParsedDay([], 'abc'), 'abc')).toEqual([]);
});

test('whatever an event states is read as it was written', () => {
  fc.assert(
    fc.property(fc.array(fuzzedEvent, { maxLength: 5 }), (raws) => {
      const day = raws.map((raw) => readRaw(raw));
      expect(readParsedDay(formatParsedDay(day, 'abc'), 'abc')).toStrictEqual(day);
    }),
    { numRuns: fuzzRuns(100) },
  );
});

test('a text of another digest, or a damaged one, is not read', () => {
  const text = formatParsedDay(sample, 'abc');
  expect(hasDigest(text, 'abc')).toBe(true);
  for (const [other, digest] of [
    [text, 'abd'],
    [text, 'ab'],
    [text.slice(0, -1), 'abc'],
    ['', 'abc'],
  ] as const)
    expect(readParsedDay(other, digest)).toBeNull();
});
