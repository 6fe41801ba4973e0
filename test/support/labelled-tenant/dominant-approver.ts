import { isWithin } from '../../../shared/domain/time/period';
import type { Member } from '../../../local/sample-tenant/people';
import type { CaseKit, CasePlan, WrittenActivation } from '../../../local/sample-tenant/cases/case-kit';
import { isApproved } from '../../../local/sample-tenant/cases/filler';

const wasApproved = ({ record }: WrittenActivation): boolean =>
  record.updates.some(({ facts }) => facts.approvedAt);

/**
 * Writes the filler of a week in which one approver gives just over 80 % of all approvals (`isOver`), or not quite. The
 * others share the rest.
 */
export function addDominantApprover(
  kit: CaseKit,
  filler: readonly CasePlan[],
  dominant: Member,
  others: readonly Member[],
  isOver: boolean,
): void {
  const inWeek = kit.written.filter((written) => isWithin(kit.week, written.at) && wasApproved(written));
  const own = inWeek.filter(({ plan }) => plan.approver === dominant).map(({ decidedAt }) => decidedAt);
  const approvals = inWeek.length + filler.filter(isApproved).length;
  let left = Math.floor(approvals * 0.8) + (isOver ? 1 : 0) - own.length;
  for (const [index, plan] of filler.entries()) {
    const isOwn = isApproved(plan) && left > 0;
    if (isOwn) left -= 1;
    const approver = isOwn ? dominant : (others[index % others.length] ?? kit.person());
    const written = kit.activate({ ...plan, approver });
    if (isOwn) own.push(written.decidedAt);
  }
  if (left !== 0) throw new RangeError('The filler cannot settle who gives nearly all approvals.');
  const [first] = own.sort((a, b) => a.getTime() - b.getTime());
  if (isOver && first)
    kit.label('dominant-approver', { member: dominant, at: kit.week.from }, { happenedAt: first });
}
