import { alertWindow } from '../../../shared/jobs/alert/alert-window';

const now = new Date('2026-11-16T12:00:00.000Z');
const windowAfter = (last: string | null) => {
  const { from, to } = alertWindow(now, last === null ? null : new Date(last));
  expect(to).toEqual(now);
  return from.toISOString();
};

test.each([
  ['the first run goes back two hours', null, '2026-11-16T10:00:00.000Z'],
  [
    'the next run starts two hours before the last one',
    '2026-11-16T11:45:00.000Z',
    '2026-11-16T09:45:00.000Z',
  ],
  ['a run after 22 hours goes back a day', '2026-11-15T14:00:00.000Z', '2026-11-15T12:00:00.000Z'],
  [
    'a run after a long pause goes back no more than a day',
    '2026-11-10T00:00:00.000Z',
    '2026-11-15T12:00:00.000Z',
  ],
  ['a last run in the future counts as now', '2026-11-17T12:00:00.000Z', '2026-11-16T10:00:00.000Z'],
])('%s', (_, last, from) => {
  expect(windowAfter(last)).toBe(from);
});
