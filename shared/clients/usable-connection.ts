import { SettingsError } from '../config/settings-error';

/**
 * Creates a client from a connection string.
 * @throws SettingsError when the SDK cannot use what the setting's own check accepted.
 */
export function withUsableConnection<T>(setting: string, create: () => T): T {
  try {
    return create();
  } catch (error) {
    throw new SettingsError([`${setting} is not a usable connection string: ${String(error)}.`]);
  }
}
