import { type ChildProcess, spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { makeFolder } from '../shared/files/make-folder';

/** A running storage emulator. */
export interface StorageEmulator {
  /** For the emulator's well-known account and its ports. */
  readonly connectionString: string;
  /** The service roots with the account, without a trailing slash. */
  readonly tableUri: string;
  readonly blobUri: string;
  /** Its process id. */
  readonly pid: number;
  /** Ends the emulator and waits until its process is gone. Safe to call twice. */
  stop(): Promise<void>;
}

/** The account and key of every storage emulator: published, not a secret. */
export const account = 'devstoreaccount1';
export const accountKey =
  'Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==';

/**
 * Runs in the child before Azurite. The channel to the parent breaks when the parent dies, however it dies; the child
 * then exits too. The libraries for an SQL database and for telemetry are half of what Azurite loads; it needs neither
 * with the options below, so it gets stand-ins and starts in half the time.
 */
const bootstrap = `
process.on('disconnect', () => process.exit(0));
const Module = require('node:module');
const { _load: load } = Module;
const unused = { sequelize: { Model: class {} }, applicationinsights: {} };
Module._load = (name, ...rest) => unused[name] ?? load(name, ...rest);
require(process.argv[1]);
`;

/**
 * Starts Azurite (blobs, queues, tables) on free ports of 127.0.0.1 and waits until it listens. Data is in memory, or
 * in `folder`. With a certificate (paths of PEM files) it uses https and accepts an identity's tokens as well as its key.
 * It never outlives this process.
 * @throws Error with Azurite's own output when it does not start.
 */
export async function startStorageEmulator(
  options: {
    readonly folder?: string | undefined;
    readonly startSeconds?: number;
    readonly tls?: { readonly keyFile: string; readonly certFile: string } | undefined;
  } = {},
): Promise<StorageEmulator> {
  const azurite = emulatorFile();
  if (azurite === null) throw new Error('The storage emulator is not installed: run "npm ci" in a clone.');
  if (options.folder !== undefined) await makeFolder(options.folder);
  const storage = options.folder === undefined ? ['--inMemoryPersistence'] : ['--location', options.folder];
  const ports = ['--blobPort', '0', '--queuePort', '0', '--tablePort', '0'];
  const quiet = ['--silent', '--disableTelemetry', '--skipApiVersionCheck'];
  const { tls } = options;
  const identity = tls ? ['--oauth', 'basic', '--key', tls.keyFile, '--cert', tls.certFile] : [];
  const args = [...storage, ...ports, ...quiet, ...identity];
  const child = spawn(process.execPath, ['-e', bootstrap, '--', azurite, ...args], {
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  const gone = new Promise<void>((resolve) => child.once('close', resolve));

  async function stop(): Promise<void> {
    const runs = child.exitCode === null && child.signalCode === null;
    // Data on disk must be written completely first.
    if (runs && options.folder !== undefined) await servicesClosed(child);
    if (runs) child.kill('SIGKILL');
    await gone;
  }

  try {
    const urls = await listeningUrls(child, options.startSeconds ?? 30);
    const rootOf = (service: string) => `${urls.get(service) ?? ''}/${account}`;
    return {
      connectionString: connectionString(rootOf),
      tableUri: rootOf('Table'),
      blobUri: rootOf('Blob'),
      pid: child.pid ?? 0,
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** The emulator's program; null where it is not installed, as in the package for terminals. */
export function emulatorFile(): string | null {
  try {
    const { resolve } = createRequire(__filename);
    return join(dirname(resolve('azurite/package.json')), 'dist/src/azurite.js');
  } catch {
    return null;
  }
}

/** Reads the three addresses from Azurite's output. */
function listeningUrls(child: ChildProcess, seconds: number): Promise<Map<string, string>> {
  return new Promise((resolve, reject) => {
    const urls = new Map<string, string>();
    let output = '';
    const fail = (why: string): void => {
      clearTimeout(timer);
      reject(new Error(`The storage emulator did not start: ${why}\n${output.trim()}`.trim()));
    };
    const timer = setTimeout(() => {
      fail(`nothing heard within ${seconds} s.`);
    }, seconds * 1000);
    const read = (chunk: Buffer): void => {
      output += chunk.toString();
      for (const [, service, url] of output.matchAll(
        /Azurite (\w+) service is successfully listening at (\S+)/g,
      )) {
        if (service !== undefined && url !== undefined) urls.set(service, url);
      }
      if (urls.size < 3) return;
      clearTimeout(timer);
      resolve(urls);
    };
    child.stdout?.on('data', read);
    child.stderr?.on('data', read);
    child.once('error', (error) => {
      fail(error.message);
    });
    child.once('close', (code) => {
      fail(`it ended with code ${code ?? 'none'}.`);
    });
  });
}

/** Asks Azurite to close its services and waits until it says so, for five seconds at most. */
function servicesClosed(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    let closed = 0;
    const timer = setTimeout(resolve, 5000);
    const done = (): void => {
      clearTimeout(timer);
      resolve();
    };
    child.once('close', done);
    child.stdout?.on('data', (chunk: Buffer) => {
      closed += chunk.toString().match(/successfully closed/g)?.length ?? 0;
      if (closed >= 3) done();
    });
    child.kill('SIGTERM');
  });
}

function connectionString(rootOf: (service: string) => string): string {
  const endpoints = ['Blob', 'Queue', 'Table'].map((name) => `${name}Endpoint=${rootOf(name)}`);
  return [
    `DefaultEndpointsProtocol=${new URL(rootOf('Table')).protocol.replace(':', '')}`,
    `AccountName=${account}`,
    `AccountKey=${accountKey}`,
    ...endpoints,
    '',
  ].join(';');
}
