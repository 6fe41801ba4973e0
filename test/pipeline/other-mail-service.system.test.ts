import { startMailbox, type Mailbox } from '../../local/mailbox';
import { monday, startFaultWorld, type FaultWorld } from '../faults/fault-world';
import { dumpTables } from '../support/servers/pipeline';

let world: FaultWorld;
let other: Mailbox;
beforeAll(async () => {
  world = await startFaultWorld();
  other = await startMailbox({ folder: null, retryAfterSeconds: 0 });
});
afterAll(() => Promise.all([world.stop(), other.close()]));

const signal = () => AbortSignal.timeout(900_000);
const subjectsOf = ({ messages }: Mailbox) => messages.map(({ mail }) => mail.content.subject);

test('a mail that one mail service took is not sent by another one, which does not know of it', async () => {
  const run = async (settings: Record<string, string> = {}) =>
    (await world.open(settings)).sendWeeklyReports(monday, signal());
  // The service takes the mail and sends it, but does not say so.
  world.spoil = (on, { method }) => (on === 'Email' && method === 'GET' ? { status: 503 } : undefined);
  expect((await run()).failures).toHaveLength(1);
  expect(subjectsOf(world.mailbox)).toHaveLength(1);
  world.spoil = () => undefined;

  const moved = { COMMUNICATION_SERVICES: other.connectionString.replace('127.0.0.1', 'localhost') };
  for (let nth = 0; nth < 2; nth += 1) {
    const { failures, failed } = await run(moved);
    expect(failures).toEqual([
      expect.stringMatching(
        /^Report "weekly": The mail of 2026-W47 was posted to 127\.0\.0\.1 \(operation .*now leads to localhost/,
      ),
    ]);
    expect(failed).toMatchObject([{ isRefused: true }]);
  }
  expect(other.requests).toEqual([]);
  const { ReportRuns = [] } = await dumpTables(world.connectionString, ['ReportRuns']);
  expect(ReportRuns).toMatchObject([{ state: 'sending', mailHost: '127.0.0.1' }]);
  expect(JSON.stringify(ReportRuns)).not.toContain(world.secrets.accessKey);

  // The first service again: the run asks it.
  expect(await run()).toMatchObject({ failures: [], deliveries: [{ isNew: true }] });
  expect([subjectsOf(world.mailbox).length, subjectsOf(other)]).toEqual([1, []]);
});
