import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { print } from '../measure';

interface Run {
  /** By the clock. */
  readonly milliseconds: number;
  /** Milliseconds of the processor, which other programs on the machine do not stretch. */
  readonly processor: number;
  /** MB of the whole process when writing began, the rows made, and at its peak. */
  readonly before: number;
  readonly peak: number;
  readonly bytes: number;
}

/** Each way has a process of its own: the peak of memory is the process's, and nobody warms up another's code. */
async function once(way: string, rows: number, folder: string, ...heap: string[]): Promise<Run> {
  const file = join(folder, way === 'floor' ? 'ours.xlsx' : `${way}.xlsx`);
  const script = join(__dirname, 'render/render-once.js');
  const { stdout } = await promisify(execFile)(process.execPath, [...heap, script, way, String(rows), file]);
  const [milliseconds = 0, processor = 0, before = 0, peak = 0, bytes = 0] = stdout
    .trim()
    .split(' ')
    .map(Number);
  return { milliseconds, processor, before, peak, bytes };
}

const [timedRows, largeRows, timesEach] = [50_000, 200_000, 3];
/** In MB, a little more than the rows take themselves: without it the peak says how lazy the collector was. */
const largeHeap = 800;
const grouped = new Intl.NumberFormat('en-GB');

function line(name: string, { milliseconds, processor, before, peak, bytes }: Run, ratio: string): void {
  const size = `${(bytes / 1e6).toFixed(1)} MB`.padStart(8);
  print(
    `  ${name.padEnd(38)} ${String(Math.round(milliseconds)).padStart(6)} ms (processor ${String(processor).padStart(6)} ms)${ratio.padStart(17)}, ${size}, peak ${peak} MB (${before} MB before)`,
  );
}

/**
 * How long the Activations of a large week take: our writer against exceljs's own streaming writer, which leaves out
 * the table, the heights, the totals and the other sheets, and against the floor: what our sheet's XML takes to be compressed and
 * written when it is there already. The ways take turns; of three runs the one counts that took the processor least.
 */
export async function render(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'pim-report-bench-'));
  try {
    const best = new Map<string, Run>();
    for (let round = 0; round < timesEach; round += 1) {
      for (const way of ['ours', 'exceljs-streaming', 'floor']) {
        const run = await once(way, timedRows, folder);
        const before = best.get(way);
        if (before === undefined || run.processor < before.processor) best.set(way, run);
      }
    }
    const [ours, theirs, floor] = ['ours', 'exceljs-streaming', 'floor'].map((way) => best.get(way));
    if (!ours || !theirs || !floor) throw new Error('A way was not measured.');
    const against = ({ processor }: Run) => `, ours ${(ours.processor / processor).toFixed(2)} of it`;
    print(`a workbook of ${grouped.format(timedRows)} activations, 24 columns`);
    line('our writer, whole workbook', ours, '');
    line('exceljs streaming, that sheet alone', theirs, against(theirs));
    line('floor: compressing and writing our XML', floor, against(floor));

    print(`a workbook of ${grouped.format(largeRows)} activations, a process with a heap of ${largeHeap} MB`);
    const heap = `--max-old-space-size=${largeHeap}`;
    line('without the raw log', await once('ours', largeRows, folder, heap), '');
    line(
      `with its ${grouped.format(3 * largeRows)} events`,
      await once('ours-with-log', largeRows, folder, heap),
      '',
    );
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
