import type { WireRow } from '../../graph/access-directory';

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
