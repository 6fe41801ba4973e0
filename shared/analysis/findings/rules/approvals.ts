import { builtInRoleId, isTier0 } from '../../../catalogue/privileged-roles';
import { isCompleted, type Change } from '../../../domain/events/change';
import { isActivated, type Elevation } from '../../../domain/events/elevation';
import { fold } from '../../../domain/fold';
import { asPrincipal, displayName, principalKey, type Actor } from '../../../domain/events/people';
import { plural } from '../../../text/plural';
import { groupBy } from '../../group-by';
import { compositeKey } from '../../identities';
import { approvedInPeriod } from '../approved-in-period';
import { aboutApproval, aboutApprovals, aboutChange, aboutElevation, commonRole } from '../wording/about';
import { defineRule, type FindingContext, type Rule } from '../rule';
import { samePerson } from '../policy/same-person';
import { activatedWords, requestWords, roleTitle, timeWords } from '../wording/sentence';

const tier0WithoutApproval = defineRule({
  id: 'tier0-without-approval',
  severity: 'medium',
  weight: 42,
  title: 'Tier-0 role without approval',
  why: 'Using a role that controls the whole tenant should take two people.',
  advice: 'Make sure that the PIM settings of this role require approval.',
  find: (context) =>
    context.elevations
      .filter(isActivated)
      .filter(({ role, approvalRequired }) => isTier0(role) && approvalRequired === false)
      .map((elevation) =>
        aboutElevation(
          elevation,
          `${activatedWords(elevation)} without approval${whyNone(elevation, context)}.`,
        ),
      ),
});

/** Returns why nobody had to approve, from the event and from the role's settings, if these were read. */
function whyNone({ role }: Elevation, { access, period }: FindingContext): string {
  const id = builtInRoleId(role);
  const settings = access?.standing.roleSettings?.find((each) => fold(each.role.id) === id);
  const approval = settings?.approval ?? null;
  if (access === null || approval === null) return ': its event says that none was required';
  if (!approval) return ', because the role does not require it';
  const readAt = timeWords(access.standing.readAt, period.timeZone);
  return `: its event says that none was required, while the role's settings of ${readAt} require it`;
}

const rubberStampApproval = defineRule({
  id: 'rubber-stamp-approval',
  severity: 'low',
  weight: 24,
  title: 'Approved within seconds',
  why: 'An approval that comes faster than anyone can read the request checks nothing.',
  advice: 'Remind the approver to read the request and its reason before approving.',
  thresholds: { seconds: 60 },
  find: (context, { seconds }) =>
    approvedInPeriod(context).flatMap((elevation) => {
      const { requestedAt, approvedAt, approver } = elevation;
      if (requestedAt === null) return [];
      const taken = (approvedAt.getTime() - requestedAt.getTime()) / 1000;
      if (taken >= seconds) return [];
      const after = plural(Math.max(0, Math.floor(taken)), 'second');
      const sentence = `${displayName(approver)} approved ${requestWords(elevation)} after ${after}.`;
      return [aboutApproval(elevation, sentence)];
    }),
});

const dominantApprover = defineRule({
  id: 'dominant-approver',
  severity: 'info',
  weight: 30,
  title: 'One approver for nearly all',
  why: 'When one person approves nearly everything, their mistakes and absences affect every request.',
  advice: 'Spread approvals over more people.',
  /** More than `percent` of at least `approvals`. */
  thresholds: { percent: 80, approvals: 10 },
  find: (context, { percent, approvals }) => {
    const approved = approvedInPeriod(context);
    if (approved.length < approvals) return [];
    return groupBy(approved, ({ approver }) => principalKey(approver))
      .filter((own) => own.length > (approved.length * percent) / 100)
      .map((own) => {
        const { approver } = own[0];
        const share = `${own.length} of ${plural(approved.length, 'approval')}`;
        // About the approver: the requesters differ.
        const about = { ...commonRole(own), principal: asPrincipal(approver), initiator: approver };
        const finding = aboutApprovals(own, `${displayName(approver)} gave ${share}.`);
        return { ...finding, ...about, parties: [about] };
      });
  },
});

const reciprocalApproval = defineRule({
  id: 'reciprocal-approval',
  severity: 'medium',
  weight: 40,
  title: 'Two people who approve each other',
  why: 'Two people who approve each other can do together what each may not do alone.',
  advice: 'Add an approver who is independent of both.',
  find: (context) => {
    const others = approvedInPeriod(context).filter(
      ({ approver, principal }) => samePerson(approver, principal) === false,
    );
    const pairs = groupBy(others, ({ approver, principal }) =>
      compositeKey(...[principalKey(approver), principalKey(principal)].sort()),
    );
    return pairs.flatMap((pair) => {
      const approvers = new Set(pair.map(({ approver }) => principalKey(approver)));
      if (approvers.size < 2) return [];
      const both = `${displayName(pair[0].approver)} and ${displayName(pair[0].principal)}`;
      const sentence = `${both} approved each other's requests, ${plural(pair.length, 'time')} in all.`;
      const concerned = groupBy(pair, ({ principal }) => principalKey(principal)).map(
        ([{ principal }]) => principal,
      );
      return [{ ...aboutApprovals(pair, sentence), ...commonRole(pair), concerned }];
    });
  },
});

const selfApproval = defineRule({
  id: 'self-approval',
  severity: 'high',
  weight: 52,
  title: 'Approved by the requester',
  why: 'Nobody checks a request that its requester approves.',
  advice:
    'Review what the role was used for, and add a second approver so that nobody has to approve their own request.',
  find: (context) => [
    ...approvedInPeriod(context).flatMap((elevation) => {
      const words = ownRequestWords(elevation.approver, elevation, elevation.initiator);
      // The finding is about the approver, even if somebody else made the request for them.
      return words === null ? [] : [{ ...aboutApproval(elevation, words), initiator: elevation.approver }];
    }),
    ...context.changes.filter(isApproval).flatMap((change) => {
      // An administrator extends somebody else's assignment without asking anybody.
      const requester = change.kind === 'active-approved' ? (change.requestedBy ?? null) : null;
      const words = ownRequestWords(change.initiator, change, requester);
      return words === null ? [] : [aboutChange(change, words)];
    }),
  ],
});

/** Whether an administrator approved a request for a standing assignment, or to extend or renew one. */
const isApproval = (change: Change): boolean =>
  isCompleted(change) && (change.kind === 'active-approved' || change.kind === 'extend-renew-approved');

/** "Anna approved their own request for Global Reader"; null when the request was not the approver's. */
function ownRequestWords(
  approver: Actor | null,
  of: Elevation | Change,
  requester: Actor | null,
): string | null {
  const isOwn = samePerson(approver, of.principal) === true;
  if (!isOwn && samePerson(approver, requester) !== true) return null;
  const what = isOwn
    ? 'their own request'
    : `the request that they had made for ${displayName(of.principal)}`;
  return `${displayName(approver)} approved ${what} for ${roleTitle(of)}.`;
}

/** Rules about who approves, and how. */
export const approvalRules: readonly Rule[] = [
  tier0WithoutApproval,
  rubberStampApproval,
  dominantApprover,
  reciprocalApproval,
  selfApproval,
];
