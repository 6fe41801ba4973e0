import { later } from '../activations/activation-log';
import type { Member } from '../people';
import type { PimActivity } from '../wire/pim-activity';
import { tier0Roles, type Grant } from '../roles';
import { wireTime } from '../wire/wire-time';
import type { WireInitiator } from '../wire/wire-event';
import { directoryTargets } from '../wire/wire-target';
import type { CaseKit } from './case-kit';

/** An assignment that is made or removed. */
export interface Assignment {
  readonly at: Date;
  readonly member: Member;
  readonly grant: Grant;
  readonly by: Member | 'PIM';
  readonly kind: 'eligible' | 'active';
  /** The end; null for a permanent one; half a year by default. */
  readonly until?: Date | null;
  readonly removed?: true;
  /** The member has held the role before, so that `new-role-holder` does not fire. */
  readonly heldBefore?: true;
}

const halfYear = 182 * 86_400_000;

/** Writes the request, its completion two seconds later and the directory's twin. Returns the completion's time. */
export function assign(kit: CaseKit, assignment: Assignment): Date {
  const { at, member, grant, by, kind, removed, until = later(at, halfYear) } = assignment;
  const what = kind === 'eligible' ? 'eligible member' : 'member';
  const term = until === null ? 'permanent' : 'timebound';
  const name = (step: string) =>
    `${removed ? `Remove ${what} from` : `Add ${what} to`} role in PIM ${step} (${term})` as PimActivity;
  const facts = {
    member,
    grant,
    initiator: by,
    requestId: kit.random.uuid(),
    reason: 'Agreed with the head of operations',
    details: { ...(until && !removed && { StartTime: wireTime(at), ExpirationTime: wireTime(until) }) },
  };
  const done = later(at, 2000);
  kit.log(
    kit.writer.pim({ ...facts, activity: name('requested'), at }),
    kit.writer.pim({ ...facts, activity: name('completed'), at: done }),
  );
  const twin = {
    at: later(done, 500),
    removed: removed === true,
    eligible: kind === 'eligible',
    member,
    grant,
  };
  if (grant.provider !== 'azure') kit.log(kit.writer.twin(twin));
  if (!removed && assignment.heldBefore !== true) newHolder(kit, member, grant, done);
  return done;
}

/** Writes the directory's event of an assignment outside PIM. Returns its time. */
export function assignOutside(
  kit: CaseKit,
  { at, member, grant, by }: Omit<Assignment, 'by' | 'kind'> & { readonly by: WireInitiator },
): Date {
  kit.log(
    kit.writer.other({
      at,
      activity: 'Add member to role',
      category: 'RoleManagement',
      operationType: 'Assign',
      initiator: by,
      targets: directoryTargets(member, grant, kit.writer.roleObjectId(grant), false),
      holding: { member, grant },
    }),
  );
  newHolder(kit, member, grant, at);
  return at;
}

function newHolder(kit: CaseKit, member: Member, grant: Grant, at: Date): void {
  const severity = tier0Roles.includes(grant.role.id) ? 'high' : 'low';
  kit.label('new-role-holder', { member, grant, at }, { severity });
}
