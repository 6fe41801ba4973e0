import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';

/** A Bicep compiler on this machine. */
export interface BicepCompiler {
  readonly path: string;
  /** The version that it reports, e.g. `0.49.2`. */
  readonly version: string;
}

const project = 'infra/compiler/bicep.csproj';
const packageName = 'azure.bicep.commandline.linux-x64';

/** Returns the version that `infra/main.json` is compiled with: the one that the project file restores. */
export function pinnedVersion(root: string): string {
  return /Version="\[([\d.]+)\]"/.exec(readFileSync(join(root, project), 'utf8'))?.[1] ?? '';
}

/**
 * Returns the first compiler that runs: `BICEP`, the restored package (`dotnet restore infra/compiler/bicep.csproj`), `bicep`
 * on the path, the one that the Azure CLI installs (`az bicep install`). Null if none of these runs.
 */
export function findCompiler(
  root: string,
  environment: Readonly<Record<string, string | undefined>>,
): BicepCompiler | null {
  const restored = join(
    root,
    'node_modules/.cache/bicep/packages',
    packageName,
    pinnedVersion(root),
    'tools/bicep',
  );
  const onPath = (environment.PATH ?? '').split(delimiter).map((folder) => join(folder, 'bicep'));
  const places = [environment.BICEP ?? '', restored, ...onPath, join(homedir(), '.azure/bin/bicep')];
  for (const path of places) {
    if (path === '' || !existsSync(path)) continue;
    const version = versionOf(path);
    if (version !== null) return { path, version };
  }
  return null;
}

function versionOf(path: string): string | null {
  try {
    const messages = execFileSync(path, ['--version'], {
      encoding: 'utf8',
      stdio: 'pipe',
      env: compilerEnvironment,
    });
    return /version (\d+\.\d+\.\d+)/.exec(messages)?.[1] ?? null;
  } catch {
    return null;
  }
}

/**
 * Environment of the compiler: a .NET program, which would not start where ICU is missing, and which runs too short for
 * measuring its own code to pay.
 */
export const compilerEnvironment = {
  ...process.env,
  DOTNET_SYSTEM_GLOBALIZATION_INVARIANT: '1',
  DOTNET_TieredPGO: '0',
};
