import { checkMemory, ReportTooLargeError } from '../../../shared/jobs/report/memory-need';
import { aLedgerDay, ledgerOf } from '../../support/fakes/ports';

const window = { from: new Date('2026-11-16T00:00:00Z'), to: new Date('2026-11-18T00:00:00Z') };
const ledger = ledgerOf(
  aLedgerDay('2026-11-15', { events: 9_000_000 }),
  aLedgerDay('2026-11-16', { events: 60_000 }),
  aLedgerDay('2026-11-17', { events: 40_000 }),
  aLedgerDay('2026-11-18', { events: 9_000_000 }),
);
/** 55 MB, and 1,900 bytes an event. */
const need = 245_000_000;

test('accepts a report whose events just fit into memory', () => {
  expect(() => {
    checkMemory(window, ledger, need);
  }).not.toThrow();
});

test('refuses a report that needs one byte more, with the need, the memory and the fix', () => {
  expect(() => {
    checkMemory(window, ledger, need - 1);
  }).toThrow(
    new ReportTooLargeError(
      'It has to compare 100,000 events, 2026-11-16 to 2026-11-17, and needs about 233.7 MB of memory for them; this ' +
        'process has 233.7 MB. Give the function app more (instanceMemoryMB), or on a terminal set ' +
        'NODE_OPTIONS=--max-old-space-size=304.',
    ),
  );
});

test('counts a 24th of a day for one hour of it, and does not count unreadable events', () => {
  const hour = { from: window.from, to: new Date('2026-11-16T01:00:00Z') };
  const events = ledgerOf(aLedgerDay('2026-11-16', { events: 2_500_000, unreadable: 100_000 }));
  expect(() => {
    checkMemory(hour, events, need - 1);
  }).toThrow(/^It has to compare 100,000 events, /);
  expect(() => {
    checkMemory(hour, events, need);
  }).not.toThrow();
});

test('needs no memory for events if the ledger has no days', () => {
  expect(() => {
    checkMemory(window, new Map(), 55_000_000);
  }).not.toThrow();
});
