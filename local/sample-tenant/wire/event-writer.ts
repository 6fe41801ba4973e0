import type { Company } from '../company';
import { createEventShapes } from './event-shapes';
import type { Member } from '../people';
import type { PimActivity } from './pim-activity';
import type { Random } from '../random';
import type { Grant } from '../roles';
import type { WireEvent, WireInitiator, WireTarget } from './wire-event';
import { directoryTargets, memberTarget, roleTarget, scopeTarget } from './wire-target';
import { wireTime } from './wire-time';

type Details = Readonly<Record<string, string | undefined>>;

/** The content of a PIM event. */
export interface PimFacts {
  /** A known name, or one that is not in the catalogue yet. */
  readonly activity: PimActivity | `${string} (preview)`;
  readonly at: Date;
  /** A person, or the PIM service on its own. */
  readonly initiator: Member | 'PIM';
  /** The role and scope; absent for alerts and tenant-wide changes. */
  readonly grant?: Grant | undefined;
  readonly member?: Member | undefined;
  readonly requestId?: string | undefined;
  readonly result?: 'success' | 'failure';
  /** `resultReason`: the justification, the error code of a failure, or a text. */
  readonly reason?: string | null;
  /** Further `additionalDetails`; undefined ones are omitted. */
  readonly details?: Details;
  /** False omits `OriginRoleAssignmentId`. */
  readonly withAssignmentId?: boolean;
  /** Further targets: an alert, a resource. */
  readonly targets?: readonly WireTarget[];
  /** Replaces the provider's own category. */
  readonly category?: string;
}

/** The content of an event of another service. */
export interface OtherFacts {
  readonly activity: string;
  readonly at: Date;
  readonly category: string;
  readonly initiator: WireInitiator;
  readonly targets: readonly WireTarget[];
  readonly operationType: string;
  /** What it gives to whom, of which the event itself only has ids. */
  readonly holding?: { readonly member: Member; readonly grant: Grant };
  /** `Core Directory` by default. */
  readonly service?: string;
  readonly details?: Details;
}

/** A change by PIM that the directory logs as well. */
export interface TwinFacts {
  readonly at: Date;
  readonly removed: boolean;
  readonly eligible?: boolean;
  readonly member: Member;
  readonly grant: Grant;
}

/** Writes events in the shapes that Microsoft Graph sends. */
export interface EventWriter {
  pim(facts: PimFacts): WireEvent;
  other(facts: OtherFacts): WireEvent;
  /** Core Directory's event beside PIM's own when PIM changes an Entra role or a group; its initiator is the app MS-PIM. */
  twin(facts: TwinFacts): WireEvent;
  /** A person in the form of an event's initiator. */
  person(member: Member): WireInitiator;
  /** The object id of a role in this tenant; differs from its template id. */
  roleObjectId(grant: Grant): string;
}

const categories = {
  entra: 'RoleManagement',
  group: 'GroupManagement',
  azure: 'ResourceManagement',
} as const;

/** The audit types of recorded events; other events have none. */
const auditTypes: Partial<Record<string, string>> = {
  'Add member to role requested (PIM activation)': 'CreateRequestRoleActivation',
  'Add member to role completed (PIM activation)': 'ActivateRole',
  'Remove member from role (PIM activation expired)': 'RemoveActivatedRole',
  'Add member to role outside of PIM (permanent)': 'RoleElevatedOutsidePimAlert',
  'Process role removal request': 'CreateRoleRemovalRequest',
  'Update role setting in PIM': 'UpdatePolicy',
};

/** Creates a writer that takes ids and disorder from `random`. */
export function createEventWriter(company: Company, random: Random): EventWriter {
  const shapes = createEventShapes(random);
  const ids = new Map<string, string>();
  const remembered = (key: string, make: () => string): string => {
    const id = ids.get(key) ?? make();
    ids.set(key, id);
    return id;
  };
  const roleObjectId = (grant: Grant): string =>
    grant.provider === 'group' ? grant.role.id : remembered(`object ${grant.role.id}`, () => random.uuid());
  const definitionId = (grant: Grant): string =>
    grant.provider === 'entra' && grant.role.builtIn
      ? remembered(`definition ${grant.role.id}`, () => random.uuid())
      : grant.role.id;

  function person(member: Member): WireInitiator {
    const [ipAddress = null] = member.addresses;
    const user = { id: member.id, displayName: member.name, userPrincipalName: member.upn };
    return shapes.nothing() === null ? { user: { ...user, ipAddress, userType: null }, app: null } : { user };
  }

  function assignmentId(member: Member, grant: Grant): string {
    return remembered(`${member.id} ${grant.role.id} ${grant.scope.id}`, () => {
      if (grant.provider === 'entra') return `${random.text(43)}-1`;
      if (grant.provider === 'group')
        return `${grant.scope.id}_${grant.role.name.toLowerCase()}_${random.uuid()}`;
      return `${grant.scope.id}/providers/Microsoft.Authorization/roleAssignments/${random.uuid()}`;
    });
  }

  function details(facts: PimFacts): Details {
    const { grant, member } = facts;
    return {
      AuditType: auditTypes[facts.activity],
      ...(grant && {
        RoleDefinitionOriginId: definitionId(grant),
        RoleDefinitionOriginType: grant.role.builtIn ? 'BuiltInRole' : 'CustomRole',
        TemplateId: grant.provider === 'entra' ? grant.role.id : undefined,
      }),
      RoleAssignmentRequestId: facts.requestId,
      ...(grant &&
        member &&
        facts.withAssignmentId !== false && { OriginRoleAssignmentId: assignmentId(member, grant) }),
      ...facts.details,
    };
  }

  function pim(facts: PimFacts): WireEvent {
    const { activity, at, grant, member, requestId } = facts;
    const ticks = shapes.ticks();
    const service = { id: company.services.pim, displayName: 'Azure AD PIM', userPrincipalName: null };
    return {
      id: shapes.pimId(at, ticks),
      category: facts.category ?? categories[grant?.provider ?? 'entra'],
      correlationId: random.uuid(),
      result: facts.result ?? 'success',
      resultReason: facts.reason ?? shapes.nothing(),
      activityDisplayName: activity,
      activityDateTime: wireTime(at, ticks),
      loggedByService: 'PIM',
      operationType: /^(Add|Onboarded)/.test(activity)
        ? 'Create'
        : activity.startsWith('Remove')
          ? 'Delete'
          : 'Update',
      initiatedBy:
        facts.initiator === 'PIM'
          ? { app: null, user: { ...service, ipAddress: null, userType: null } }
          : person(facts.initiator),
      targetResources: shapes.unordered([
        ...(grant ? [roleTarget(grant, roleObjectId(grant), definitionId(grant))] : []),
        ...(requestId === undefined ? [] : [{ id: requestId, type: 'Request' }]),
        ...(member ? [memberTarget(member)] : []),
        ...(grant ? [scopeTarget(grant)] : []),
        ...(facts.targets ?? []),
      ]),
      additionalDetails: shapes.details(details(facts)),
    };
  }

  function other(facts: OtherFacts): WireEvent {
    const correlationId = random.uuid();
    return {
      id: shapes.directoryId(correlationId),
      category: facts.category,
      correlationId,
      result: 'success',
      resultReason: '',
      activityDisplayName: facts.activity,
      activityDateTime: wireTime(facts.at, shapes.ticks()),
      loggedByService: facts.service ?? 'Core Directory',
      operationType: facts.operationType,
      initiatedBy: facts.initiator,
      targetResources: facts.targets,
      ...(facts.details && { additionalDetails: shapes.details(facts.details) }),
    };
  }

  function twin({ at, removed, eligible = false, member, grant }: TwinFacts): WireEvent {
    const group = grant.provider === 'group';
    const isUnit = grant.scope.id.startsWith('/administrativeUnits/');
    // Core Directory logs an assignment that is limited to an administrative unit under a name of its own.
    const kind = eligible ? 'eligible member' : isUnit ? 'scoped member' : 'member';
    const msPim = {
      appId: null,
      displayName: 'MS-PIM',
      servicePrincipalId: company.services.msPim,
      servicePrincipalName: null,
    };
    return other({
      at,
      activity: `${removed ? 'Remove' : 'Add'} ${kind} ${removed ? 'from' : 'to'} ${group ? 'group' : 'role'}`,
      category: group ? 'GroupManagement' : 'RoleManagement',
      operationType: removed ? 'Unassign' : 'Assign',
      initiator: { user: null, app: msPim },
      targets: directoryTargets(member, grant, roleObjectId(grant), removed),
    });
  }

  return { pim, other, twin, person, roleObjectId };
}
