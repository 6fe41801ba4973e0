import type { WireRow } from '../../graph/access-directory';
import { instantOrNull, wirePrincipal, type WireAssignment } from './wire-assignments';

/** What the directory knows of a user beside the name. */
export interface WireAccount {
  readonly accountEnabled?: boolean;
  readonly userType?: 'Member' | 'Guest';
  readonly synced?: boolean;
  readonly lastSignInAt?: Date | null;
}

const never = '0001-01-01T00:00:00Z';

/** A user. Who never signed in has the first day of the year 1. */
export function wireUser({ id, name, upn }: WireAssignment['member'], account: WireAccount = {}): WireRow {
  const { accountEnabled = true, userType = 'Member', synced = false, lastSignInAt = null } = account;
  return {
    id,
    displayName: name,
    userPrincipalName: upn,
    accountEnabled,
    userType,
    onPremisesSyncEnabled: synced ? true : null,
    createdDateTime: '2024-01-15T09:30:00Z',
    signInActivity: {
      lastSignInDateTime: instantOrNull(lastSignInAt) ?? never,
      lastNonInteractiveSignInDateTime: never,
      lastSuccessfulSignInDateTime: null,
    },
  };
}

/** A member or owner of a group. */
export function wireGroupPerson(member: WireAssignment['member'], account: WireAccount = {}): WireRow {
  const { accountEnabled = true, userType = 'Member' } = account;
  const isUser = member.type === 'user';
  return { ...wirePrincipal(member), ...(isUser && { userType, accountEnabled }) };
}
