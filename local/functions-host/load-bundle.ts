import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname } from 'node:path';
import { compileFunction, constants } from 'node:vm';

/**
 * Runs a CommonJS bundle in which `require('@azure/functions-core')` returns `core`. The bundle is compiled again each
 * time, so that two hosts never share registrations.
 * @throws Error that names the file, with the bundle's own error as its cause.
 */
export function loadBundle(file: string, core: object): void {
  const requireFrom = createRequire(file);
  const require = Object.assign(
    (id: string): unknown => (id === '@azure/functions-core' ? core : (requireFrom(id) as unknown)),
    { resolve: requireFrom.resolve.bind(requireFrom) },
  );
  const module = { exports: {} };
  try {
    const run = compileFunction(
      readFileSync(file, 'utf8'),
      // `process` is handed in: settings are put into the environment that this file sees.
      ['exports', 'require', 'module', '__filename', '__dirname', 'process'],
      { filename: file, importModuleDynamically: constants.USE_MAIN_CONTEXT_DEFAULT_LOADER },
    ) as (...args: unknown[]) => void;
    run(module.exports, require, module, file, dirname(file), process);
  } catch (error) {
    const reason =
      error instanceof Error
        ? error.message
        : String((error as { message?: unknown } | null)?.message ?? error);
    throw new Error(`The functions file ${basename(file)} failed to load: ${reason}`, { cause: error });
  }
}
