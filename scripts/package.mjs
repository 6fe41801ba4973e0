// Makes what is deployed from dist/: out/package, and the same as out/pim-report.zip (or in the folder that is given).
// The same sources give the same bytes. The bundles carry their dependencies and these their notices, so that nothing
// is installed or built in Azure.
import { createWriteStream } from 'node:fs';
import { copyFile, mkdir, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { ZipFile } from 'yazl';

const out = process.argv[2] ?? 'out';
const folder = join(out, 'package');
const built = await readdir('dist/functions', { recursive: true });
const bundles = built
  .filter((file) => /\.(js|txt)$/.test(file))
  .map((file) => `dist/functions/${file.replaceAll('\\', '/')}`)
  .sort();
const functions = bundles.filter((file) => /^dist\/functions\/[^/]+\.js$/.test(file));
if (functions.length === 0) throw new Error('dist/functions is empty: run "npm run build" first.');

await rm(folder, { recursive: true, force: true });
const copied = ['host.json', 'LICENSE', ...bundles];
for (const file of copied) {
  await mkdir(dirname(join(folder, file)), { recursive: true });
  await copyFile(file, join(folder, file));
}
const { name, version, license, main } = JSON.parse(await readFile('package.json', 'utf8'));
const manifest = { name, version, license, private: true, main };
await writeFile(join(folder, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`);

const zip = new ZipFile();
// Without the time zone of the machine.
const entry = { mtime: new Date(2000, 0, 1), forceDosTimestamp: true, mode: 0o100644 };
for (const file of [...copied, 'package.json'].sort()) zip.addFile(join(folder, file), file, entry);
zip.end();
await pipeline(zip.outputStream, createWriteStream(join(out, 'pim-report.zip')));
console.log(`${join(out, 'pim-report.zip')}: ${functions.length} functions`);
