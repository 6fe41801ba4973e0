import type { Provider } from '../../shared/domain/events/people';

/** A role that people of the sample tenant hold, and where. */
export interface Grant {
  readonly provider: Provider;
  readonly role: {
    /** The role's id in a report: the template, the Azure path, or the group's own role definition. */
    readonly id: string;
    readonly name: string;
    readonly privileged: boolean;
    readonly builtIn: boolean;
  };
  readonly scope: { readonly id: string; readonly name: string };
  /** Whether activations need approval. */
  readonly approval: boolean;
  /** The longest activation in hours. */
  readonly hoursMax: number;
  /** Relative frequency of use. */
  readonly weight: number;
}

/** A built-in role of Entra ID by its template id, as Microsoft documents it. */
export interface RoleTemplate {
  readonly id: string;
  readonly name: string;
  readonly privileged: boolean;
  readonly approval: boolean;
  readonly hoursMax: number;
  readonly weight: number;
}

const row = (
  id: string, name: string, privileged: boolean, approval: boolean, hoursMax: number, weight: number,
): RoleTemplate => ({ id, name, privileged, approval, hoursMax, weight }); // oxfmt-ignore

/** The built-in roles that the sample uses. `privileged` is Microsoft's own mark. */
export const roleTemplates = {
  globalAdministrator: row('62e90394-69f5-4237-9190-012177145e10', 'Global Administrator', true, true, 2, 4),
  privilegedRoleAdministrator: row(
    'e8611ab8-c189-46e8-94e1-60213ab1f814',
    'Privileged Role Administrator',
    true,
    true,
    2,
    3,
  ),
  userAdministrator: row('fe930be7-5e62-47db-91af-98c3a49a38b1', 'User Administrator', true, false, 4, 9),
  securityAdministrator: row(
    '194ae4cb-b126-40b2-bd5b-6091b380977d',
    'Security Administrator',
    true,
    true,
    4,
    5,
  ),
  conditionalAccess: row(
    'b1be1c3e-b65d-4f19-8427-f6fa0d97feb9',
    'Conditional Access Administrator',
    true,
    true,
    4,
    4,
  ),
  applicationAdministrator: row(
    '9b895d92-2cd3-44c7-9d02-a6ac2d5ea5c3',
    'Application Administrator',
    true,
    false,
    4,
    7,
  ),
  helpdesk: row('729827e3-9c14-49f7-bb1b-9608f156bbb8', 'Helpdesk Administrator', true, false, 8, 8),
  intune: row('3a2c62db-5318-420d-8d74-23affee5d9d5', 'Intune Administrator', true, false, 8, 6),
  globalReader: row('f2ef992c-3afb-46b9-b7cf-a126ee74c451', 'Global Reader', true, false, 8, 5),
  exchange: row('29232cdf-9323-42fd-ade2-1d097af3e4de', 'Exchange Administrator', false, false, 4, 8),
  sharePoint: row('f28a1f50-f6e7-4571-818b-6a12f2af6b6c', 'SharePoint Administrator', false, false, 4, 6),
  teams: row('69091246-20e8-4a56-aa4d-066075b2a7a8', 'Teams Administrator', false, false, 4, 5),
  billing: row('b0f54661-2d74-4c50-afa3-1ec803f12efe', 'Billing Administrator', false, true, 2, 2),
} as const satisfies Record<string, RoleTemplate>;

/** Role definitions of Azure by their well-known ids; privileged are those that can hand out roles. */
export const azureRoles = {
  owner: { id: '8e3af657-a8ff-443c-a75c-2fe8c4bcb635', name: 'Owner', privileged: true },
  contributor: { id: 'b24988ac-6180-42a0-ab88-20f7382dd24c', name: 'Contributor', privileged: false },
  userAccess: {
    id: '18d7d88d-d35e-4fb5-a5c3-7773c20a72d9',
    name: 'User Access Administrator',
    privileged: true,
  },
  keyVaultCrypto: {
    id: '14b46e9e-c2b7-41b4-b07b-48a6ebf60603',
    name: 'Key Vault Crypto Officer',
    privileged: false,
  },
  blobData: {
    id: 'ba92f5b4-2d11-453d-a403-e96b0029c9fe',
    name: 'Storage Blob Data Contributor',
    privileged: false,
  },
} as const;

/** Template ids of the roles whose holder can take over the tenant. */
export const tier0Roles: readonly string[] = [
  roleTemplates.globalAdministrator.id,
  roleTemplates.privilegedRoleAdministrator.id,
];
