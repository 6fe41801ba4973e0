import fc from 'fast-check';
import { createGraphAuditSource } from '../../shared/audit-source/graph-audit-source';
import { parsePage } from '../../shared/graph/odata-page';
import { parseEvent } from '../../shared/audit-source/parse-event';
import { eventKey } from '../../shared/storage/event-key';
import type { StoredEvent } from '../../shared/domain/events/audit-event';
import { anyJson, broken, fuzzedEvent } from '../support/builders/fuzzed-events';
import { fuzzRuns, fuzzTime } from '../support/fuzz-runs';
import { anyText } from '../support/builders/any-text';

jest.setTimeout(fuzzTime);
const span = { from: new Date('2026-11-16T00:00:00Z'), to: new Date('2026-11-23T00:00:00Z') };

/** Returns all events of the source for one page of PIM. */
async function sourced(raws: readonly string[]): Promise<StoredEvent[]> {
  const page = (items: readonly string[]) => ({
    status: 200,
    headers: new Headers(),
    body: Buffer.from(`{"@odata.context":"x","value":[${items.join(',')}]}`),
  });
  const source = createGraphAuditSource({
    get: (path) => Promise.resolve(page(decodeURIComponent(path).includes("eq 'PIM'") ? raws : [])),
    endpoint: 'https://graph.microsoft.com',
    pace: () => Promise.resolve(),
    retry: { attempts: 1, refusedAttempts: 1, firstDelay: 1, maxDelay: 1, maxRetryAfter: 1 },
    requestTimeout: 10_000,
  });
  const events: StoredEvent[] = [];
  for await (const read of source.read(span, AbortSignal.timeout(900_000))) events.push(...read.events);
  return events;
}

test('the event parser reads any text or gives a reason, and never throws', () => {
  const readable = { yes: 0, no: 0 };
  fc.assert(
    fc.property(fc.oneof(anyJson, broken(fuzzedEvent), anyText), (raw) => {
      const parsed = parseEvent(raw);
      readable[parsed.ok ? 'yes' : 'no'] += 1;
      if (parsed.ok) {
        expect(parsed.event.id).not.toBe('');
        expect(parsed.event.activity.trim()).not.toBe('');
        expect(parsed.event.at.getTime()).not.toBeNaN();
        for (const at of [parsed.event.startTime, parsed.event.expirationTime])
          expect(at?.getTime()).not.toBeNaN();
      } else expect(parsed.problem).not.toBe('');
      // Every event has a key that the table service accepts.
      const { id, at } = parsed.ok ? parsed.event : parsed;
      const { partitionKey, rowKey } = eventKey({ id, at, raw });
      expect(`${partitionKey}/${rowKey}`).toMatch(
        /^(undated\/|\d{4}-\d\d-\d\d\/\d{9}-)(raw-)?(utf16-)?[0-9a-f]{40}$/,
      );
    }),
    { numRuns: fuzzRuns(800) },
  );
  // Both outcomes must occur often: otherwise the test proves little.
  expect(Math.min(readable.yes, readable.no)).toBeGreaterThan(fuzzRuns(800) / 10);
});

test('a page is split into exactly the texts that it was made of', () => {
  const blank = fc.constantFrom('', ' ', '\n\t', '\r\n');
  fc.assert(
    fc.property(fc.array(anyJson, { maxLength: 6 }), blank, fc.json(), (raws, gap, other) => {
      const around = `"value2":${other},"@odata.nextLink":"https://x.example/?\\u0026",`;
      const list = raws.map((raw) => `${gap}${raw}${gap}`).join(',');
      const { items, nextLink } = parsePage(
        Buffer.from(`{${around}"value"${gap}:${gap}[${list}],"after":${other}}`),
      );
      expect(items.map((item) => item.trim())).toEqual(raws.map((raw) => raw.trim()));
      expect(nextLink).toBe('https://x.example/?&');
    }),
    { numRuns: fuzzRuns(400) },
  );
});

test('an invalid page is refused with its own message, and is never an empty page', () => {
  fc.assert(
    fc.property(
      fc.oneof(fc.json(), broken(anyJson), broken(fc.constant('{"value":[{"id":"a"},{"id":"b"}],"x":[1]}'))),
      (text) => {
        let page: ReturnType<typeof parsePage>;
        try {
          page = parsePage(Buffer.from(text));
        } catch (error) {
          expect((error as Error).message).toMatch(/^the page('s "@odata.nextLink")? (is|has) no/);
          return;
        }
        expect(page.items).toHaveLength((JSON.parse(text) as { value: unknown[] }).value.length);
      },
    ),
    { numRuns: fuzzRuns(800) },
  );
});

test('each event of a page is returned, readable or with its problem', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(anyJson, { maxLength: 12 }), async (raws) => {
      const events = await sourced(raws);
      const left = events.map(({ raw }) => raw.trim());
      for (const raw of raws) {
        const place = left.indexOf(raw.trim());
        if (place >= 0) {
          left.splice(place, 1);
          continue;
        }
        // Only events outside the query are skipped.
        const parsed = parseEvent(raw);
        const at = parsed.ok ? parsed.event.at : parsed.at;
        const isElsewhen = at !== null && (at < span.from || at >= span.to);
        expect([raw, isElsewhen || (parsed.ok && parsed.event.service.toUpperCase() !== 'PIM')]).toEqual([
          raw,
          true,
        ]);
      }
      expect(left).toEqual([]);
      for (const { problem, activity } of events)
        expect((problem === null) !== (activity === null)).toBe(true);
    }),
    { numRuns: fuzzRuns(150) },
  );
});
