import type { AuditEvent, EventParser } from '../../../shared/domain/events/audit-event';
import { createLoggedEvent } from '../../../shared/jobs/report/event-log';
import { activationEvents } from '../../support/builders/events';
import { parseStored, storedOf } from '../../support/builders/stored';

const event = activationEvents('r1').completed('17 09:00');

/** A parser that records its calls. */
function countingParser() {
  const asked: string[] = [];
  const parse: EventParser = (raw) => {
    asked.push(raw);
    return parseStored(raw);
  };
  return { asked, parse };
}

function logged(stored = storedOf(event), analysed: readonly AuditEvent[] = [event]) {
  const { asked, parse } = countingParser();
  return { row: createLoggedEvent(parse, analysed)(stored), asked };
}

test('does not parse an analysed event again, and returns the same row', () => {
  const known = logged();
  const unknown = logged(storedOf(event), []);
  expect(known.asked).toEqual([]);
  expect(unknown.asked).toHaveLength(1);
  expect(known.row).toEqual(unknown.row);
  expect(known.row).toMatchObject({ id: event.id, at: event.at, problem: null });
});

test.each<[string, Partial<AuditEvent>]>([
  ['of another instant', { at: new Date(event.at.getTime() + 1) }],
  ['of another source', { source: 'unified audit log' }],
])('returns a separate row for another record %s', (_, facts) => {
  const other = { ...event, ...facts };
  const { row, asked } = logged({ ...storedOf(other), source: other.source });
  expect(asked).toHaveLength(1);
  expect(row).toMatchObject({ at: other.at, source: other.source });
});

test('shows an event that cannot be read with the reason', () => {
  const { row } = logged({ ...storedOf(event), id: 'broken', raw: '{}' });
  expect(row).toMatchObject({ id: 'broken', at: event.at, problem: 'no event', role: null });
});
