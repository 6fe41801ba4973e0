import { dumpTables } from '../support/servers/pipeline';
import { cases, expectOutcome } from './expect-outcome';
import { reportFaults } from './fault-table';
import { monday, startFaultWorld, type FaultWorld } from './fault-world';
import { reporting, runFault } from './run-fault';

let world: FaultWorld;
beforeAll(async () => {
  // No fault here concerns Graph: the few events that a report reads again fit on one page.
  world = await startFaultWorld(999);
});
afterAll(() => world.stop());

const signal = () => AbortSignal.timeout(900_000);

describe('a report', () => {
  let number = 0;
  /** Content of a report without faults. */
  let undisturbed: ReturnType<typeof heldBy>;
  const csvFiles = 3;
  const settingsOf = (name: string) => ({ REPORTS: JSON.stringify([{ name }]) });

  /** Returns the subject, figures and activations of a report's mail, without the report's name. */
  function heldBy(name: string) {
    const { subject, plainText = '' } = world.mailbox.messages.at(-1)!.mail.content;
    const files = world.mailbox.messages.at(-1)!.mail.attachments ?? [];
    return {
      subject: subject.replaceAll(name, '-'),
      text: plainText.split('\n').slice(0, 12).join('\n').replaceAll(name, '-'),
      csv: files.map(({ contentInBase64 }) => Buffer.from(contentInBase64, 'base64').toString()).join(''),
    };
  }

  beforeAll(async () => {
    await (await world.open({})).collect(monday, signal());
    const pipeline = await world.open(settingsOf('undisturbed'));
    expect((await pipeline.sendWeeklyReports(monday, signal())).failures).toEqual([]);
    undisturbed = heldBy('undisturbed');
    expect(undisturbed.csv.split('\r\n').length).toBeGreaterThan(10);
  });

  test.each(cases(reportFaults))('%s', async (_, row, times, outcome) => {
    const before = world.mailbox.messages.length;
    const name = `row-${(number += 1)}`;
    const settings = settingsOf(name);
    const run = await runFault(world, row, times, reporting, settings);
    expectOutcome(world, run, outcome);
    expect(run.told).toBe(outcome.run === 'ends well' ? 1 : 0);
    const pipeline = await world.open(settings);
    expect((await pipeline.sendWeeklyReports(monday, signal())).failures).toEqual([]);
    const [chain] = await pipeline.verify(name, () => undefined, signal());
    // The mail, its link and the tables in CSV.
    expect(chain).toMatchObject({ problems: [], mails: 1, files: 2 + csvFiles });
    const { ReportRuns = [] } = await dumpTables(world.connectionString, ['ReportRuns']);
    const sent = ReportRuns.filter(({ partitionKey }) => partitionKey === name);
    expect(sent.map(({ state }) => state)).toEqual(['sent']);
    const messages = world.mailbox.messages.slice(before);
    // If the service accepted a mail and gave it up, a second one follows; otherwise there is one.
    expect(messages).toHaveLength(outcome.ledger === 'failed' ? 2 : 1);
    expect(messages.at(-1)?.operationId).toBe(sent[0]?.operationId);
    expect(messages.at(-1)?.mail.content.subject).not.toContain('INCOMPLETE');
    // The report has every event, although some reads failed.
    expect(heldBy(name)).toEqual(undisturbed);
    const events = (of: string) => ReportRuns.find(({ partitionKey }) => partitionKey === of)?.events;
    expect(events(name)).toBe(events('undisturbed'));
  });
});
