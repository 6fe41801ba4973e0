import type { EmailService } from './email-setting';
import { readSetting, settingText, type Environment } from '../read-setting';
import { settingProblem } from '../setting-problem';
import { accountSettings } from '../settings-table';
import { joinList } from '../../text/plural';
import type { StorageAccount } from './storage-setting';

const { hostStorage, auditStorage, auditTableUri, auditBlobUri, mailService, mailEndpoint } = accountSettings;

/**
 * Returns where the audit data is stored: `AUDIT_STORAGE`, else its two service URIs, else the host's storage.
 * Reports a problem and returns null if no storage is set, if it cannot be used, or if the first two are both set.
 */
export function readStorageAccount(environment: Environment, problems: string[]): StorageAccount | null {
  const isSet = (of: typeof auditTableUri | typeof auditStorage) => settingText(environment, of) !== '';
  const beside = [auditTableUri, auditBlobUri].filter(isSet);
  if (isSet(auditStorage) && beside.length > 0) {
    problems.push(
      `${auditStorage.name} is set beside ${joinList(beside.map(({ name }) => name))}, which may lead to another ` +
        'store. Keep what you use, and remove the other.',
    );
    return null;
  }
  if (isSet(auditStorage)) return readSetting(auditStorage, environment, problems);
  if (isSet(auditTableUri) || isSet(auditBlobUri)) {
    for (const uri of [auditTableUri, auditBlobUri].filter((each) => !isSet(each)))
      problems.push(settingProblem(uri, '', 'is not set, but the other service URI is'));
    const tableUri = readSetting(auditTableUri, environment, problems);
    const blobUri = readSetting(auditBlobUri, environment, problems);
    return tableUri === null || blobUri === null ? null : { tableUri, blobUri };
  }
  if (isSet(hostStorage)) return readSetting(hostStorage, environment, problems);
  problems.push(
    `${auditStorage.name} is not set, nor is ${hostStorage.name}: there is nowhere to store the events. Set a ` +
      `connection string, or ${auditTableUri.name} and ${auditBlobUri.name} for the managed identity. ` +
      `Example: ${auditTableUri.name} = ${auditTableUri.example}`,
  );
  return null;
}

/**
 * Returns the mail service: `COMMUNICATION_SERVICES`, else its endpoint; null when neither is set or usable. Reports a
 * problem if it cannot be used, or if both are set.
 */
export function readMailService(environment: Environment, problems: string[]): EmailService | null {
  if ([mailService, mailEndpoint].every((each) => settingText(environment, each) !== '')) {
    problems.push(
      `${mailService.name} is set beside ${mailEndpoint.name}, which may lead to another mail service. Keep what you ` +
        'use, and remove the other.',
    );
    return null;
  }
  const chosen = settingText(environment, mailService) === '' ? mailEndpoint : mailService;
  return readSetting(chosen, environment, problems);
}

/** The problem of a missing mail service. */
export const missingMailService =
  `${mailService.name} is not set, nor is ${mailEndpoint.name}: no mail can be sent. ` +
  `Example: ${mailEndpoint.name} = ${mailEndpoint.example}`;
