import type { WireRow } from '../../graph/access-directory';
import { instantOrNull, odataType } from './wire-assignments';

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
      lastModifiedDateTime: instantOrNull(changedAt),
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
