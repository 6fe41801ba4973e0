import { collectSummary, dayLine, tooOldLine } from '../../../cli/output/collect-lines';
import { aLedgerDay, ledgerOf } from '../../support/fakes/ports';

const read = (day: string, overrides = {}) => aLedgerDay(day, { newEvents: 2, ...overrides });

test.each([
  [read('2026-11-16', { events: 1, newEvents: 0 }), '2026-11-16  complete       1 event'],
  [
    read('2026-11-16', { lateEvents: 1, unreadable: 3 }),
    '2026-11-16  complete      10 events (2 new, 1 late, 3 not understood)',
  ],
  [
    read('2026-11-16', { state: 'missing', events: 0, newEvents: 0, reason: 'Graph said no.' }),
    '2026-11-16  missing        0 events  Graph said no.',
  ],
])('prints a day: %#', (row, line) => {
  expect(dayLine(row)).toBe(line);
});

describe('the summary', () => {
  test('of a run that read everything', () => {
    const days = [read('2026-11-16'), read('2026-11-17', { state: 'partial' })];
    expect(collectSummary({ days, unread: [], failures: [] }, ledgerOf(...days))).toBe(
      '2 days read, 4 new events; in the store: 1 complete and 1 partial.',
    );
  });

  test('of a run that read nothing says why, and what the store holds', () => {
    const days = ['2026-11-13', '2026-11-14', '2026-11-15', '2026-11-16'].map((day) =>
      aLedgerDay(day, { newEvents: 0 }),
    );
    const failures = [
      '4 days from 2026-11-13 to 2026-11-16: Microsoft Graph could not be reached: fetch failed (ECONNREFUSED connect ECONNREFUSED 127.0.0.1:9).',
    ];
    expect(collectSummary({ days, unread: days.map(({ day }) => day), failures }, ledgerOf(...days))).toBe(
      '0 of 4 days read (Microsoft Graph could not be reached: fetch failed (ECONNREFUSED connect ECONNREFUSED 127.0.0.1:9)), 0 new events; in the store: 4 complete.',
    );
  });

  test('of a run that read one of two days says why it read no more', () => {
    const days = [
      read('2026-11-16', { newEvents: 1 }),
      aLedgerDay('2026-11-17', { state: 'missing', failedReads: 2, newEvents: 0 }),
    ];
    expect(
      collectSummary(
        {
          days,
          unread: ['2026-11-17'],
          failures: ['2026-11-17: Microsoft Graph answered HTTP 503: "busy". More.'],
        },
        ledgerOf(...days),
      ),
    ).toBe(
      '1 of 2 days read (Microsoft Graph answered HTTP 503: "busy"), 1 new event; in the store: 1 complete and 1 missing.',
    );
  });

  test('counts a day that was written twice once, by its last row', () => {
    const days = [aLedgerDay('2026-11-16', { failedReads: 1 }), read('2026-11-16')];
    expect(collectSummary({ days, unread: [], failures: [] }, ledgerOf(...days))).toContain(
      '1 day read, 2 new events',
    );
  });

  test('of a run with nothing to do', () => {
    expect(collectSummary({ days: [], unread: [], failures: [] }, ledgerOf())).toBe(
      'Nothing to do: every day that Microsoft Graph still has is complete.',
    );
  });
});

describe('the line about days that are too old', () => {
  const now = new Date('2026-12-01T03:00:00.000Z');
  test.each([
    [
      ['2026-11-05', '2026-11-16', '2026-11-17'],
      14,
      '2 days were not read: older than RETENTION_DAYS (14), which would delete them again.',
    ],
    [['2026-11-16'], 14, '1 day was not read: older than RETENTION_DAYS (14), which would delete it again.'],
    [
      ['2026-10-31'],
      0,
      '1 day was not read: before 2026-11-01, the first day that Microsoft Graph can still have.',
    ],
    [
      ['2026-10-31'],
      730,
      '1 day was not read: before 2026-11-01, the first day that Microsoft Graph can still have.',
    ],
    [['2026-11-17'], 14, null],
    [['2026-11-01'], 730, null],
  ])('of %j with RETENTION_DAYS %d', (days, retentionDays, line) => {
    expect(tooOldLine(days, now, retentionDays)).toBe(line);
  });
});
