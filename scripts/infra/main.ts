import { writeFileSync } from 'node:fs';
import { findCompiler, pinnedVersion, type BicepCompiler } from './bicep-compiler';
import { buildArguments, runCompiler, snapshotArguments, snapshots, templateFile } from './compiled';

const root = process.cwd();

function compilerAsPinned(): BicepCompiler {
  const compiler = findCompiler(root, process.env);
  const pinned = pinnedVersion(root);
  if (compiler?.version === pinned) return compiler;
  const found = compiler === null ? 'none was found' : `${compiler.path} is ${compiler.version}`;
  throw new Error(
    `Bicep ${pinned} is needed, ${found}. Run "dotnet restore infra/compiler/bicep.csproj", or set BICEP to a compiler.`,
  );
}

function made(compiler: BicepCompiler, args: readonly string[]): string {
  const { exitCode, out, told } = runCompiler(compiler, root, args);
  if (exitCode !== 0 || told !== '') throw new Error(`bicep ${args.join(' ')}\n${told}`);
  return out;
}

try {
  const compiler = compilerAsPinned();
  writeFileSync(templateFile, made(compiler, buildArguments));
  for (const name of snapshots) made(compiler, snapshotArguments(name, 'overwrite'));
} catch (error) {
  process.stderr.write(`${(error as Error).message}\n`);
  process.exitCode = 1;
}
