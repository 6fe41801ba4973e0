import { tier0Roles } from '../roles';
import type { CaseKit, WrittenActivation } from './case-kit';

/**
 * Writes activations in the kit's week that make later ones familiar: each member uses the role from the same address
 * once, and each approver answers for the role once.
 */
export function addBaselineActivity(kit: CaseKit, later: readonly WrittenActivation[]): void {
  const seen = new Set<string>();
  const isNew = (...facts: readonly (string | null)[]): boolean => {
    const key = facts.join(' ');
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  };
  const turns = new Map<string, number>();

  /** Writes one plain activation; each of a member's is on another day, so that none overlap. */
  function activateOnce(plan: WrittenActivation['plan']): void {
    const { member, approver, ipAddress } = plan;
    const turn = turns.get(member.id) ?? Math.floor(kit.random.next() * 5);
    turns.set(member.id, turn + 1);
    const time = `${kit.random.integer(10, 16)}:${kit.random.integer(10, 59)}`;
    const ticket = { number: 'CHG0010001', system: 'ServiceNow' };
    const isTier0 = tier0Roles.includes(plan.grant.role.id);
    const grant = isTier0 ? { ...plan.grant, approval: true } : plan.grant;
    const written = kit.activate({
      member,
      grant,
      approver,
      ipAddress,
      at: kit.at(1 + (turn % 5), time),
      ticket,
    });
    if (isTier0) kit.label('tier0-activated', written);
  }

  for (const { plan, member, grant } of later) {
    const { role, scope } = grant;
    const isNewAddress = !plan.unfamiliar && isNew(member.id, plan.ipAddress);
    const isNewPair = !plan.unfamiliar && isNew(member.id, role.id, scope.id);
    if (isNewAddress || isNewPair) activateOnce({ ...plan, approver: kit.approver() });
    const isNewApprover = grant.approval && !plan.newApprover && isNew(plan.approver.id, 'approves', role.id);
    // For another person, so that nobody approves themselves or somebody who approved them.
    if (isNewApprover) {
      const other = kit.person();
      activateOnce({ ...plan, member: other, ipAddress: other.addresses[0] ?? null });
    }
  }
}
