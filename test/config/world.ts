import { readSettings } from '../../shared/config/read-settings';
import { SettingsError } from '../../shared/config/settings-error';
import type { Settings } from '../../shared/config/settings';

/** The least with which events can be collected. */
export const least = { AzureWebJobsStorage: 'UseDevelopmentStorage=true' };

/** The least with which mail can be sent. */
export const sending = {
  ...least,
  COMMUNICATION_SERVICES__endpoint: 'https://contoso.europe.communication.azure.com',
  REPORT_SENDER: 'DoNotReply@contoso.com',
  REPORT_RECIPIENTS: 'ciso@contoso.com',
};

/** Settings that are good, read for collecting. */
export function settingsOf(environment: Record<string, string | undefined>): Settings {
  return readSettings({ ...least, ...environment }, { send: false });
}

/** The problems of settings that are not good. */
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
