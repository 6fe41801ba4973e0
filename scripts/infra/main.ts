import { readFileSync, writeFileSync } from 'node:fs';
import { findCompiler, pinnedVersion, type BicepCompiler } from './bicep-compiler';
import {
  buildArguments,
  runCompiler,
  snapshotArguments,
  snapshotFile,
  snapshots,
  templateFile,
} from './compiled';

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

function compile(compiler: BicepCompiler, args: readonly string[]): string {
  const { exitCode, out, messages } = runCompiler(compiler, root, args);
  if (exitCode !== 0 || messages !== '') throw new Error(`bicep ${args.join(' ')}\n${messages}`);
  return out;
}

/** Sorts the outputs, which the compiler writes in another order each time: a snapshot then changes only with the template. */
function sortOutputs(file: string): void {
  const snapshot = JSON.parse(readFileSync(file, 'utf8')) as { outputs: Record<string, unknown> };
  const outputs = Object.entries(snapshot.outputs).sort(([one], [other]) => (one < other ? -1 : 1));
  writeFileSync(file, `${JSON.stringify({ ...snapshot, outputs: Object.fromEntries(outputs) }, null, 2)}\n`);
}

try {
  const compiler = compilerAsPinned();
  writeFileSync(templateFile, compile(compiler, buildArguments));
  for (const name of snapshots) {
    compile(compiler, snapshotArguments(name));
    sortOutputs(snapshotFile(name));
  }
} catch (error) {
  process.stderr.write(`${(error as Error).message}\n`);
  process.exitCode = 1;
}
