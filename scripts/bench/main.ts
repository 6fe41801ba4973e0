import { resolve } from 'node:path';
import { accessRows } from './groups/access';
import { collectRows } from './groups/collect';
import { reportRows } from './groups/report';
import { startRows } from './groups/start';
import { terminalRows } from './groups/terminal';
import { workbookRows } from './groups/workbook';
import { formatTable } from './table';

const defaultRounds = 3;

/** The folder of the built program. */
const built = resolve('dist');

const groups = {
  start: (_: Date, rounds: number) => startRows(rounds, built),
  workbook: (_: Date, rounds: number) => workbookRows(rounds),
  collect: (now: Date, rounds: number) => collectRows(now, rounds, built),
  access: (now: Date, rounds: number) => accessRows(now, rounds, built),
  terminal: (now: Date, rounds: number) => terminalRows(now, rounds, built),
  report: (now: Date, rounds: number) => reportRows(now, rounds, built),
};
type Group = keyof typeof groups;

/**
 * Measures the groups that are named, or all, and prints one table. Each figure is the median of some rounds, in which
 * the ways of a group take turns; a ratio is taken within each round. Most figures are processor time, which does
 * not depend on what else the machine does.
 */
async function main(args: readonly string[]): Promise<void> {
  const rounds = Number(args.find((arg) => /^\d+$/.test(arg)) ?? defaultRounds);
  const named = args.filter((arg): arg is Group => arg in groups);
  const now = new Date();
  const rows = [];
  for (const group of named.length > 0 ? named : (Object.keys(groups) as Group[])) {
    process.stderr.write(`${group}\n`);
    rows.push(...(await groups[group](now, rounds)));
  }
  process.stdout.write(`${formatTable(rows)}\n`);
}

void main(process.argv.slice(2));
