import { resolve } from 'node:path';
import envPaths from 'env-paths';
import { folderOption } from './path-option';
import type { Environment } from '../shared/config/read-setting';

/** Settings that name a storage. */
const storageSettings = [
  'AUDIT_STORAGE',
  'AUDIT_STORAGE__tableServiceUri',
  'AUDIT_STORAGE__blobServiceUri',
  'AzureWebJobsStorage',
];

/** The folder for the audit data of this user, as each platform wants it. */
export const defaultStore = (): string => envPaths('pim-report', { suffix: '' }).data;

/**
 * Chooses the store: the one of `--store`, else that of the settings, else the user's own folder. Returns the settings
 * with it, and a note that names the folder when nothing else did.
 * @throws UsageError when `--store` names no folder
 */
export function chooseStore(
  environment: Environment,
  store: string | undefined,
): { readonly environment: Environment; readonly note: string | null } {
  if (store !== undefined) {
    const others = Object.fromEntries(storageSettings.map((name) => [name, '']));
    const { AzureWebJobsStorage } = environment;
    const chosen = {
      ...others,
      AzureWebJobsStorage,
      AUDIT_STORAGE: `file:${resolve(folderOption('--store', store, '/var/lib/pim-report'))}`,
    };
    return { environment: { ...environment, ...chosen }, note: null };
  }
  if (storageSettings.some((name) => (environment[name]?.trim() ?? '') !== ''))
    return { environment, note: null };
  const folder = defaultStore();
  return {
    environment: { ...environment, AUDIT_STORAGE: `file:${folder}` },
    note: `The store is ${folder} (choose another one with --store or AUDIT_STORAGE).`,
  };
}
