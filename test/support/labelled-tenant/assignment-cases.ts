import { later } from '../../../local/sample-tenant/activations/activation-log';
import { assign, assignOutside } from '../../../local/sample-tenant/cases/assign';
import type { CaseKit } from '../../../local/sample-tenant/cases/case-kit';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** The app whose assignments the tenant's policy suppresses. */
export const migrator = 'PurviewRoleAssignmentMigrator';

/** Adds cases of roles that are assigned and removed, in PIM and outside it. */
export function addAssignmentCases(kit: CaseKit): void {
  const { at, label, person, grant: role } = kit;
  const exchange = role('Exchange Administrator');
  const holder = { grant: exchange, kind: 'eligible' } as const;
  const anybody = () => ({ member: person(), by: person() });

  outsideCases(kit);

  const standing = { ...anybody(), ...holder, kind: 'active', until: null } as const;
  label('permanent-active-assignment', { ...standing, at: assign(kit, { ...standing, at: at(1, '10:00') }) });
  assign(kit, { ...anybody(), ...holder, kind: 'active', at: at(1, '10:05'), until: at(8, '10:05') });
  const forGood = { ...anybody(), ...holder, until: null };
  label('permanent-eligibility', { ...forGood, at: assign(kit, { ...forGood, at: at(1, '10:10') }) });

  const self = person();
  const own = { member: self, by: self, ...holder };
  label('self-assignment', { ...own, at: assign(kit, { ...own, at: at(2, '10:00') }) });
  const namesake = person();
  assign(kit, { ...holder, member: namesake, by: { ...person(), name: namesake.name }, at: at(2, '10:10') });

  for (const [minutes, isSoon] of [
    [239, true],
    [241, false],
  ] as const) {
    const lent = { ...anybody(), ...holder };
    const given = assign(kit, { ...lent, at: at(3, '09:00') });
    const taken = assign(kit, { ...lent, at: later(given, minutes * minute - 2000), removed: true });
    if (isSoon) label('assigned-and-removed', { ...lent, at: taken }, { happenedAt: given });
  }
  // PIM removes expired assignments.
  const short = { ...anybody(), ...holder, kind: 'active' } as const;
  assign(kit, { ...short, at: at(3, '09:30'), until: at(3, '11:30') });
  assign(kit, { ...short, by: 'PIM', at: at(3, '11:30'), until: at(3, '11:30'), removed: true });

  for (const [count, gap] of [
    [10, 6],
    [10, 6.7],
  ] as const) {
    const by = person();
    const given = Array.from({ length: count }, (_, index) =>
      assign(kit, { ...holder, member: person(), by, at: later(at(4, '11:00'), index * gap * minute) }),
    );
    if (given[0] && (count - 1) * gap <= 60) label('bulk-assignment', { grant: holder.grant, at: given[0] });
  }

  const team = {
    id: kit.random.uuid(),
    name: 'Night Shift',
    upn: null,
    type: 'group',
    addresses: [],
  } as const;
  const group = { ...holder, member: team, by: person() };
  label('group-assigned-role', { ...group, at: assign(kit, { ...group, at: at(5, '09:00') }) });

  const former = { ...anybody(), ...holder };
  assign(kit, { ...former, at: later(at(5, '09:30'), -105 * day), heldBefore: true });
  assign(kit, { ...former, at: later(at(5, '09:30'), -70 * day), removed: true });
  assign(kit, { ...former, at: at(5, '09:30'), heldBefore: true });

  takeover(kit);
}

/** Adds removals of two Global Administrators within an hour by a new one and by an older one, and a removal of one. */
function takeover(kit: CaseKit): void {
  const { at, label, person, grant } = kit;
  const tier0 = { grant: grant('Global Administrator'), kind: 'active' } as const;
  for (const [days, victims, isTakeover] of [
    [6, 2, true],
    [8, 2, false],
    [6, 1, false],
  ] as const) {
    const [newcomer, senior] = [person(), person()];
    const removals = at(4, '16:00');
    const others = Array.from({ length: victims }, () => person());
    for (const member of others) {
      assign(kit, { ...tier0, member, by: senior, at: later(removals, -30 * day), heldBefore: true });
    }
    assign(kit, { ...tier0, member: newcomer, by: senior, at: later(removals, -days * day) });
    const taken = others.map((member, index) =>
      assign(kit, {
        ...tier0,
        member,
        by: newcomer,
        at: later(removals, index * 50 * minute),
        removed: true,
      }),
    );
    if (isTakeover && taken[0])
      label('admins-removed-by-new-admin', { ...tier0, member: newcomer, at: taken[0] });
  }
}

/** Adds assignments outside PIM: by a person, reported by PIM many times; and by a known app. */
function outsideCases(kit: CaseKit): void {
  const { at, label, person, writer, company, random } = kit;
  const exchange = kit.grant('Exchange Administrator');
  const standing = { member: person(), grant: exchange };
  const made = assignOutside(kit, { ...standing, at: at(2, '12:00'), by: writer.person(person()) });
  label('assigned-outside-pim', { ...standing, at: made });
  // PIM reports it until the next week; it is still one finding.
  for (let index = 1; index < 72; index += 1) {
    kit.log(
      writer.pim({
        ...standing,
        activity: 'Add member to role outside of PIM (permanent)',
        at: later(made, index * 2 * hour),
        initiator: 'PIM',
        requestId: random.uuid(),
      }),
    );
  }
  const app = {
    appId: null,
    displayName: migrator,
    servicePrincipalId: company.services.purview,
    servicePrincipalName: null,
  };
  const known = { member: person(), grant: exchange };
  const migrated = assignOutside(kit, { ...known, at: at(3, '12:00'), by: { user: null, app } });
  label('assigned-outside-pim', { ...known, at: migrated }, { suppressed: true });
}
