import { ensureBuilt } from '../support/servers/cli';
import { monday, openCrashWorld, type CrashWorld, type Session } from '../support/crash/crash-world';

// Unread days are visible to the host, in the ledger, in the mail, and in the correction.
const later = (hours: number) => new Date(monday.getTime() + hours * 3_600_000);
let world: CrashWorld;
const sessions: Session[] = [];
beforeAll(async () => {
  await ensureBuilt();
  world = await openCrashWorld('csv');
});
afterEach(async () => {
  for (const session of sessions.splice(0)) await session.close();
});
afterAll(() => world.close());

test('an unfinished run fails, the mail names the gap, the next run closes it, and a correction follows', async () => {
  const session = await world.open(() => later(24));
  sessions.push(session);
  const days = async () => (await session.outcome()).tables.CollectionDays ?? [];
  const dayOf = async (day: string) => (await days()).find(({ rowKey }) => rowKey === day);
  const correction = { names: ['sendCorrections'] };

  // Graph refuses the end of the week, not the days before.
  session.refuse(/ge\W+2026-11-(1[7-9]|2)/);
  const night = await session.run(monday, { names: ['collectAuditEvents'] });
  expect(night.code).toBe(1);
  expect(night.output).toMatch(/HTTP 403.*AuditLog\.Read\.All/);
  expect(await dayOf('2026-11-12')).toMatchObject({ state: 'complete', events: 2 });
  expect(await dayOf('2026-11-16')).toMatchObject({ state: 'complete' });
  const gap = ['17', '18', '19', '20', '21', '22'].map((day) => `2026-11-${day}`);
  for (const day of gap)
    expect(await dayOf(day)).toMatchObject({
      state: 'missing',
      reason: expect.stringContaining('403') as string,
    });

  const report = await session.run(monday, {
    names: ['sendWeeklyReport'],
    changed: { CORRECTION_MAILS: 'false' },
  });
  expect(report.code).toBe(1);
  expect(session.mailbox.messages).toHaveLength(2);
  const { subject, plainText = '', html = '' } = session.mailbox.messages[0]!.mail.content;
  expect(subject).toMatch(/^INCOMPLETE, 6 of 7 days not complete: /);
  // The first hour of this Tuesday in Amsterdam is the last one of the UTC day before.
  const known =
    'INCOMPLETE: Wed 18 Nov, Thu 19 Nov, Fri 20 Nov, Sat 21 Nov and Sun 22 Nov were never read; ' +
    'Tue 17 Nov was read in part.';
  expect(plainText.split('\n')[0]).toContain(known);
  const seen = html
    .replace(/<div style="display:none[^]*?<\/div>/, '')
    .replace(/<(style|title|head)[\s\S]*?<\/\1>/g, '')
    .replace(/<[^>]+>/g, ' ');
  expect(seen.trim().replace(/\s+/g, ' ').slice(0, 200)).toContain(known);

  // Nothing is corrected while the gap is open.
  expect((await session.run(later(20), correction)).code).toBe(0);
  const names = () => session.mailbox.messages.map(({ mail }) => mail.attachments?.[0]?.name);
  expect(names().filter((name) => name?.includes('W47-correction'))).toEqual([]);

  session.refuse(null);
  expect((await session.run(later(18), { names: ['collectAuditEvents'] })).code).toBe(0);
  for (const day of gap) expect(await dayOf(day)).toMatchObject({ state: 'complete' });

  await session.run(later(21), { ...correction, changed: { CORRECTION_MAILS: 'false' } });
  expect(names().filter((name) => name?.includes('W47-correction'))).toEqual([]);
  for (const hours of [21, 45]) expect((await session.run(later(hours), correction)).code).toBe(0);
  expect(names().filter((name) => name?.includes('W47-correction'))).toEqual([
    'weekly-2026-W47-correction-1-activations.csv',
    'auditor-2026-W47-correction-1-activations.csv',
  ]);
  const corrected = session.mailbox.messages.find(({ mail }) =>
    mail.attachments?.[0]?.name.startsWith('weekly-2026-W47-correction'),
  );
  expect(corrected?.mail.content.subject).toMatch(/^Correction: (?!.*INCOMPLETE)/);
  expect(corrected?.mail.content.plainText).toContain('was mailed incomplete on Mon 23 Nov');
});
