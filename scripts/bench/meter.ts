import { existsSync, readFileSync, writeFileSync } from 'node:fs';

/** What a process used, as it says itself when it exits. */
export interface Reading {
  /** Milliseconds of processor time in all threads, user and system. */
  readonly processor: number;
  /** Milliseconds from the process's start to its end: they depend on what else the machine does. */
  readonly elapsed: number;
  /** The largest resident memory in bytes. */
  readonly peak: number;
}

/** The variable that names the file for the reading. */
export const readingFile = 'BENCH_READING';

let before = { user: 0, system: 0 };
let isStarted = false;

/**
 * Starts measuring this process: from its own start, or from now on when some work is not to count. Does nothing where
 * no file is named for the reading.
 */
export function startMeter(from: 'process start' | 'now'): void {
  if (from === 'now') before = process.cpuUsage();
  const file = process.env[readingFile];
  if (isStarted || file === undefined) return;
  isStarted = true;
  process.once('exit', () => {
    const { user, system } = process.cpuUsage(before);
    const processor = (user + system) / 1000;
    const reading: Reading = { processor, elapsed: performance.now(), peak: peakMemory() };
    writeFileSync(file, JSON.stringify(reading));
  });
}

/** On Linux, the figure of `resourceUsage` begins with the memory of the process that started this one. */
function peakMemory(): number {
  const file = '/proc/self/status';
  const status = existsSync(file) ? readFileSync(file, 'utf8') : '';
  const peak = /^VmHWM:\s*(\d+) kB$/m.exec(status)?.[1] ?? process.resourceUsage().maxRSS;
  return Number(peak) * 1024;
}
