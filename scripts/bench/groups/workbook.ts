import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { takeTurns, type Way } from '../measure';
import { rowsOf, type Row } from '../row';

const [activations, logRows] = [20_000, 60_000];
const [manyActivations, manyLogRows] = [100_000, 300_000];
const grouped = new Intl.NumberFormat('en-GB');

/** Measures the writer of workbooks alone, against compressing and writing XML that is there already. */
export async function workbookRows(rounds: number): Promise<Row[]> {
  const out = await mkdtemp(join(tmpdir(), 'pim-report-bench-'));
  try {
    const script = join(__dirname, 'children/write-workbook.js');
    const write = (name: string, elevations: number, log: number): Way => ({
      name,
      args: [script, 'ours', String(elevations), String(log), join(out, `${elevations}.xlsx`)],
      metersItself: true,
      writes: join(out, `${elevations}.xlsx`),
    });
    const ours = write('workbook with raw log', activations, logRows);
    const floor: Way = {
      name: 'compressing its XML',
      args: [script, 'floor', ours.writes ?? '', join(out, 'floor')],
      metersItself: true,
      cleanUp: () => rm(join(out, 'floor'), { force: true }),
    };
    const large = write('large workbook with raw log', manyActivations, manyLogRows);
    const samples = await takeTurns([ours, floor], rounds);
    const once = await takeTurns([large], 1);
    const size = (elevations: number, log: number) =>
      `${grouped.format(elevations)} activations, ${grouped.format(log)} log rows`;
    return rowsOf(
      [
        { way: ours, baseline: floor, goal: 2, size: size(activations, logRows) },
        { way: ours, what: 'its file', figure: 'written', size: size(activations, logRows) },
        { way: large, size: size(manyActivations, manyLogRows) },
      ],
      new Map([...samples, ...once]),
    );
  } finally {
    await rm(out, { recursive: true, force: true });
  }
}
