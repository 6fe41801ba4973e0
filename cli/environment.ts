import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import { jsonFault } from '../shared/config/json-text';
import { SettingsError } from '../shared/config/settings-error';

const fileName = 'local.settings.json';

/** The part of `local.settings.json` that holds settings. */
const localSettings = z.object({ Values: z.record(z.string(), z.string()).default({}) });

/**
 * The settings' source: the process's environment, and below it `local.settings.json` of a folder where it exists.
 * @throws SettingsError when the file is there and cannot be read as such.
 */
export async function readEnvironment(
  environment: NodeJS.ProcessEnv,
  folder: string,
): Promise<Record<string, string | undefined>> {
  const text = await readFile(join(folder, fileName), 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw new SettingsError([`${fileName} cannot be read: ${error.message}.`]);
  });
  if (text === null) return environment;
  const plain = text.replace(/^\uFEFF/, '');
  try {
    const { Values } = localSettings.parse(JSON.parse(plain));
    const given = Object.entries(environment).filter(([, value]) => (value ?? '') !== '');
    return { ...Values, ...Object.fromEntries(given) };
  } catch (error) {
    const why = error instanceof z.ZodError ? z.prettifyError(error) : jsonFault(plain);
    throw new SettingsError([
      `${fileName} is not usable: ${why}. Compare it with local.settings.sample.json.`,
    ]);
  }
}
