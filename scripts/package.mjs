// Makes what is deployed from dist/: out/package, and the same as out/pim-report.zip. The same sources give the same
// bytes. The bundles carry their dependencies, so that nothing is installed or built in Azure.
import { copyFile, mkdir, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { ZipFile } from 'yazl';

const folder = 'out/package';
await rm(folder, { recursive: true, force: true });
await mkdir(`${folder}/dist/functions`, { recursive: true });

const { name, version, main } = JSON.parse(await readFile('package.json', 'utf8'));
await writeFile(
  `${folder}/package.json`,
  `${JSON.stringify({ name, version, private: true, main }, null, 2)}\n`,
);
await copyFile('host.json', `${folder}/host.json`);
const bundles = (await readdir('dist/functions')).filter((file) => file.endsWith('.js'));
if (bundles.length === 0) throw new Error('dist/functions is empty: run "npm run build" first.');
for (const file of bundles) await copyFile(`dist/functions/${file}`, `${folder}/dist/functions/${file}`);

const zip = new ZipFile();
const mtime = new Date(2000, 0, 1);
for (const file of [
  'host.json',
  'package.json',
  ...bundles.map((bundle) => `dist/functions/${bundle}`).sort(),
])
  zip.addFile(`${folder}/${file}`, file, { mtime, mode: 0o100644 });
zip.end();
await pipeline(zip.outputStream, createWriteStream('out/pim-report.zip'));
console.log(`out/pim-report.zip: ${bundles.length} functions`);
