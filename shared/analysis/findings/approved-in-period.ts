import { isApproved, type ApprovedElevation } from '../../domain/events/elevation';
import { isWithin } from '../../domain/time/period';
import type { FindingContext } from './rule';

/**
 * Returns the activations that were approved in the period, whenever they were requested or start: an approval counts once,
 * also if the activation starts in a later week or never.
 */
export const approvedInPeriod = ({
  allElevations,
  period,
}: Pick<FindingContext, 'allElevations' | 'period'>): ApprovedElevation[] =>
  allElevations.filter(isApproved).filter(({ approvedAt }) => isWithin(period, approvedAt));
