// Writes docs/findings.md from the rules.
import { writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import { build } from 'esbuild';

const bundle = resolve('dist/docs/findings-doc.js');
await build({
  stdin: {
    contents:
      "export { findingsDoc } from './scripts/findings-doc/findings-doc'; export { rules } from './shared/analysis/findings/rules';",
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
const { findingsDoc, rules } = createRequire(import.meta.url)(bundle);
await writeFile('docs/findings.md', findingsDoc(rules));
