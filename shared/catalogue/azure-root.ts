import type { Role, Scope } from '../domain/events/people';

/** The Azure role that elevated access gives; its id is that of the built-in role definition. */
export const userAccessAdministrator: Role = {
  id: '18d7d88d-d35e-4fb5-a5c3-7773c20a72d9',
  name: 'User Access Administrator',
};

/** Azure's root scope, where elevated access applies. */
export const azureRootScope: Scope = { id: '/', name: 'all Azure subscriptions (root)' };
