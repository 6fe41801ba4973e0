import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runDemo } from '../../local/demo';
import { createSampleTenant } from '../../local/sample-tenant/sample-tenant';
import { startWorld } from '../../local/world';
import { bundleFixture } from './bundle-fixture';

const now = new Date('2026-11-23T07:00:00Z');

/** A small pipeline that uses only the settings of the world. */
const collect = `
  import { app } from '@azure/functions';
  app.timer('collectAuditEvents', {
    schedule: '%COLLECT_SCHEDULE%',
    handler: async (_, context) => {
      const answer = await fetch(process.env.GRAPH_ENDPOINT + '/v1.0/auditLogs/directoryAudits?$top=999');
      context.log('collected', (await answer.json()).value.length);
    },
  });`;
const report = `
  import { app } from '@azure/functions';
  import { EmailClient } from '@azure/communication-email';
  app.timer('sendWeeklyReport', {
    schedule: '%REPORT_SCHEDULE%',
    handler: async () => {
      const client = new EmailClient(process.env.COMMUNICATION_SERVICES, { allowInsecureConnection: true });
      const poller = await client.beginSend({
        senderAddress: process.env.REPORT_SENDER,
        recipients: { to: [{ address: process.env.REPORT_RECIPIENTS }] },
        content: { subject: 'Week 47 of ' + process.env.REPORT_ORGANIZATION, html: '<p>In short</p>' },
        attachments: [{ name: 'weekly.xlsx', contentType: 'application/octet-stream', contentInBase64: 'UEs=' }],
      });
      await poller.pollUntilDone();
    },
  });`;

let folder: string;
let functionsFolder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pim-world-'));
  functionsFolder = await mkdtemp(join(tmpdir(), 'pim-functions-'));
});
afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
  await rm(functionsFolder, { recursive: true, force: true });
});

const refuses = (url: string): Promise<boolean> =>
  fetch(url).then(
    () => false,
    () => true,
  );

describe('the world', () => {
  test('starts all servers, points the settings at them, and stops them', async () => {
    const steps: string[] = [];
    const world = await startWorld({
      now,
      out: folder,
      onProgress: (step) => steps.push(step),
      clock: () => now,
    });
    expect(steps).toHaveLength(3);
    expect(world.settings).toMatchObject({
      GRAPH_ENDPOINT: world.graph.url,
      GRAPH_REQUESTS_PER_10_SECONDS: '0',
      AUDIT_STORAGE: world.storage.connectionString,
      COMMUNICATION_SERVICES: world.mailbox.connectionString,
      REPORT_TIME_ZONE: 'Europe/Amsterdam',
    });
    expect(await refuses(world.graph.url)).toBe(false);
    await world.stop();
    expect(await refuses(world.graph.url)).toBe(true);
    expect(await refuses(world.mailbox.url)).toBe(true);
    expect(() => process.kill(world.storage.pid, 0)).toThrow();
    await world.stop();
  });

  test('uses the pace of its own throttle', async () => {
    const throttle = { requests: 10, perSeconds: 5 };
    const world = await startWorld({
      now,
      out: folder,
      throttle,
      settings: { REPORT_ORGANIZATION: 'Another' },
    });
    await world.stop();
    expect(world.settings).toMatchObject({
      GRAPH_REQUESTS_PER_10_SECONDS: '20',
      REPORT_ORGANIZATION: 'Another',
    });
  });

  test('stops the started servers when another one cannot start', async () => {
    const blocked = join(folder, 'a file');
    await writeFile(blocked, '');
    await expect(startWorld({ now, out: folder, storageFolder: blocked })).rejects.toThrow(/EEXIST|ENOTDIR/);
  });
});

describe('the demo', () => {
  test('fires both functions, unpacks the mail and leaves the environment as it was', async () => {
    await bundleFixture(functionsFolder, 'collectAuditEvents', collect);
    await bundleFixture(functionsFolder, 'sendWeeklyReport', report);
    const tenant = createSampleTenant({ now: new Date() });
    const lines: string[] = [];
    const summary = await runDemo({
      now: new Date(),
      out: folder,
      tenant,
      functionsFolder,
      log: ({ message }) => lines.push(message),
    });
    expect(lines).toContain('collected 999');
    expect(summary).toMatchObject({
      organization: 'Northgate Shipping',
      tenantEvents: tenant.events.length,
      graphRequests: 1,
    });
    expect(summary.mails).toMatchObject([
      {
        subject: 'Week 47 of Northgate Shipping',
        to: ['security@northgate-shipping.example'],
        eml: join(folder, 'weekly.eml'),
        html: join(folder, 'weekly.html'),
        attachments: [{ path: join(folder, 'weekly.xlsx'), bytes: 2 }],
      },
    ]);
    expect((await readdir(folder)).sort()).toEqual(['weekly.eml', 'weekly.html', 'weekly.xlsx']);
    expect(await readFile(join(folder, 'weekly.xlsx'), 'utf8')).toBe('PK');
    expect(process.env.REPORT_SENDER).toBeUndefined();
  });

  test('throws the error of a function, and stops everything', async () => {
    await bundleFixture(
      functionsFolder,
      'collectAuditEvents',
      collect.replace('const answer', `throw new Error('no way'); const answer`),
    );
    let graph = '';
    const onProgress = (): void => void (graph = process.env.GRAPH_ENDPOINT ?? graph);
    await expect(runDemo({ now, out: folder, functionsFolder, onProgress })).rejects.toThrow('no way');
    expect(graph).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    expect(await refuses(graph)).toBe(true);
  });

  test('says how to build the functions when there are none', async () => {
    await expect(runDemo({ now, out: folder, functionsFolder })).rejects.toThrow(/run "npm run build" first/);
  });
});
