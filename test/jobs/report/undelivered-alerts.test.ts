import type { AlertRow } from '../../../shared/domain/alerts/alert-row';
import { undeliveredIn } from '../../../shared/jobs/report/undelivered-alerts';
import { anAlert } from '../../support/builders/alerts';
import { at, week47 } from '../../support/builders/events';
import { anAlertRow } from '../../storage/alert-ledger-contract';

/** The Monday after week 47, when its report is made; the report of week 46 was mailed a week before. */
const monday = at('23 07:00');
const mailedBefore = at('16 07:10');

/** A row of an alert that happened then, and was seen a minute later. */
const row = (when: Date, state: AlertRow['state'], overrides: Partial<AlertRow> = {}): AlertRow =>
  anAlertRow({
    alert: anAlert({ at: when, seenAt: new Date(when.getTime() + 60_000), sentence: when.toISOString() }),
    ...{ state, reason: 'It failed.' },
    ...overrides,
  });
const listed = (rows: readonly AlertRow[], since: Date | null = mailedBefore) =>
  undeliveredIn(rows, week47, since, monday);

test('lists alerts that failed or were given up in the week, in order of time, with channel and reason', () => {
  const rows = [
    row(at('20 10:00'), 'undelivered', { settledAt: at('21 10:00') }),
    row(at('17 10:00'), 'failed'),
  ];
  expect(listed(rows)).toEqual([
    {
      ...{ channel: 'soc', rule: 'assigned-outside-pim', sentence: '2026-11-17T10:00:00.000Z' },
      ...{ at: at('17 10:00'), reason: 'It failed.' },
    },
    expect.objectContaining({ at: at('20 10:00') }) as unknown,
  ]);
});

test.each([
  ['the first moment of the week', at('16 00:00'), 1],
  ['the moment before', new Date(at('16 00:00').getTime() - 1), 0],
  ['the last moment of the week', new Date(at('23').getTime() - 1), 1],
  ['the moment after', at('23 00:00'), 0],
])('lists an alert that still fails in the week of its event only: %s', (_, when, count) => {
  expect(listed([row(when, 'failed')])).toHaveLength(count);
});

test('lists alerts that were given up since the previous mail, from any week', () => {
  const of = (happened: string, givenUp: string) => [
    row(at(happened), 'undelivered', { settledAt: at(givenUp) }),
  ];
  expect(listed(of('15 20:00', '16 20:00'))).toHaveLength(1);
  expect(listed(of('15 06:00', '16 07:00'))).toHaveLength(0);
  expect(listed(of('23 05:00', '23 06:00'))).toHaveLength(1);
  // A first report has no mail before it: its own week counts.
  expect(listed(of('15 06:00', '16 07:00'), null)).toHaveLength(1);
  expect(listed(of('14 06:00', '15 07:00'), null)).toHaveLength(0);
});

test("does not list today's alerts in an old report that is created again", () => {
  const today = row(new Date('2027-03-01T10:00:00Z'), 'undelivered', {
    settledAt: new Date('2027-03-02T10:00:00Z'),
  });
  expect(undeliveredIn([today], week47, mailedBefore, new Date('2027-03-03T07:00:00Z'))).toEqual([]);
});

test('does not list alerts that were sent or that a run may be sending now', () => {
  const [young, old] = [new Date(monday.getTime() - 10 * 60_000), at('22 23:00')];
  const rows = (when: Date) => (['waiting', 'sending', 'sent'] as const).map((state) => row(when, state));
  const now = new Date(at('23').getTime() - 1);
  const before = new Date(now.getTime() - 10 * 60_000);
  expect(undeliveredIn(rows(before), week47, mailedBefore, now)).toEqual([]);
  expect(listed(rows(young))).toEqual([]);
  expect(listed(rows(old))).toHaveLength(2);
  expect(listed([row(old, 'waiting', { reason: null })])).toMatchObject([
    { reason: 'It has not been delivered yet.' },
  ]);
});
