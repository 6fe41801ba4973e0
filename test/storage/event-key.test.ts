import fc from 'fast-check';
import { eventKey, undatedPartition } from '../../shared/storage/event-key';
import { anyText } from '../support/builders/any-text';

const at = new Date('2026-11-16T08:09:10.123Z');
const instants = fc.date({
  min: new Date('2020-01-01T00:00:00.000Z'),
  max: new Date('2039-12-31T23:59:59.999Z'),
  noInvalidDate: true,
});
/** UTF-16 units: everything that JSON escapes can write, lone surrogates included. */
const units = fc.array(fc.nat(0xffff), { maxLength: 20 }).map((units) => String.fromCharCode(...units));
const surrogates = fc
  .array(fc.integer({ min: 0xd7ff, max: 0xe000 }), { maxLength: 3 })
  .map((units) => String.fromCharCode(...units));
/** Any text, including characters that a key may not hold. */
const ids = fc.oneof(
  fc.uuid(),
  anyText,
  units,
  surrogates,
  fc.constantFrom('a/b', 'a\\b', 'a#b', 'a?b', '', '\ufffd', '__proto__', 'x'.repeat(40_000)),
);

describe('the key of an event', () => {
  test('is the UTC date, then the time of day and a digest of the id', () => {
    const { partitionKey, rowKey } = eventKey({ id: 'PIM_1', at, raw: '{}' });
    expect(partitionKey).toBe('2026-11-16');
    expect(rowKey).toMatch(/^080910123-[0-9a-f]{40}$/);
  });

  test('never changes, or every event would be stored a second time', () => {
    expect(eventKey({ id: 'PIM_1', at, raw: '{}' }).rowKey).toBe(
      '080910123-b5d68660f8ba915cd37015065af95494b1384bc4',
    );
  });

  test('does not depend on the text, so that a rewritten event keeps its place', () => {
    expect(eventKey({ id: 'PIM_1', at, raw: '{"a":1}' })).toEqual(
      eventKey({ id: 'PIM_1', at, raw: '{"b":2}' }),
    );
  });

  test('of an event without a time lies in a partition after every date', () => {
    const { partitionKey } = eventKey({ id: 'PIM_1', at: null, raw: '{}' });
    expect(partitionKey).toBe(undatedPartition);
    expect(partitionKey > '9999-12-31').toBe(true);
  });

  test('of an event without an id depends on its text', () => {
    const key = eventKey({ id: null, at, raw: '{"a":1}' });
    expect(eventKey({ id: null, at, raw: '{"a":1}' })).toEqual(key);
    expect(eventKey({ id: null, at, raw: '{"a":2}' })).not.toEqual(key);
    // An id that equals the text gives another key.
    expect(eventKey({ id: '{"a":1}', at, raw: '{}' })).not.toEqual(key);
  });

  test('holds only legal characters, for any id', () => {
    fc.assert(
      fc.property(fc.option(ids), fc.option(instants), fc.string(), (id, at, raw) => {
        const { partitionKey, rowKey } = eventKey({ id, at, raw });
        expect(`${partitionKey}${rowKey}`).toMatch(/^[0-9a-z-]+$/);
        expect(rowKey.length).toBeLessThan(100);
      }),
    );
  });

  test('differs for ids that are equal in UTF-8', () => {
    const rowKeys = ['\ud800', '\ud801', '\udfff', '\ufffd'].map(
      (id) => eventKey({ id, at, raw: '{}' }).rowKey,
    );
    expect(new Set(rowKeys).size).toBe(4);
    expect(eventKey({ id: 'a\ud800', at: null, raw: '{}' }).rowKey).toBe(
      'utf16-2eb7307d8e858515ef3695793100f42d528fa3e6',
    );
  });

  test('is legal, and the same only for the same id, in any partition', () => {
    const moments = fc.constantFrom(at, null, new Date(0), new Date('9999-12-31T23:59:59.999Z'));
    fc.assert(
      fc.property(fc.uniqueArray(ids, { maxLength: 30 }), moments, (ids, at) => {
        const keys = ids.map((id) => eventKey({ id, at, raw: '' }));
        expect(new Set(keys.map(({ rowKey }) => rowKey)).size).toBe(ids.length);
        expect(ids.map((id) => eventKey({ id, at, raw: id }))).toEqual(keys);
        for (const { partitionKey, rowKey } of keys) {
          // Table Storage allows no / \ # ?, no control characters and 1 KiB; it sorts keys as text.
          expect(`${partitionKey}${rowKey}`).toMatch(/^[0-9a-z-]+$/);
          expect(Buffer.byteLength(`${partitionKey}${rowKey}`, 'utf16le')).toBeLessThan(1024);
        }
      }),
      { numRuns: 300 },
    );
  });

  test('differs for another id or another millisecond', () => {
    const events = fc.uniqueArray(fc.record({ id: ids, at: instants }), {
      selector: ({ id, at }) => `${at.getTime()} ${id}`,
      maxLength: 50,
    });
    fc.assert(
      fc.property(events, (events) => {
        const keys = events.map(({ id, at }) => Object.values(eventKey({ id, at, raw: '' })).join('/'));
        expect(new Set(keys).size).toBe(events.length);
      }),
    );
  });

  test('sorts by time', () => {
    fc.assert(
      fc.property(ids, instants, ids, instants, (id, at, otherId, other) => {
        fc.pre(at.getTime() !== other.getTime());
        const text = (id: string, at: Date) => Object.values(eventKey({ id, at, raw: '' })).join('/');
        expect(text(id, at) < text(otherId, other)).toBe(at < other);
      }),
    );
  });
});
