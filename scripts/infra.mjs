// Compiles infra/main.bicep to infra/main.json, which the portal takes. Needs a Bicep compiler.
import { execFileSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import { build } from 'esbuild';

const bundle = resolve('node_modules/.cache/infra/bicep-compiler.js');
await build({
  entryPoints: ['scripts/infra/bicep-compiler.ts'],
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  outfile: bundle,
  logLevel: 'warning',
});
const { findCompiler, pinnedVersion, compilerEnvironment } = createRequire(import.meta.url)(bundle);
const compiler = findCompiler('.', process.env);
const pinned = pinnedVersion('.');
if (compiler?.version !== pinned) {
  const found = compiler === null ? 'none was found' : `${compiler.path} is ${compiler.version}`;
  console.error(
    `Bicep ${pinned} is needed, ${found}. Run "dotnet restore infra/compiler/bicep.csproj", or set BICEP to a compiler.`,
  );
  process.exit(1);
}
execFileSync(compiler.path, ['build', 'infra/main.bicep', '--outfile', 'infra/main.json'], {
  stdio: 'inherit',
  env: compilerEnvironment,
});
