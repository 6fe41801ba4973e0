import { Temporal } from 'temporal-polyfill';
import * as z from 'zod';
import type { Approver, RolePolicy } from '../domain/access/held-access';
import { instant, listOf, text, truth } from './wire-values';

const approver = z.object({
  '@odata.type': text,
  userId: text,
  groupId: text,
  id: text,
  description: text,
});

const rule = z.object({
  id: z.string(),
  maximumDuration: text,
  isExpirationRequired: truth,
  enabledRules: z.array(z.string()).nullish().catch(null),
  isEnabled: truth,
  claimValue: text,
  setting: z
    .object({
      isApprovalRequired: truth,
      approvalStages: listOf(z.object({ primaryApprovers: listOf(approver) })),
    })
    .nullish()
    .catch(null),
});

type Rule = z.output<typeof rule>;

const policyAssignment = z.object({
  roleDefinitionId: z.string().min(1),
  policy: z.object({ lastModifiedDateTime: instant, rules: listOf(rule) }).nullish(),
});

/**
 * Reads one row of `role-policies`. Rules are found by their ids; of one that is missing, or lacks its fields,
 * nothing is known.
 */
export function readRolePolicy(item: unknown): RolePolicy {
  const { roleDefinitionId, policy } = policyAssignment.parse(item);
  const rules = new Map(policy?.rules.map((each) => [each.id.toLowerCase(), each]));
  const ruleOf = (id: string): Rule | undefined => rules.get(id.toLowerCase());
  const enabled = ruleOf('Enablement_EndUser_Assignment')?.enabledRules?.map((name) => name.toLowerCase());
  const isEnabled = (name: string): boolean | null => enabled?.includes(name) ?? null;
  const context = ruleOf('AuthenticationContext_EndUser_Assignment');
  const approval = ruleOf('Approval_EndUser_Assignment')?.setting;
  return {
    roleId: roleDefinitionId,
    maximumMinutes: minutesOf(ruleOf('Expiration_EndUser_Assignment')?.maximumDuration),
    mfa: isEnabled('multifactorauthentication'),
    asksForContext: context?.isEnabled ?? null,
    authenticationContext: context?.isEnabled === true ? context.claimValue : null,
    justification: isEnabled('justification'),
    ticket: isEnabled('ticketing'),
    approval: approval?.isApprovalRequired ?? null,
    approvers: approval?.approvalStages.flatMap((stage) => stage.primaryApprovers.map(approverOf)) ?? [],
    permanentEligible: not(ruleOf('Expiration_Admin_Eligibility')?.isExpirationRequired),
    permanentActive: not(ruleOf('Expiration_Admin_Assignment')?.isExpirationRequired),
    changedAt: policy?.lastModifiedDateTime ?? null,
  };
}

const not = (value: boolean | null | undefined): boolean | null =>
  typeof value === 'boolean' ? !value : null;

/** Minutes of an ISO 8601 duration without months or years; null for anything else. */
function minutesOf(duration: string | null | undefined): number | null {
  try {
    return Temporal.Duration.from(duration ?? '').total({ unit: 'minutes' });
  } catch {
    return null;
  }
}

function approverOf(wire: z.output<typeof approver>): Approver {
  const kind = wire['@odata.type']?.replace(/^#microsoft\.graph\./i, '').toLowerCase();
  const name = wire.description ?? (kind === 'requestormanager' ? "the requester's manager" : null);
  return { id: wire.userId ?? wire.groupId ?? wire.id, name };
}
