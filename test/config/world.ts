import { readSettings } from '../../shared/config/read-settings';
import { SettingsError } from '../../shared/config/settings-error';
import type { Settings } from '../../shared/config/settings';

/** The minimum of settings for collecting events. */
export const least = { AzureWebJobsStorage: 'UseDevelopmentStorage=true' };

/** The minimum of settings for sending mail. */
export const sending = {
  ...least,
  COMMUNICATION_SERVICES__endpoint: 'https://contoso.europe.communication.azure.com',
  REPORT_SENDER: 'DoNotReply@contoso.com',
  REPORT_RECIPIENTS: 'ciso@contoso.com',
};

/** Reads valid settings for collecting. */
export function settingsOf(environment: Record<string, string | undefined>): Settings {
  return readSettings({ ...least, ...environment }, { send: false });
}

/** Returns the problems of invalid settings. */
export function problemsOf(
  environment: Record<string, string | undefined>,
  options: Parameters<typeof readSettings>[1] = { send: false },
): readonly string[] {
  try {
    readSettings({ ...least, ...environment }, options);
  } catch (error) {
    if (error instanceof SettingsError) return error.problems;
    throw error;
  }
  return [];
}
