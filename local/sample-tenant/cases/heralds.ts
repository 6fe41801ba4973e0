import { tier0Roles } from '../roles';
import type { CaseKit, Told } from './case-kit';

/**
 * Tells, in the kit's week, what makes later activations nothing new: each member uses the role from the same
 * address, and each approver answers for the role, once.
 */
export function tellHeralds(kit: CaseKit, later: readonly Told[]): void {
  const seen = new Set<string>();
  const isNews = (...facts: readonly (string | null)[]): boolean => {
    const key = facts.join(' ');
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  };
  const turns = new Map<string, number>();

  /** One plain activation; each of a member's on another day, so that no two meet. */
  function herald(plan: Told['plan']): void {
    const { member, approver, ipAddress } = plan;
    const turn = turns.get(member.id) ?? Math.floor(kit.random.next() * 5);
    turns.set(member.id, turn + 1);
    const time = `${kit.random.integer(10, 16)}:${kit.random.integer(10, 59)}`;
    const ticket = { number: 'CHG0010001', system: 'ServiceNow' };
    const isTier0 = tier0Roles.includes(plan.grant.role.id);
    const grant = isTier0 ? { ...plan.grant, approval: true } : plan.grant;
    const told = kit.activate({
      member,
      grant,
      approver,
      ipAddress,
      at: kit.at(1 + (turn % 5), time),
      ticket,
    });
    if (isTier0) kit.label('tier0-activated', told);
  }

  for (const { plan, member, grant } of later) {
    const { role, scope } = grant;
    const isNewAddress = !plan.unheralded && isNews(member.id, plan.ipAddress);
    const isNewPair = !plan.unheralded && isNews(member.id, role.id, scope.id);
    if (isNewAddress || isNewPair) herald({ ...plan, approver: kit.approver() });
    const isNewApprover =
      grant.approval && !plan.newApprover && isNews(plan.approver.id, 'approves', role.id);
    // For somebody else, so that nobody has approved themselves or one who approved them.
    if (isNewApprover) {
      const other = kit.person();
      herald({ ...plan, member: other, ipAddress: other.addresses[0] ?? null });
    }
  }
}
