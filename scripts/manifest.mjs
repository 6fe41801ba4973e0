// The tarball of "npm pack" carries all that it runs in dist/: "trim" takes dependencies, tools and scripts (npm offers
// to run them on installing) out of package.json before it is packed, and "restore" puts them back. After an interrupted
// "npm pack" the next one restores them too.
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';

const [file, kept] = ['package.json', '.package.json.kept'];

function restore() {
  if (existsSync(kept)) renameSync(kept, file);
}

function trim() {
  restore();
  const text = readFileSync(file, 'utf8');
  const manifest = JSON.parse(text);
  for (const part of ['dependencies', 'devDependencies', 'overrides', 'scripts']) delete manifest[part];
  writeFileSync(kept, text);
  writeFileSync(file, `${JSON.stringify(manifest, null, 2)}\n`);
}

if (process.argv[2] === 'trim') trim();
else restore();
