// Writes out/sbom.cdx.json: what the package is made of, as CycloneDX, by npm's own command. Its --omit dev leaves out
// whatever a development tool uses as well (two packages in five), so all are asked for and the lock file decides.
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';

const text = execFileSync('npm', ['sbom', '--sbom-format', 'cyclonedx'], {
  encoding: 'utf8',
  maxBuffer: 64 * 1024 * 1024,
  // npm is a script of the shell on Windows.
  shell: process.platform === 'win32',
  stdio: ['ignore', 'pipe', 'inherit'],
});
const sbom = JSON.parse(text);
const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8'));
const shipped = new Set(
  Object.entries(packages)
    .filter(([path, { dev }]) => path !== '' && dev !== true)
    .map(([path, { version }]) => `${path.replace(/^.*node_modules\//, '')}@${version}`),
);

const components = sbom.components.filter(({ name, version }) => shipped.has(`${name}@${version}`));
const refs = new Set([sbom.metadata.component, ...components].map((component) => component['bom-ref']));
const dependencies = sbom.dependencies
  .filter(({ ref }) => refs.has(ref))
  .map(({ ref, dependsOn = [] }) => ({ ref, dependsOn: dependsOn.filter((other) => refs.has(other)) }));
mkdirSync('out', { recursive: true });
writeFileSync('out/sbom.cdx.json', `${JSON.stringify({ ...sbom, components, dependencies }, null, 2)}\n`);
console.log(`out/sbom.cdx.json: ${components.length} packages`);
