import { resolve } from 'node:path';
import { createInterface, type Interface } from 'node:readline';
import { makeFolder } from '../shared/files/make-folder';
import { builtFunctions, listBundles } from './demo';
import { type FunctionsHost, startFunctionsHost } from './functions-host';
import { cardTexts } from './receivers/adaptive-card';
import type { TeamsDelivery } from './receivers/teams-receiver';
import { alertStory } from './sample-tenant/stories/alert-story';
import { createSampleTenant } from './sample-tenant/sample-tenant';
import { startCommand } from './start-command';
import { startFolderWorld, startWorld, type World, type WorldStorage } from './world';

/** Days of future that the sample tenant contains: its events appear when their time comes. */
const daysAhead = 7;

/** Milliseconds after a first signal; a later signal ends the process at once. */
const graceTime = 2000;

const out = resolve('out');
const print = (text: string): void => void process.stdout.write(`${text}\n`);

/** `npm start`: runs the world and its schedules until q, Ctrl-C or SIGTERM. */
async function main(): Promise<void> {
  const now = new Date();
  const files = await listBundles(builtFunctions);
  await makeFolder(out);
  const options = {
    now,
    out,
    tenant: createSampleTenant({ now, daysAhead }),
    onProgress: (step: string) => {
      print(`… ${step}`);
    },
    onTeamsCard: ({ message }: TeamsDelivery) => {
      print(['  Teams:', ...cardTexts(message).slice(0, 2)].join(' '));
    },
  };
  // AUDIT_STORAGE=file:FOLDER npm start: what was collected is still there the next time.
  const folder = /^file:(.+)$/i.exec(process.env.AUDIT_STORAGE ?? '')?.[1];
  const world = await (folder === undefined
    ? startWorld(options)
    : startFolderWorld(options, resolve(folder)));
  // So that the first alert run finds something.
  world.graph.publish(alertStory(world.tenant, new Date(now.getTime() - 5 * 60_000)));
  const stops = [() => world.stop()];
  try {
    const host = await startFunctionsHost({
      files,
      settings: world.settings,
      log: ({ level, message }) => {
        print(`  ${level === 'information' ? '' : `${level}: `}${message}`);
      },
    });
    stops.unshift(() => host.stop());
    host.runSchedules();
    print(banner(world, host));
    await untilQuit(host);
  } finally {
    print('… Stopping everything');
    for (const stop of stops) await stop();
  }
}

function banner(world: World<WorldStorage>, host: FunctionsHost): string {
  const now = new Date();
  const timers = host.functions.map((timer, index) => {
    const { name, schedule } = timer;
    const next = timer.nextRun(now)?.toISOString().replace('T', ' ').slice(0, 16) ?? 'never';
    return `  ${index + 1}  ${name.padEnd(22)} ${schedule.padEnd(16)} next ${next} UTC`;
  });
  return [
    '',
    `PIM Report, local world: ${world.tenant.organization} (${world.tenant.timeZone})`,
    `  Microsoft Graph   ${world.graph.url}`,
    `  Email             ${world.mailbox.url}   mails appear in ${out}`,
    '  Teams             alerts are printed here',
    `  Storage           ${storagePlace(world.storage.connectionString)}`,
    '',
    ...timers,
    '',
    'Type a number or a name to run a timer now, Enter for the next one in turn, q to stop.',
    '',
  ].join('\n');
}

/** The root of the tables, or the folder. */
const storagePlace = (connectionString: string): string =>
  /(?:TableEndpoint=|^file:)([^;]+)/.exec(connectionString)?.[1] ?? '';

/** Fires timers on commands from the keyboard; without one it only waits for a signal. */
async function untilQuit(host: FunctionsHost): Promise<void> {
  const keyboard = process.stdin.isTTY ? createInterface({ input: process.stdin }) : null;
  // Without a keyboard nothing else may keep the process alive between two runs.
  const alive = setInterval(() => undefined, 60_000);
  try {
    await new Promise<void>((quit) => {
      onSignal(quit);
      if (keyboard !== null) readCommands(keyboard, host, quit);
    });
  } finally {
    clearInterval(alive);
    keyboard?.close();
  }
}

/**
 * A terminal's Ctrl-C reaches this process twice, once through npm: the second signal must not interrupt the stopping.
 * A later one does: the user does not want to wait.
 */
function onSignal(quit: () => void): void {
  let first: number | null = null;
  const signalled = (): void => {
    first ??= performance.now();
    if (performance.now() - first > graceTime) process.exit(130);
    quit();
  };
  process.on('SIGINT', signalled).on('SIGTERM', signalled);
}

function readCommands(keyboard: Interface, host: FunctionsHost, quit: () => void): void {
  let turn = 0;
  const names = host.functions.map(({ name }) => name);
  async function fire(index: number): Promise<void> {
    const name = names[index] ?? '';
    turn = index + 1;
    print(`→ ${name}`);
    await host.fire(name).then(
      () => {
        print(`✓ ${name}`);
      },
      (error: unknown) => {
        print(`✗ ${name}: ${error instanceof Error ? error.message : String(error)}`);
      },
    );
  }
  keyboard.on('line', (line) => {
    const command = startCommand(line, names, turn % names.length);
    if (command.does === 'fire') void fire(command.index);
    else if (command.does === 'quit') quit();
    else print(command.hint);
  });
  keyboard.once('close', quit);
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
