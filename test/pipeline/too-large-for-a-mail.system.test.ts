import { createHash } from 'node:crypto';
import { createSampleTenant, type SampleTenant } from '../../local/sample-tenant/sample-tenant';
import { lastWholeWeek } from '../../shared/domain/time/period';
import { dumpArchive } from '../support/outputs/archive-files';
import { openXmlErrors, readWorkbook, rowsOf } from '../support/outputs/open-xml';
import { monday, openPipeline, patience, startTestWorld } from '../support/servers/pipeline';

/** Maximum request size of the mail service. */
const maxOfRequest = 10 * 1024 * 1024;

/** Returns a text that zip shrinks by less than a quarter, different for each name. */
const unpackable = (name: string, length: number): string =>
  createHash('shake256', { outputLength: Math.ceil((length * 3) / 4) })
    .update(name)
    .digest('base64')
    .slice(0, length);

const request = 'Add member to role requested (PIM activation)';

/** Returns a tenant with only the events of its week, each with a text of the given length in the given field. */
function swollen(tenant: SampleTenant, where: 'reason' | 'detail', length: number): SampleTenant {
  const { from } = lastWholeWeek(monday, tenant.timeZone);
  const ofWeek = tenant.events.filter((event) => new Date(event.activityDateTime) >= from);
  const events = ofWeek.map((event) => {
    const text = unpackable(event.id, length);
    if (where === 'reason') {
      return event.activityDisplayName === request ? { ...event, resultReason: text } : event;
    }
    return {
      ...event,
      additionalDetails: [...(event.additionalDetails ?? []), { key: 'trace', value: text }],
    };
  });
  return { ...tenant, events };
}

/** Collects and mails a tenant's week with the real jobs. */
async function mailed(tenant: SampleTenant) {
  const world = await startTestWorld({ tenant });
  try {
    const pipeline = await openPipeline(world);
    expect((await pipeline.collect(monday, patience())).failures).toEqual([]);
    expect((await pipeline.sendWeeklyReports(monday, patience())).failures).toEqual([]);
    const posts = world.mailbox.requests.filter(({ method }) => method === 'POST');
    const archived = await dumpArchive(world.storage.connectionString);
    return { messages: world.mailbox.messages, posts, archived };
  } finally {
    await world.stop();
  }
}

test('a week with a raw log that is too large is mailed without it, and archived whole', async () => {
  const { messages, posts, archived } = await mailed(
    swollen(createSampleTenant({ now: monday, days: 10 }), 'detail', 34_000),
  );
  const whole = archived.find(({ path }) => path.endsWith('/2026-W47.xlsx'))!;
  expect(whole.content.length * (4 / 3)).toBeGreaterThan(maxOfRequest);
  expect(posts).toHaveLength(1);
  expect(posts[0]!.body.length).toBeLessThan(maxOfRequest);
  const [{ mail }] = messages as [(typeof messages)[number]];
  expect(mail.attachments?.map(({ name }) => name)).toEqual(['weekly-2026-W47-without-log.xlsx']);
  const attached = Buffer.from(mail.attachments![0]!.contentInBase64, 'base64');
  expect(await openXmlErrors(attached)).toEqual([]);
  const [light, full] = [await readWorkbook(attached), await readWorkbook(whole.content)];
  expect(rowsOf(light, 'Activations')).toEqual(rowsOf(full, 'Activations'));
  expect(light.getWorksheet('Events')?.getCell('A2').text).toContain('left out');
  expect(rowsOf(full, 'Events').length).toBeGreaterThan(300);
  for (const text of [mail.content.plainText, mail.content.html]) {
    expect(text).toContain('The raw audit events are left out');
    expect(text).toContain('weekly/2026/2026-W47.xlsx');
  }
});

test('a week that is still too large is mailed with figures only, and says where the file is', async () => {
  const { messages, posts, archived } = await mailed(
    swollen(createSampleTenant({ now: monday, scale: 6, days: 10 }), 'reason', 32_000),
  );
  const [{ mail }] = messages as [(typeof messages)[number]];
  expect(posts).toHaveLength(1);
  expect(posts[0]!.body.length).toBeLessThan(1_000_000);
  expect(mail.attachments ?? []).toEqual([]);
  const whole = archived.find(({ path }) => path.endsWith('/2026-W47.xlsx'))!;
  expect(whole.content.length * (4 / 3)).toBeGreaterThan(maxOfRequest);
  // The mail shows the hash of its link, and the link contains the file's hash.
  const linkFile = archived.find(({ path }) => path.endsWith('/2026-W47-link.json'))!;
  const sha256 = (content: Buffer) => createHash('sha256').update(content).digest('hex');
  const link = sha256(linkFile.content);
  expect(linkFile.content.toString()).toContain(sha256(whole.content));
  for (const text of [mail.content.plainText, mail.content.html]) {
    expect(text).toContain('No file is attached');
    expect(text).toContain('weekly/2026/2026-W47.xlsx');
    expect(text).toContain(link);
    expect(text).toMatch(/\d+ activations/);
  }
});
