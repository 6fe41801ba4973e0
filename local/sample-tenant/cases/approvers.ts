import { isWithin } from '../../../shared/domain/period';
import type { Member } from '../people';
import type { CaseKit, CasePlan, Told } from './case-kit';
import { isApproved } from './filler';

const wasApproved = ({ record }: Told): boolean => record.lessons.some(({ teaches }) => teaches.approvedAt);

/**
 * Tells a week's filler and lets one approver give so many of all its approvals that it is just more than 80 % of
 * them, or just not. The others share the rest.
 */
export function tellWithDominance(
  kit: CaseKit,
  filler: readonly CasePlan[],
  dominant: Member,
  others: readonly Member[],
  isOver: boolean,
): void {
  const inWeek = kit.told.filter((told) => isWithin(kit.week, told.at) && wasApproved(told));
  const own = inWeek.filter(({ plan }) => plan.approver === dominant).map(({ at }) => at);
  const approvals = inWeek.length + filler.filter(isApproved).length;
  let left = Math.floor(approvals * 0.8) + (isOver ? 1 : 0) - own.length;
  for (const [index, plan] of filler.entries()) {
    const isOwn = isApproved(plan) && left > 0;
    if (isOwn) left -= 1;
    const approver = isOwn ? dominant : (others[index % others.length] ?? kit.person());
    const told = kit.activate({ ...plan, approver });
    if (isOwn) own.push(told.at);
  }
  if (left !== 0) throw new RangeError('The filler cannot settle who gives nearly all approvals.');
  const [first] = own.sort((a, b) => a.getTime() - b.getTime());
  if (isOver && first) kit.label('dominant-approver', { member: dominant, at: first });
}
