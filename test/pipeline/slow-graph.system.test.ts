import { hostedRunTime } from '../../shared/composition/hosted-run-time';
import { standardWaits } from '../../shared/composition/waits';
import type { Fault } from '../../local/loopback-server';
import { monday, patientWaits, startFaultWorld, type FaultWorld } from '../faults/fault-world';

// Graph does not finish on Monday: the run spends part of its time on missing days, then sends the mail, which names
// them.

let world: FaultWorld;
beforeAll(async () => {
  world = await startFaultWorld();
});
afterEach(async () => {
  world.spoil = () => undefined;
  await world.clear();
});
afterAll(() => world.stop());

const signal = () => AbortSignal.timeout(900_000);

const throttled: Fault = {
  status: 429,
  body: { error: { code: 'TooManyRequests', message: 'This request is throttled.' } },
  headers: { 'retry-after': '599' },
};

test('closing gaps takes at most a quarter of a run, and never more than five minutes', () => {
  expect(standardWaits.gaps).toBeLessThanOrEqual(hostedRunTime / 4);
  expect(standardWaits.gaps).toBeLessThanOrEqual(5 * 60_000);
});

let pages = 0;
const endless = (): Fault => {
  const next = `${world.graph.url}/v1.0/auditLogs/directoryAudits?$skiptoken=${(pages += 1)}`;
  return { status: 200, body: { value: [], '@odata.nextLink': next } };
};

test.each<[string, string, () => Fault, RegExp]>([
  [
    'a Graph that asks to wait ten minutes',
    'throttled',
    () => throttled,
    /^Not all days could be read: 8 days from 2026-11-16 to 2026-11-23: .* It asks to wait 10 min, longer than this run can/,
  ],
  [
    'paging that never ends',
    'endless',
    endless,
    /^Not all days could be read: 8 days from 2026-11-16 to 2026-11-23: The run had no time left for reading\.$/,
  ],
])('%s does not delay the mail, which lacks only unread days', async (_, name, fault, failure) => {
  // Each case has its own report, because the mailbox sends the same mail only once.
  const settings = { REPORTS: JSON.stringify([{ name }]) };
  world.spoil = (on) => (on === 'Microsoft Graph' ? fault() : undefined);
  const pipeline = await world.open(settings, [], { ...patientWaits, gaps: 1_000 });
  const before = world.mailbox.messages.length;
  const { failures } = await pipeline.sendWeeklyReports(monday, signal());
  expect(failures).toEqual([expect.stringMatching(failure)]);
  const mails = world.mailbox.messages.slice(before);
  expect(mails.map(({ mail }) => mail.content.subject)).toEqual([expect.stringMatching(/INCOMPLETE, /)]);

  // Once Graph answers again, the next night reads the days, and a correction follows.
  world.spoil = () => undefined;
  const later = await world.open(settings);
  expect((await later.collect(monday, signal())).failures).toEqual([]);
  expect((await later.sendDailyMails(monday, signal())).failures).toEqual([]);
  expect(world.mailbox.messages.at(-1)?.mail.content.subject).toContain('Correction: ');
});
