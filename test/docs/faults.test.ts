import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { collectFaults, reportFaults } from '../faults/fault-table';
import { faultsDoc, faultsDocCommand } from '../faults/faults-doc';

const rows = [...collectFaults, ...reportFaults];

describe('docs/faults.md', () => {
  test(`is the output of "${faultsDocCommand}"`, () => {
    if (faultsDoc(rows) !== readFileSync(resolve(__dirname, '../../docs/faults.md'), 'utf8')) {
      throw new Error(`docs/faults.md is not in step with test/faults: run "${faultsDocCommand}".`);
    }
  });

  test('has unique names of rows, and no empty row', () => {
    const names = rows.map(({ on, fault, at }) => `${on} ${fault} ${at ?? ''}`);
    expect(names).toHaveLength(new Set(names).size);
    for (const { once, always } of rows) expect(once ?? always).not.toBeNull();
  });
});
