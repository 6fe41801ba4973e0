import { isoWeek } from '../../../../shared/domain/time/period';
import { lateSentence } from '../../../../shared/jobs/deliver/corrections/corrections';
import { pimEvent, user } from '../../../support/builders/events';
import { aReportModel } from '../../../support/builders/report';
import { lateWorld } from '../late-world';

const outside = (id: string, when: string, who: string) =>
  pimEvent('Add member to role outside of PIM (permanent)', when, {
    id,
    principal: user(who),
    initiator: user('petra'),
  });
const monday = new Date('2026-11-23T07:00:00.000Z');
const hours = (count: number) => new Date(monday.getTime() + count * 3_600_000);
const onTime = outside('on-time', '18 09:00', 'sam');
const late = outside('late', '22 22:40', 'alex');

async function mailedWeek(isEnabled = true) {
  const world = lateWorld(isEnabled);
  await world.collect(monday, onTime);
  await world.weekly(monday);
  expect(world.mails()).toMatchObject([{ subject: 'report' }]);
  return world;
}

test('mails a finding that appears after the mail as a correction, once', async () => {
  const world = await mailedWeek();
  await world.collect(hours(21), late);
  expect((await world.correct(hours(21))).failures).toEqual([]);
  await world.correct(hours(22));
  await world.weekly(hours(23));
  const [, ...corrections] = world.mails();
  expect(corrections).toHaveLength(1);
  expect(corrections[0]?.html).toContain(
    'Correction of the report of 2026-W47 that was mailed on Mon 23 Nov: 1 finding was not in that ' +
      'mail, because events or settings came after it: Petra gave Alex Global Administrator directly, bypassing PIM.',
  );
  // The correction covers the whole week.
  expect(corrections[0]?.text).toContain('gave Sam Global Administrator');
  expect([...world.deliveryLedger.rows.keys()]).toEqual(['weekly 2026-W47', 'weekly 2026-W47-correction-1']);
});

test('mails another correction for another finding that appears later', async () => {
  const world = await mailedWeek();
  await world.collect(hours(21), late);
  await world.correct(hours(21));
  await world.collect(hours(45), outside('later', '21 10:00', 'kim'));
  await world.correct(hours(45));
  await world.correct(hours(46));
  expect([...world.deliveryLedger.rows.keys()]).toEqual([
    'weekly 2026-W47',
    'weekly 2026-W47-correction-1',
    'weekly 2026-W47-correction-2',
  ]);
  expect(world.mails()[2]?.html).toMatch(
    /: 1 finding was not in that mail, .*: Petra gave Kim Global Administrator directly, bypassing PIM\./,
  );
});

test('mails nothing for late events without a finding, and analyses them once', async () => {
  const world = await mailedWeek();
  await world.collect(hours(21), pimEvent('Remove permanent direct role assignment', '20 09:00'));
  const before = world.prepared();
  for (const hour of [21, 22, 23]) await world.correct(hours(hour));
  expect(world.prepared() - before).toBe(1);
  expect(world.mails()).toHaveLength(1);
});

test('mails no correction for changed settings alone', async () => {
  const world = await mailedWeek();
  Object.assign(world.policy, { businessHours: { ...world.policy.businessHours, days: [] } });
  await world.correct(hours(21));
  expect(world.mails()).toHaveLength(1);
});

test.each([true, false])(
  'lists a late finding in the next report under its week (corrections mailed: %s)',
  async (isEnabled) => {
    const world = await mailedWeek(isEnabled);
    await world.collect(hours(21), late);
    await world.correct(hours(21));
    await world.collect(hours(7 * 24), outside('own', '25 09:00', 'lou'));
    await world.weekly(hours(7 * 24));
    const next = world.mails().at(-1);
    expect(next?.text.split('\n')).toEqual(
      expect.arrayContaining([
        'Petra gave Lou Global Administrator directly, bypassing PIM.',
        'Of 2026-W47, after its report had been sent: Petra gave Alex Global Administrator directly, bypassing PIM.',
      ]),
    );
    expect(next?.text).not.toContain('gave Sam');
    expect([...world.deliveryLedger.rows.keys()].filter((key) => key.includes('W48'))).toEqual([
      'weekly 2026-W48',
    ]);
    // No event of that week came late.
    await world.correct(hours(8 * 24));
    expect([...world.deliveryLedger.rows.keys()].filter((key) => key.includes('W48'))).toEqual([
      'weekly 2026-W48',
    ]);
  },
);

test('finds no late findings when the archived link was changed, which verify reports', async () => {
  const world = await mailedWeek();
  world.archive.files.set('weekly/2026/2026-W47-link.json', Buffer.from('{}'));
  await world.collect(hours(21), late);
  expect((await world.correct(hours(21))).failures).toEqual([]);
  expect(world.mails()).toHaveLength(1);
});

test.each([
  ['with CORRECTION_MAILS on', true],
  ['with CORRECTION_MAILS off', false],
])(
  'lists a finding that appears after the next report once in the following report, %s',
  async (_, isEnabled) => {
    const world = await mailedWeek(isEnabled);
    await world.collect(hours(7 * 24));
    await world.weekly(hours(7 * 24));
    await world.collect(hours(8 * 24), late);
    await world.correct(hours(8 * 24));
    await world.collect(hours(14 * 24));
    await world.weekly(hours(14 * 24));
    await world.weekly(hours(21 * 24));
    const told = (subject: string) => world.mails().filter((mail) => mail.subject === subject);
    expect(told('correction')).toHaveLength(isEnabled ? 1 : 0);
    const of47 = 'Of 2026-W47, after its report had been sent: Petra gave Alex Global Administrator';
    expect(told('report').map(({ text }) => text.includes(of47))).toEqual([false, false, true, false]);
    expect(told('report').some(({ text }) => text.includes('had been sent: Petra gave Sam'))).toBe(false);
  },
);

test.each([
  ['UTC', 'utc', '2026-W47'],
  ['europe/berlin', 'Europe/Berlin', '2026-W48'],
  ['Europe/Berlin', 'Europe/Vienna', '2026-W48'],
  ['UTC', 'Europe/Berlin', '2026-W47'],
  ['Europe/Berlin', 'UTC', '2026-W48'],
])('lists late findings once if the zone %s was changed to %s', async (before, after, ofMidnight) => {
  const world = lateWorld(false);
  await world.collect(monday, onTime);
  await world.weekly(monday, before);
  await world.collect(hours(7 * 24));
  await world.weekly(hours(7 * 24), after);
  // The week ends at 23:00 in Berlin's zone, and an hour later in UTC.
  const atMidnight = outside('at-midnight', '22 23:30', 'kim');
  await world.collect(hours(8 * 24), late, atMidnight);
  for (const week of [2, 3, 4]) {
    await world.collect(hours(week * 7 * 24));
    await world.weekly(hours(week * 7 * 24), after);
  }
  const told = world.mails().map(({ text }) => text.split('\n').filter((line) => line.startsWith('Of')));
  expect(told.map((lines) => lines.sort())).toEqual([
    [],
    [],
    [
      'Of 2026-W47, after its report had been sent: Petra gave Alex Global Administrator directly, bypassing PIM.',
      `Of ${ofMidnight}, after its report had been sent: Petra gave Kim Global Administrator directly, bypassing PIM.`,
    ],
    [],
    [],
  ]);
});

test('does not report a late finding of a week more than 45 days ago', async () => {
  const world = await mailedWeek(false);
  await world.collect(hours(6 * 7 * 24));
  await world.weekly(hours(6 * 7 * 24));
  await world.collect(hours(6 * 7 * 24 + 24), late);
  await world.weekly(hours(7 * 7 * 24));
  expect(world.mails().at(-1)?.text).not.toContain('Of 2026-W47');
});

test.each([
  ['above that of the ledger: in a correction', 1, 1],
  ['equal to that of the ledger: in the next report', 0, 0],
])(
  'reports a finding although a row claims that its event was analysed, with a count %s',
  async (_, more, corrections) => {
    const world = await mailedWeek();
    await world.collect(hours(21), late);
    const row = world.deliveryLedger.rows.get('weekly 2026-W47')!;
    world.deliveryLedger.set({ ...row, lookedThrough: 2 + more });
    await world.correct(hours(21));
    expect(world.mails().filter(({ subject }) => subject === 'correction')).toHaveLength(corrections);
    await world.collect(hours(7 * 24));
    await world.weekly(hours(7 * 24));
    expect(world.mails().at(-1)?.text).toMatch(
      /Of 2026-W47, after its report had been sent: Petra gave Alex/,
    );
  },
);

test.each([
  [0, /: 1 finding was not in that mail, because events/],
  [1, /: 1 finding was not in that mail, and 1 of its findings no longer holds, because events/],
  [2, /, and 2 of its findings no longer hold, because events/],
])('a correction states that %d findings of the mail no longer hold', (withdrawn, words) => {
  const [finding] = aReportModel().findings;
  const run = { edition: '2026-W47', openDays: [], sentAt: null };
  const period = isoWeek('2026-W47', 'Europe/Amsterdam');
  expect(lateSentence(run, period, { late: [finding!], withdrawn })).toMatch(words);
});
