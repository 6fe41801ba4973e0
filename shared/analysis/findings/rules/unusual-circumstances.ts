import { displayName, principalKey } from '../../../domain/events/people';
import { compareText } from '../../../text/compare-text';
import { formatNumber } from '../../../text/format-number';
import { addressKey } from '../../history/address-key';
import { defaultMinimumHistoryDays, firstSightingIn } from '../../history/history-length';
import { sightingsOf } from '../../history/sightings';
import { roleIdentity } from '../../identities';
import { approvedInPeriod } from '../approved-in-period';
import { aboutApproval, aboutElevation } from '../wording/about';
import { defineRule, type Rule } from '../rule';
import { activatedWords, requestWords } from '../wording/sentence';
import { startedInOrder } from '../started-in-order';

const newIpAddress = defineRule({
  id: 'new-ip-address',
  severity: 'low',
  weight: 30,
  title: 'New address',
  why: 'If a role is used from a place where its holder never works, somebody else may be using it.',
  advice: 'Ask the holder where they worked from, and check the sign-in log for this address.',
  /** Somebody with fewer known addresses has no usual place yet. */
  thresholds: { days: 30, knownAddresses: 3, minimumHistoryDays: defaultMinimumHistoryDays },
  lookBackDays: ({ days }) => days,
  find: ({ elevations, history }, lookBack) => {
    const addressesOf = sightingsOf(history.addresses);
    return startedInOrder(elevations).flatMap((elevation) => {
      const { startedAt, principal, ipAddress } = elevation;
      if (ipAddress === null) return [];
      const [key, addresses] = [addressKey(ipAddress), addressesOf(principalKey(principal))];
      const known = addresses.countSeen(startedAt, lookBack.days);
      const span = firstSightingIn(addresses, key, startedAt, lookBack, history);
      if (known < lookBack.knownAddresses || span === null) return [];
      const others = `a new address besides the ${formatNumber(known)} seen in ${span}`;
      const sentence = `${activatedWords(elevation)} from ${ipAddress}, ${others}.`;
      return [aboutElevation(elevation, sentence)];
    });
  },
});

const unusualApprover = defineRule({
  id: 'unusual-approver',
  severity: 'low',
  weight: 32,
  title: 'Unusual approver',
  why: 'Somebody who wants a request waved through may ask an approver who does not know what is usual.',
  advice: 'Ask the approver whether they know what the role is for.',
  /** A role that nobody else approved either has no usual approver. */
  thresholds: { days: 90, knownApprovers: 1, minimumHistoryDays: defaultMinimumHistoryDays },
  lookBackDays: ({ days }) => days,
  find: ({ history, ...context }, lookBack) => {
    const approversOf = sightingsOf(history.approvers);
    const inOrder = approvedInPeriod(context).sort(
      (a, b) => a.approvedAt.getTime() - b.approvedAt.getTime() || compareText(a.id, b.id),
    );
    return inOrder.flatMap((elevation) => {
      const { approvedAt, approver } = elevation;
      const [key, approvers] = [principalKey(approver), approversOf(roleIdentity(elevation))];
      const known = approvers.countSeen(approvedAt, lookBack.days);
      const span = firstSightingIn(approvers, key, approvedAt, lookBack, history);
      if (known < lookBack.knownApprovers || span === null) return [];
      const others = `their first approval for this role in ${span}`;
      const sentence = `${displayName(approver)} approved ${requestWords(elevation)}, ${others}.`;
      return [{ ...aboutApproval(elevation, sentence), initiator: approver }];
    });
  },
});

/** Rules about addresses and approvers that are new. */
export const unusualCircumstanceRules: readonly Rule[] = [newIpAddress, unusualApprover];
