// Lists the licences of all that the package is made of, and ends with 1 where one is not among those that we accept
// (docs/decisions/0013-supply-chain.md). Reads the lock file, and checks it against what is installed.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const accepted = [
  '0BSD',
  'Apache-2.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'BlueOak-1.0.0',
  'ISC',
  'MIT',
  'MIT-0',
  'Zlib',
];
const folder = process.argv[2] ?? '.';
const { packages } = JSON.parse(readFileSync(join(folder, 'package-lock.json'), 'utf8'));

/** SPDX: one of several is enough, all of several are needed. No package here mixes the two. */
function isAccepted(licence) {
  const parts = licence.replace(/[()]/g, '').split(/ (?:OR|AND) /);
  const ok = parts.map((part) => accepted.includes(part));
  return licence.includes(' AND ') ? ok.every(Boolean) && !licence.includes(' OR ') : ok.some(Boolean);
}

function installedLicence(path) {
  const file = join(folder, path, 'package.json');
  if (!existsSync(file)) return null;
  const { license, licenses } = JSON.parse(readFileSync(file, 'utf8'));
  return license?.type ?? license ?? licenses?.map(({ type }) => type).join(' OR ') ?? 'none';
}

const counts = new Map();
const problems = [];
/** Tools whose code the package for terminals carries. */
const bundledTools = ['node_modules/nodemailer'];
for (const [path, { dev, license = 'none' }] of Object.entries(packages)) {
  if (path === '' || (dev === true && !bundledTools.includes(path))) continue;
  counts.set(license, (counts.get(license) ?? 0) + 1);
  const installed = installedLicence(path) ?? license;
  if (!isAccepted(license)) problems.push(`${path}: the licence "${license}" is not accepted.`);
  else if (installed !== license)
    problems.push(`${path}: the lock file says "${license}", the package itself "${installed}".`);
}
for (const [licence, count] of [...counts].sort(([, a], [, b]) => b - a)) console.log(`${count}  ${licence}`);
for (const problem of problems) console.error(problem);
process.exitCode = problems.length === 0 && counts.size > 0 ? 0 : 1;
