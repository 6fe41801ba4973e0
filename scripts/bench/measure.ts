import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readingFile, type Reading } from './meter';

/** One way to do a piece of work: a Node process. */
export interface Way {
  readonly name: string;
  /** Arguments of `node`: flags, the script, its own arguments. */
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** Whether the program starts its meter itself, because its preparations do not count. */
  readonly metersItself?: true;
  /** A file that it writes, whose size is reported. */
  readonly writes?: string;
  /** Runs before each process. The settings that it returns are added to `env`. */
  readonly prepare?: () => Promise<Readonly<Record<string, string>>>;
  /** Runs after each process. */
  readonly cleanUp?: () => Promise<void>;
}

/** What one process used and wrote. */
export interface Sample extends Reading {
  /** Bytes of the file that it wrote; 0 without one. */
  readonly written: number;
  readonly stdout: string;
}

const preload = join(__dirname, 'meter-preload.js');

/** Runs ways in turn, A B C A B C …, so that what else the machine does meets all alike. Returns the samples of each. */
export async function takeTurns(ways: readonly Way[], rounds: number): Promise<Map<Way, Sample[]>> {
  const samples = new Map<Way, Sample[]>(ways.map((way) => [way, []]));
  for (let round = 1; round <= rounds; round += 1) {
    for (const way of ways) {
      process.stderr.write(`  round ${round} of ${rounds}: ${way.name}\n`);
      samples.get(way)?.push(await run(way));
    }
  }
  return samples;
}

/** Runs one way once, in a process of its own: peak memory belongs to a process, and nothing is warm. */
export async function run(way: Way): Promise<Sample> {
  const folder = await mkdtemp(join(tmpdir(), 'pim-report-bench-'));
  const reading = join(folder, 'reading.json');
  try {
    const prepared = (await way.prepare?.()) ?? {};
    const meter = way.metersItself === true ? [] : ['--require', preload];
    const env = { ...process.env, ...way.env, ...prepared, [readingFile]: reading };
    const stdout = await output([...meter, ...way.args], env);
    const used = JSON.parse(await readFile(reading, 'utf8')) as Reading;
    const written = way.writes === undefined ? 0 : (await stat(way.writes)).size;
    return { ...used, written, stdout };
  } finally {
    await way.cleanUp?.();
    await rm(folder, { recursive: true, force: true });
  }
}

/** Waits for a process without blocking: this one may be the server that it talks to. */
function output(args: readonly string[], env: NodeJS.ProcessEnv): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { env, stdio: ['ignore', 'pipe', 'pipe'] });
    let [stdout, stderr] = ['', ''];
    child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
    child.once('error', reject);
    child.once('close', (code, signal) => {
      if (code === 0) resolve(stdout);
      else reject(new Error(`${args.join(' ')} ended with ${code ?? signal ?? 'nothing'}.\n${stderr}`));
    });
  });
}

/** The middle one of some values. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? NaN;
}
