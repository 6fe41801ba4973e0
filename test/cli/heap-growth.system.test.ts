import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { buildSync } from 'esbuild';

/** Keeps 30 MB, makes garbage that survives a while, and prints the most that the heap took, in MB. */
const work = `
  const kept = Array.from({ length: 300_000 }, (_, i) => ({ i, text: 'kept ' + i }));
  const recent = [];
  let most = 0;
  for (let i = 0; i < 5_000_000; i += 1) {
    recent[i % 300_000] = { i, text: 'garbage ' + i };
    if (i % 10_000 === 0) most = Math.max(most, process.memoryUsage().heapTotal);
  }
  process.stdout.write(String(Math.round(most / 2 ** 20) + 0 * kept.length));
`;

describe('limitHeapGrowth', () => {
  const { outputFiles } = buildSync({
    entryPoints: [join(__dirname, '../../cli/heap-growth.ts')],
    ...{ bundle: true, platform: 'node', format: 'iife', globalName: 'heap', write: false },
  });
  const limited = `${outputFiles[0]?.text ?? ''}; heap.limitHeapGrowth();`;
  const run = (script: string) => spawnSync(process.execPath, ['--eval', script], { encoding: 'utf8' });
  const maxHeap = (script: string) => Number(run(script).stdout);

  test('the same work takes less memory', () => {
    expect(maxHeap(limited + work)).toBeLessThan(0.85 * maxHeap(work));
  });

  test('this Node knows the flag: V8 prints no error', () => {
    expect(run(limited)).toMatchObject({ status: 0, stdout: '', stderr: '' });
  });
});
