import type { WireRow } from '../../graph/access-directory';
import type { Member } from '../people';

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

/** The `@odata.type` of a Graph type: `#microsoft.graph.user`. */
export const odataType = (type: string): string => `#microsoft.graph.${type}`;

/** An instant as Graph writes it; null without one. */
export const instantOrNull = (at: Date | null | undefined): string | null => at?.toISOString() ?? null;

/** A directory object as it is expanded in another row. */
export function wirePrincipal({ id, name, upn, type }: WireAssignment['member']): WireRow {
  return { '@odata.type': odataType(type), id, displayName: name, ...(upn && { userPrincipalName: upn }) };
}

/** A unifiedRoleEligibilityScheduleInstance. Its id changes when it is renewed, as Graph's does. */
export function wireEligible(assignment: WireAssignment): WireRow {
  const { member, roleId, scopeId = '/', startsAt, endsAt, memberType = 'Direct' } = assignment;
  return {
    id: `${member.id}_${roleId}_${scopeId}_${instantOrNull(startsAt) ?? ''}_${instantOrNull(endsAt) ?? ''}`,
    principalId: member.id,
    roleDefinitionId: roleId,
    directoryScopeId: scopeId,
    appScopeId: null,
    startDateTime: instantOrNull(startsAt),
    endDateTime: instantOrNull(endsAt),
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
    id: `${groupId}_${accessId}_${member.id}_${instantOrNull(endsAt) ?? ''}`,
    principalId: member.id,
    groupId,
    accessId,
    startDateTime: instantOrNull(startsAt),
    endDateTime: instantOrNull(endsAt),
    memberType,
    ...(assignmentType !== undefined && { assignmentType }),
  };
}
