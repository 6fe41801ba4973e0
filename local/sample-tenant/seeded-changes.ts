import { later } from './activations/activation-log';
import { assign } from './cases/assign';
import type { CaseKit } from './cases/case-kit';
import type { Grant } from './roles';

const minute = 60_000;

/** The role whose settings are weakened: an activation within a day is a finding. */
export const weakenedRole = 'Intune Administrator';

/** Writes the assignments of the sample's last week that cause findings. */
export function writeSeededChanges(kit: CaseKit): void {
  const { at, label, company, grant, random } = kit;
  const [chief, deputy, third] = company.approvers;
  const [a, b, c, d, e] = company.staff.slice(20, 25);
  if (!chief || !deputy || !third || !a || !b || !c || !d || !e) return;

  const standing = {
    member: a,
    grant: grant('Teams Administrator'),
    by: deputy,
    kind: 'active',
    until: null,
  } as const;
  label('permanent-active-assignment', { ...standing, at: assign(kit, { ...standing, at: at(3, '11:20') }) });
  const forGood = {
    member: b,
    grant: grant('Exchange Administrator'),
    by: deputy,
    kind: 'eligible',
    until: null,
  } as const;
  label('permanent-eligibility', { ...forGood, at: assign(kit, { ...forGood, at: at(1, '15:10') }) });
  const own = { member: d, grant: grant('SharePoint Administrator'), by: d, kind: 'eligible' } as const;
  label('self-assignment', { ...own, at: assign(kit, { ...own, at: at(4, '17:05') }) });
  const lent = {
    member: a,
    grant: grant('Conditional Access Administrator'),
    by: third,
    kind: 'eligible',
  } as const;
  const lentAt = assign(kit, { ...lent, at: at(2, '13:00') });
  const taken = assign(kit, { ...lent, at: at(2, '15:10'), removed: true });
  label('assigned-and-removed', { ...lent, at: taken }, { happenedAt: lentAt });

  const team = {
    id: random.uuid(),
    name: 'Terminal Rollout',
    upn: null,
    type: 'group',
    addresses: [],
  } as const;
  const group = { member: team, grant: grant('Global Reader'), by: third, kind: 'eligible' } as const;
  label('group-assigned-role', { ...group, at: assign(kit, { ...group, at: at(2, '09:50') }) });

  const project: Grant = {
    ...grant('Member'),
    role: { id: random.uuid(), name: 'Member', privileged: false, builtIn: true },
    scope: { id: random.uuid(), name: 'Terminal Rollout Operators' },
  };
  const given = company.staff.slice(4, 14).map((member, index) =>
    assign(kit, {
      member,
      grant: project,
      by: chief,
      kind: 'eligible',
      at: later(at(1, '13:30'), index * 3 * minute),
    }),
  );
  if (given[0]) label('bulk-assignment', { grant: project, at: given[0] });

  // A new Global Administrator takes the role from two others.
  const tier0 = { grant: grant('Global Administrator'), kind: 'active' } as const;
  assign(kit, { ...tier0, member: e, by: chief, at: at(2, '16:30'), until: at(30, '16:30') });
  const removed = [deputy, third].map((member, index) =>
    assign(kit, { ...tier0, member, by: e, at: later(at(5, '16:40'), index * 12 * minute), removed: true }),
  );
  if (removed[0]) label('admins-removed-by-new-admin', { ...tier0, member: e, at: removed[0] });
}
