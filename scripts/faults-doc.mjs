// Writes docs/faults.md from the table that test/faults proves.
import { writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import { build } from 'esbuild';

const bundle = resolve('dist/docs/faults-doc.js');
await build({
  stdin: {
    contents:
      "export { faultsDoc } from './test/faults/faults-doc'; export { collectFaults, reportFaults } from './test/faults/fault-table';",
    resolveDir: '.',
    loader: 'ts',
  },
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  outfile: bundle,
  mainFields: ['module', 'main'],
  logLevel: 'warning',
});
const { faultsDoc, collectFaults, reportFaults } = createRequire(import.meta.url)(bundle);
await writeFile('docs/faults.md', faultsDoc([...collectFaults, ...reportFaults]));
