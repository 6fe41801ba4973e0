import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { makeFolder } from '../shared/files/make-folder';
import { lastWholeWeek } from '../shared/domain/time/period';
import { startFunctionsHost } from './functions-host';
import type { LogLine } from './functions-host/log-sink';
import type { MailboxMessage } from './mailbox';
import { cardTexts } from './receivers/adaptive-card';
import type { TeamsDelivery } from './receivers/teams-receiver';
import { alertStory } from './sample-tenant/stories/alert-story';
import { emulatorFile } from './storage-emulator';
import { startFolderWorld, startWorld, type WorldOptions } from './world';

/** Options of {@link runDemo}. */
export interface DemoOptions extends Pick<WorldOptions, 'tenant' | 'settings'> {
  readonly now: Date;
  /** The folder for the workbook and the mail. */
  readonly out: string;
  /**
   * Collects as of an earlier night, with these settings: standing access then has snapshots to compare. Left out, the
   * demo collects once.
   */
  readonly collectAt?:
    | ((settings: Readonly<Record<string, string>>, night: Date) => Promise<void>)
    | undefined;
  /** Called before each step, with a short description. */
  readonly onProgress?: ((step: string) => void) | undefined;
  /** Receives the log of the functions and their host. */
  readonly log?: ((line: LogLine) => void) | undefined;
  /** The folder of the built functions; by default the one beside this bundle. */
  readonly functionsFolder?: string | undefined;
}

/** A mail of the demo, and its files. */
export interface DemoMail {
  readonly subject: string;
  readonly from: string;
  readonly to: readonly string[];
  readonly eml: string | null;
  readonly html: string | null;
  /** The attachments as files. */
  readonly attachments: readonly { readonly path: string; readonly bytes: number }[];
}

/** The result of a demo. */
export interface DemoSummary {
  readonly organization: string;
  readonly timeZone: string;
  /** Events in the log of the sample tenant, all services. */
  readonly tenantEvents: number;
  readonly graphRequests: number;
  readonly mails: readonly DemoMail[];
  /** The texts of each card that the Teams channel received, in reading order. */
  readonly alerts: readonly (readonly string[])[];
  readonly collectSeconds: number;
  readonly reportSeconds: number;
  readonly seconds: number;
}

/** Milliseconds since the demo's alert event: less than the 15 minutes between two runs. */
const alertAge = 7 * 60_000;

/** The folder of the built functions, relative to `dist/cli` and `dist/local` alike. */
export const builtFunctions = resolve(__dirname, '../functions');

/**
 * Runs the whole pipeline once on this machine, offline: starts the world, collects, sends last week's report, and
 * stops everything again whatever happens. Without the storage emulator, as in the package for terminals, the audit data
 * is in a folder meanwhile.
 * @throws what a function threw, or Error when the functions are not built.
 */
export async function runDemo(options: DemoOptions): Promise<DemoSummary> {
  const { now, out, onProgress = () => undefined } = options;
  const files = await listBundles(options.functionsFolder ?? builtFunctions);
  await makeFolder(out);
  const begin = performance.now();
  const alerts: string[][] = [];
  const onTeamsCard = ({ message }: TeamsDelivery) => void alerts.push(cardTexts(message));
  let clock = () => new Date();
  const settings = { ...demoSettings, ...options.settings };
  const worldOptions = { ...options, settings, clock: () => clock(), onTeamsCard };
  const folder = emulatorFile() === null ? await mkdtemp(join(tmpdir(), 'pim-report-demo-')) : null;
  const world = await (folder === null ? startWorld(worldOptions) : startFolderWorld(worldOptions, folder));
  try {
    if (options.collectAt !== undefined) {
      onProgress('Collecting as of three earlier nights');
      for (const night of earlierNights(now, world.tenant.timeZone)) {
        clock = () => night;
        await options.collectAt(world.settings, night);
      }
      clock = () => new Date();
    }
    onProgress(`Loading ${files.map((file) => basename(file, '.js')).join(' and ')}`);
    const host = await startFunctionsHost({
      files,
      settings: world.settings,
      clock: () => now,
      log: options.log,
      // A person is waiting: report a failure at once.
      retries: false,
    });
    try {
      onProgress('Collecting audit events');
      const collectSeconds = await timed(() => host.fire('collectAuditEvents'));
      onProgress("Rendering and sending last week's report");
      const reportSeconds = await timed(() => host.fire('sendWeeklyReport'));
      if (host.functions.some(({ name }) => name === 'sendAlerts')) {
        onProgress('Looking for what cannot wait for Monday');
        world.graph.publish(alertStory(world.tenant, new Date(now.getTime() - alertAge)));
        await host.fire('sendAlerts');
      }
      return {
        organization: world.tenant.organization,
        timeZone: world.tenant.timeZone,
        tenantEvents: world.tenant.events.length,
        graphRequests: world.graph.requests.length,
        alerts,
        mails: await Promise.all(world.mailbox.messages.map((message) => unpack(message, out))),
        collectSeconds,
        reportSeconds,
        seconds: secondsSince(begin),
      };
    } finally {
      await host.stop();
    }
  } finally {
    onProgress('Stopping everything');
    await world.stop();
    if (folder !== null) await rm(folder, { recursive: true, force: true });
  }
}

/** All of standing access is read, and late events of the whole week by the last collection. */
const demoSettings = {
  STANDING_ACCESS: 'roles,groups,people,conditional-access',
  COLLECT_OVERLAP_DAYS: '14',
};

const day = 86_400_000;

/** The nights whose snapshots the report compares: before its week, in the middle of it and at its end. */
function earlierNights(now: Date, timeZone: string): Date[] {
  const { from } = lastWholeWeek(now, timeZone);
  const first = Math.floor(from.getTime() / day) * day + 90 * 60_000;
  return [-1, 3, 6].map((days) => new Date(first + days * day)).filter((night) => night < now);
}

/**
 * Lists the built functions of a folder.
 * @throws Error that says how to build them if they are missing.
 */
export async function listBundles(folder: string): Promise<string[]> {
  const names = await readdir(folder).catch(() => []);
  const files = names.filter((name) => name.endsWith('.js')).map((name) => join(folder, name));
  if (files.length === 0)
    throw new Error(`There are no built functions in ${folder}: run "npm run build" first.`);
  return files.sort();
}

async function unpack({ mail, files }: MailboxMessage, out: string): Promise<DemoMail> {
  const attachments = (mail.attachments ?? []).map(async ({ name, contentInBase64 }) => {
    const path = join(out, basename(name));
    const content = Buffer.from(contentInBase64, 'base64');
    await writeFile(path, content);
    return { path, bytes: content.length };
  });
  return {
    subject: mail.content.subject,
    from: mail.senderAddress,
    to: (mail.recipients.to ?? []).map(({ address }) => address),
    eml: files?.eml ?? null,
    html: files?.html ?? null,
    attachments: await Promise.all(attachments),
  };
}

async function timed(work: () => Promise<void>): Promise<number> {
  const begin = performance.now();
  await work();
  return secondsSince(begin);
}

function secondsSince(begin: number): number {
  return Math.round((performance.now() - begin) / 100) / 10;
}
