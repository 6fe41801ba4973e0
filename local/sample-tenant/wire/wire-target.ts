import type { Member } from '../people';
import type { Grant } from '../roles';
import type { WireTarget } from './wire-event';

const memberTypes = { user: 'User', group: 'Group', servicePrincipal: 'ServicePrincipal' } as const;

/** The target of the role; its identity is repeated in `modifiedProperties`, as JSON in a text. */
export function roleTarget(grant: Grant, objectId: string, definitionId: string): WireTarget {
  const properties = {
    RoleDefinitionOriginId: definitionId,
    RoleDefinitionOriginType: grant.role.builtIn ? 'BuiltInRole' : 'CustomRole',
    ...(grant.provider === 'entra' && { TemplateId: grant.role.id }),
  };
  return {
    id: objectId,
    displayName: grant.role.name,
    type: 'Role',
    modifiedProperties: Object.entries(properties).map(([displayName, value]) => ({
      displayName,
      oldValue: '""',
      newValue: JSON.stringify(value),
    })),
  };
}

/** The target of the principal who gets or loses the role. */
export function memberTarget(member: Member): WireTarget {
  return {
    id: member.id,
    displayName: member.name,
    type: memberTypes[member.type],
    ...(member.type === 'user' && { userPrincipalName: member.upn }),
  };
}

/** The target of the scope: the directory, an administrative unit, a group or an Azure path. */
export function scopeTarget(grant: Grant): WireTarget {
  const { id, name } = grant.scope;
  const type = id.startsWith('/') ? 'Other' : grant.provider === 'group' ? 'Group' : 'Directory';
  return { id, displayName: name, type, modifiedProperties: [] };
}

/** The targets of a Core Directory event: the member, with role or group in its properties as JSON in a text. */
export function directoryTargets(
  member: Member,
  grant: Grant,
  roleObjectId: string,
  removed: boolean,
): WireTarget[] {
  const facts =
    grant.provider === 'group'
      ? { 'Group.ObjectID': grant.scope.id, 'Group.DisplayName': grant.scope.name }
      : {
          'Role.ObjectID': roleObjectId,
          'Role.DisplayName': grant.role.name,
          'Role.TemplateId': grant.role.id,
          'Role.WellKnownObjectName': grant.role.name.replaceAll(' ', ''),
        };
  const modifiedProperties = Object.entries(facts).map(([displayName, value]) => ({
    displayName,
    oldValue: removed ? JSON.stringify(value) : null,
    newValue: removed ? null : JSON.stringify(value),
  }));
  const container =
    grant.provider === 'group' ? { id: grant.scope.id, type: 'Group' } : { id: roleObjectId, type: 'Role' };
  const rest = { userPrincipalName: null, groupType: null, modifiedProperties: [] };
  const unitId = /^\/administrativeUnits\/(.+)$/.exec(grant.scope.id)?.[1];
  const unit =
    unitId === undefined
      ? []
      : [{ id: unitId, displayName: grant.scope.name, type: 'AdministrativeUnit', ...rest }];
  return [
    { ...memberTarget(member), groupType: null, modifiedProperties },
    { ...container, displayName: null, ...rest },
    ...unit,
  ];
}
