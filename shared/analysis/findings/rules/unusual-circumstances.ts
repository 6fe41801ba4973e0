import { displayName, principalKey } from '../../../domain/people';
import { addressKey } from '../../history/address-key';
import { historyBefore } from '../../history/history-length';
import { sightingsOf } from '../../history/sightings';
import { compareText } from '../../events/known-events';
import { isApproved } from './approvals';
import { leastHistory, startedInOrder } from './first-activations';
import { roleIdentity } from '../grouping';
import { aboutElevation } from '../about';
import { defineRule } from '../rule';
import { plural, roleTitle } from '../sentence';

/** Somebody came from where they have not come from before. */
export const newIpAddress = defineRule({
  id: 'new-ip-address',
  severity: 'low',
  title: 'New address',
  why: 'A role used from a place that its holder never works from may be in the hands of somebody else.',
  /** Somebody with fewer known addresses has no usual place yet. */
  thresholds: { days: 30, knownAddresses: 3, minimumHistoryDays: leastHistory },
  lookBackDays: ({ days }) => days,
  find: ({ elevations, history }, { days, knownAddresses, minimumHistoryDays }) => {
    const addressesOf = sightingsOf(history.addresses);
    return startedInOrder(elevations).flatMap((elevation) => {
      const { startedAt, principal, ipAddress } = elevation;
      if (ipAddress === null) return [];
      const [key, addresses] = [addressKey(ipAddress), addressesOf(principalKey(principal))];
      const isNew = !addresses.wasSeen(key, startedAt, days);
      const known = addresses.countSeen(startedAt, days);
      addresses.see(key, startedAt);
      const { knownDays, note } = historyBefore(startedAt, days, history);
      if (!isNew || known < knownAddresses || knownDays < minimumHistoryDays) return [];
      const who = `${displayName(principal)} activated ${roleTitle(elevation)}`;
      const among = known === 1 ? 'the one address' : `the ${known} addresses`;
      const before = `which is not ${known === 1 ? '' : 'among '}${among} of the ${plural(days, 'day')} before`;
      const sentence = `${who} from ${ipAddress}, ${before}${note}.`;
      return [aboutElevation(elevation, sentence)];
    });
  },
});

/** A request was approved by somebody who does not otherwise approve that role. */
export const unusualApprover = defineRule({
  id: 'unusual-approver',
  severity: 'low',
  title: 'Unusual approver',
  why: 'Whoever wants a role waved through asks somebody who does not know what is usual for it.',
  /** A role that others did not approve either has no usual approver. */
  thresholds: { days: 90, knownApprovers: 1, minimumHistoryDays: leastHistory },
  lookBackDays: ({ days }) => days,
  find: ({ elevations, history }, { days, knownApprovers, minimumHistoryDays }) => {
    const approversOf = sightingsOf(history.approvers);
    const inOrder = elevations
      .filter(isApproved)
      .sort((a, b) => a.approvedAt.getTime() - b.approvedAt.getTime() || compareText(a.id, b.id));
    return inOrder.flatMap((elevation) => {
      const { approvedAt, approver, principal } = elevation;
      const [key, approvers] = [principalKey(approver), approversOf(roleIdentity(elevation))];
      const isNew = !approvers.wasSeen(key, approvedAt, days);
      const known = approvers.countSeen(approvedAt, days);
      approvers.see(key, approvedAt);
      const { knownDays, note } = historyBefore(approvedAt, days, history);
      if (!isNew || known < knownApprovers || knownDays < minimumHistoryDays) return [];
      const request = `${displayName(principal)}'s request for ${roleTitle(elevation)}`;
      const sentence = `${displayName(approver)} approved ${request}, a role that only others approved in the ${plural(days, 'day')} before${note}.`;
      return [{ ...aboutElevation(elevation, sentence), initiator: approver }];
    });
  },
});
