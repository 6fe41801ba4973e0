import { execFile } from 'node:child_process';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { takeTurns, type Way } from '../measure';
import { rowsOf, type Row } from '../row';

const packageGoal = 1_500_000;
/** A start is short: it is repeated more often than the rest. */
const moreRounds = 3;

/** Measures what a cold start costs, and the size of the package that is deployed. */
export async function startRows(rounds: number, folder: string): Promise<Row[]> {
  const load = (name: string, what: string): Way => ({
    name,
    args: [join(__dirname, 'children/load-functions.js'), what],
    metersItself: true,
  });
  const [functions, sdk] = [
    load('registering the functions', 'functions'),
    load("require('@azure/functions')", 'sdk'),
  ];
  const node: Way = { name: 'node -e 0', args: ['-e', '0'] };
  const help: Way = { name: 'pim-report --help', args: [join(folder, 'cli/main.js'), '--help'] };
  const samples = await takeTurns([functions, sdk, help, node], moreRounds * rounds);
  const size = 'one process';
  return [
    ...rowsOf(
      [
        { way: functions, baseline: sdk, goal: 4, size: 'all functions' },
        { way: help, baseline: node, size },
      ],
      samples,
    ),
    await packageRow(),
    await tarballRow(),
  ];
}

/** What `npm pack` makes for a terminal. */
async function tarballRow(): Promise<Row> {
  const args = ['pack', '--dry-run', '--json', '--ignore-scripts'];
  const { stdout } = await promisify(execFile)('npm', args, { shell: process.platform === 'win32' });
  const [{ size = NaN } = {}] = JSON.parse(stdout) as { size?: number }[];
  return {
    what: 'npm pack, the tarball',
    ...{ figure: 'written', value: size, baseline: null, ratio: null, goal: null, peak: null },
    size: 'all commands',
  };
}

async function packageRow(): Promise<Row> {
  const out = await mkdtemp(join(tmpdir(), 'pim-report-bench-'));
  try {
    await promisify(execFile)(process.execPath, ['scripts/package.mjs', out]);
    const { size } = await stat(join(out, 'pim-report.zip'));
    return {
      what: 'package, zipped',
      ...{ figure: 'written', value: size, baseline: null, ratio: null, goal: packageGoal, peak: null },
      size: 'all functions',
    };
  } finally {
    await rm(out, { recursive: true, force: true });
  }
}
