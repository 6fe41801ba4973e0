import { fold } from '../domain/fold';

/**
 * Former names of built-in roles, folded, with the names of today. Core Directory, PowerShell and
 * older events still use them.
 */
const formerNames: ReadonlyMap<string, string> = new Map([
  ['company administrator', 'Global Administrator'],
  ['user account administrator', 'User Administrator'],
  ['intune service administrator', 'Intune Administrator'],
  ['exchange service administrator', 'Exchange Administrator'],
  ['sharepoint service administrator', 'SharePoint Administrator'],
  ['teams service administrator', 'Teams Administrator'],
  ['lync service administrator', 'Skype for Business Administrator'],
  ['crm service administrator', 'Dynamics 365 Administrator'],
  ['dynamics 365 service administrator', 'Dynamics 365 Administrator'],
  ['power bi service administrator', 'Fabric Administrator'],
  ['power bi administrator', 'Fabric Administrator'],
  ['azure ad joined device local administrator', 'Microsoft Entra Joined Device Local Administrator'],
]);

/** Returns today's name of a built-in role that had another one; null for any other name. */
export const renamedRole = (formerName: string | null): string | null =>
  formerNames.get(fold(formerName)) ?? null;
