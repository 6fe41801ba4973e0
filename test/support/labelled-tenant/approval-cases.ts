import type { CaseKit } from '../../../local/sample-tenant/cases/case-kit';

/** Adds cases of approvals: who approves whom, and after how long. */
export function addApprovalCases(kit: CaseKit): void {
  const { activate, at, label, person } = kit;
  const grant = kit.grant('Security Administrator');

  const stamped = activate({ member: person(), grant, at: at(1, '09:00'), approvalSeconds: 59 });
  label('rubber-stamp-approval', stamped, { happenedAt: stamped.decidedAt });
  activate({ member: person(), grant, at: at(1, '09:05'), approvalSeconds: 60 });

  const [one, other, third] = [person(), person(), person()];
  const first = activate({ member: one, grant, at: at(2, '09:30'), approver: other });
  activate({ member: other, grant, at: at(3, '09:30'), approver: one });
  label('reciprocal-approval', first, { happenedAt: first.decidedAt });
  const [a, b] = [person(), person()];
  activate({ member: a, grant, at: at(2, '13:30'), approver: b });
  activate({ member: b, grant, at: at(3, '13:30'), approver: third });

  const self = person();
  const own = activate({ member: self, grant, at: at(4, '10:30'), approver: self });
  label('self-approval', own, { happenedAt: own.decidedAt });
  // A person with the same name is another person.
  const twin = person();
  activate({ member: twin, grant, at: at(4, '10:45'), approver: { ...person(), name: twin.name } });
}
