import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname } from 'node:path';
import { compileFunction, constants } from 'node:vm';

/** Exports of the files that were loaded for one host, by path. */
type LoadedFiles = Map<string, { exports: unknown }>;

const loadedBy = new WeakMap<object, LoadedFiles>();

/**
 * Runs a CommonJS bundle in which `require('@azure/functions-core')` returns `core`, there and in the chunks that it
 * shares with other bundles. Each file runs once for one `core`, so that two hosts never share registrations.
 * @throws Error that names the file, with the bundle's own error as its cause.
 */
export function loadBundle(file: string, core: object): void {
  const loaded: LoadedFiles = loadedBy.get(core) ?? new Map<string, { exports: unknown }>();
  loadedBy.set(core, loaded);
  try {
    loadFile(file, core, loaded);
  } catch (error) {
    const reason =
      error instanceof Error
        ? error.message
        : String((error as { message?: unknown } | null)?.message ?? error);
    throw new Error(`The functions file ${basename(file)} failed to load: ${reason}`, { cause: error });
  }
}

function loadFile(file: string, core: object, loaded: LoadedFiles): unknown {
  const known = loaded.get(file);
  if (known !== undefined) return known.exports;
  const requireFrom = createRequire(file);
  const require = Object.assign(
    (id: string): unknown => {
      if (id === '@azure/functions-core') return core;
      return id.startsWith('.') ? loadFile(requireFrom.resolve(id), core, loaded) : requireFrom(id);
    },
    { resolve: requireFrom.resolve.bind(requireFrom) },
  );
  const module: { exports: unknown } = { exports: {} };
  loaded.set(file, module);
  const run = compileFunction(
    readFileSync(file, 'utf8'),
    // `process` is handed in: settings are put into the environment that this file sees.
    ['exports', 'require', 'module', '__filename', '__dirname', 'process'],
    { filename: file, importModuleDynamically: constants.USE_MAIN_CONTEXT_DEFAULT_LOADER },
  ) as (...args: unknown[]) => void;
  run(module.exports, require, module, file, dirname(file), process);
  return module.exports;
}
