import type { WireRow } from '../graph/access-directory';
import type { Member } from './people';

/** An assignment of a role of Entra, to be written as Graph sends it. */
export interface WireAssignment {
  readonly member: Pick<Member, 'id' | 'name' | 'upn' | 'type'>;
  readonly roleId: string;
  /** `/` when left out. */
  readonly scopeId?: string;
  readonly startsAt?: Date | null;
  readonly endsAt?: Date | null;
  readonly memberType?: string;
  readonly assignmentType?: string;
}

/** A place in a group that PIM manages. */
export interface WireMembership extends Omit<WireAssignment, 'roleId' | 'scopeId'> {
  readonly groupId: string;
  readonly accessId: 'member' | 'owner';
}

const odataType = (type: string): string => `#microsoft.graph.${type}`;
const instant = (at: Date | null | undefined): string | null => at?.toISOString() ?? null;

/** A directory object as it is expanded in another row. */
export function wirePrincipal({ id, name, upn, type }: WireAssignment['member']): WireRow {
  return { '@odata.type': odataType(type), id, displayName: name, ...(upn && { userPrincipalName: upn }) };
}

/** A unifiedRoleEligibilityScheduleInstance. Its id changes when it is renewed, as Graph's does. */
export function wireEligible(assignment: WireAssignment): WireRow {
  const { member, roleId, scopeId = '/', startsAt, endsAt, memberType = 'Direct' } = assignment;
  return {
    id: `${member.id}_${roleId}_${scopeId}_${instant(startsAt) ?? ''}_${instant(endsAt) ?? ''}`,
    principalId: member.id,
    roleDefinitionId: roleId,
    directoryScopeId: scopeId,
    appScopeId: null,
    startDateTime: instant(startsAt),
    endDateTime: instant(endsAt),
    memberType,
    roleEligibilityScheduleId: `schedule_${member.id}_${roleId}`,
    principal: wirePrincipal(member),
  };
}

/** A unifiedRoleAssignmentScheduleInstance. */
export function wireActive(assignment: WireAssignment): WireRow {
  const { roleEligibilityScheduleId: schedule, ...row } = wireEligible(assignment);
  return {
    ...row,
    assignmentType: assignment.assignmentType ?? 'Assigned',
    roleAssignmentOriginId: `origin_${assignment.member.id}`,
    roleAssignmentScheduleId: schedule,
  };
}

/** A unifiedRoleAssignment. */
export function wirePlain({ member, roleId, scopeId = '/' }: WireAssignment): WireRow {
  return {
    id: `plain_${member.id}_${roleId}`,
    principalId: member.id,
    roleDefinitionId: roleId,
    directoryScopeId: scopeId,
    principal: wirePrincipal(member),
  };
}

/** A privilegedAccessGroup…ScheduleInstance. */
export function wireMembership(membership: WireMembership): WireRow {
  const { groupId, accessId, member, startsAt, endsAt, memberType = 'Direct', assignmentType } = membership;
  return {
    id: `${groupId}_${accessId}_${member.id}_${instant(endsAt) ?? ''}`,
    principalId: member.id,
    groupId,
    accessId,
    startDateTime: instant(startsAt),
    endDateTime: instant(endsAt),
    memberType,
    ...(assignmentType !== undefined && { assignmentType }),
  };
}

/** The settings of a role that a sample can have. */
export interface WireSettings {
  readonly roleId: string;
  readonly maximumDuration?: string;
  readonly enabledRules?: readonly string[];
  /** Names of the approvers by object id; none: no approval. */
  readonly approvers?: Readonly<Record<string, string>>;
  readonly authenticationContext?: string | null;
  readonly permanentEligible?: boolean;
  readonly permanentActive?: boolean;
  readonly changedAt?: Date | null;
}

const tenant = 'cab01047-8ad9-4792-8e42-569340767f1b';
const target = (caller: string, level: string): WireRow => ({
  caller,
  operations: ['All'],
  level,
  inheritableSettings: [],
  enforcedSettings: [],
});
const rule = (kind: string, id: string, facts: WireRow): WireRow => {
  const [, caller = 'Admin', level = 'Assignment'] = id.split('_');
  return {
    '@odata.type': odataType(`unifiedRoleManagementPolicy${kind}Rule`),
    id,
    ...facts,
    target: target(caller, level),
  };
};

/** A unifiedRoleManagementPolicyAssignment with the rules that Microsoft documents. */
export function wirePolicy(settings: WireSettings): WireRow {
  const { roleId, approvers = {}, authenticationContext = null, changedAt = null } = settings;
  const primaryApprovers = Object.entries(approvers).map(([userId, description]) => ({
    '@odata.type': odataType('singleUser'),
    userId,
    description,
    isBackup: false,
  }));
  const policyId = `DirectoryRole_${tenant}_${roleId}`;
  const notifications = ['Admin_Eligibility', 'Admin_Assignment', 'EndUser_Assignment'].flatMap((place) =>
    ['Admin', 'Requestor', 'Approver'].map((recipientType) =>
      rule('Notification', `Notification_${recipientType}_${place}`, {
        notificationType: 'Email',
        recipientType,
        notificationLevel: 'All',
        isDefaultRecipientsEnabled: true,
        notificationRecipients: [],
      }),
    ),
  );
  return {
    id: `${policyId}_${roleId}`,
    policyId,
    scopeId: '/',
    scopeType: 'DirectoryRole',
    roleDefinitionId: roleId,
    policy: {
      id: policyId,
      displayName: 'DirectoryRole',
      isOrganizationDefault: false,
      scopeId: '/',
      scopeType: 'DirectoryRole',
      lastModifiedDateTime: instant(changedAt),
      lastModifiedBy: { displayName: null, id: null },
      rules: [
        rule('Expiration', 'Expiration_Admin_Eligibility', {
          isExpirationRequired: !(settings.permanentEligible ?? false),
          maximumDuration: 'P365D',
        }),
        rule('Enablement', 'Enablement_Admin_Eligibility', { enabledRules: [] }),
        rule('Expiration', 'Expiration_Admin_Assignment', {
          isExpirationRequired: !(settings.permanentActive ?? false),
          maximumDuration: 'P180D',
        }),
        rule('Enablement', 'Enablement_Admin_Assignment', { enabledRules: ['Justification'] }),
        rule('Expiration', 'Expiration_EndUser_Assignment', {
          isExpirationRequired: true,
          maximumDuration: settings.maximumDuration ?? 'PT8H',
        }),
        rule('Enablement', 'Enablement_EndUser_Assignment', {
          enabledRules: settings.enabledRules ?? ['MultiFactorAuthentication', 'Justification'],
        }),
        rule('Approval', 'Approval_EndUser_Assignment', {
          setting: {
            isApprovalRequired: primaryApprovers.length > 0,
            isApprovalRequiredForExtension: false,
            isRequestorJustificationRequired: true,
            approvalMode: 'SingleStage',
            approvalStages: [
              {
                approvalStageTimeOutInDays: 1,
                isApproverJustificationRequired: true,
                primaryApprovers,
                escalationApprovers: [],
              },
            ],
          },
        }),
        rule('AuthenticationContext', 'AuthenticationContext_EndUser_Assignment', {
          isEnabled: authenticationContext !== null,
          claimValue: authenticationContext ?? '',
        }),
        ...notifications,
      ],
    },
  };
}

/** A unifiedRoleDefinition. */
export function wireDefinition(id: string, displayName: string, isBuiltIn = true): WireRow {
  return { id, displayName, description: null, isBuiltIn, isEnabled: true, templateId: id };
}

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
      lastSignInDateTime: instant(lastSignInAt) ?? never,
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

/** A Conditional Access policy that a sample can have. */
export interface WireAccessPolicy {
  readonly id: string;
  readonly name: string;
  readonly state?: 'enabled' | 'disabled' | 'enabledForReportingButNotEnforced';
  readonly includeUsers?: readonly string[];
  readonly excludeUsers?: readonly string[];
  readonly includeRoles?: readonly string[];
  readonly excludeRoles?: readonly string[];
  readonly includeGroups?: readonly string[];
  readonly excludeGroups?: readonly string[];
  readonly authenticationContexts?: readonly string[];
  readonly builtInControls?: readonly string[];
}

/** A conditionalAccessPolicy. */
export function wireAccessPolicy(policy: WireAccessPolicy): WireRow {
  const { authenticationContexts = [], builtInControls = ['mfa'] } = policy;
  return {
    id: policy.id,
    displayName: policy.name,
    state: policy.state ?? 'enabled',
    conditions: {
      signInRiskLevels: [],
      userRiskLevels: [],
      clientAppTypes: ['all'],
      applications: {
        includeApplications: authenticationContexts.length > 0 ? [] : ['All'],
        excludeApplications: [],
        includeUserActions: [],
        includeAuthenticationContextClassReferences: authenticationContexts,
      },
      users: {
        includeUsers: policy.includeUsers ?? [],
        excludeUsers: policy.excludeUsers ?? [],
        includeGroups: policy.includeGroups ?? [],
        excludeGroups: policy.excludeGroups ?? [],
        includeRoles: policy.includeRoles ?? [],
        excludeRoles: policy.excludeRoles ?? [],
      },
    },
    grantControls: {
      operator: 'OR',
      builtInControls,
      customAuthenticationFactors: [],
      termsOfUse: [],
      authenticationStrength: null,
    },
    sessionControls: null,
  };
}
