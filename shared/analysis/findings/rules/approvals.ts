import { isTier0 } from '../../../catalogue/privileged-roles';
import type { Elevation } from '../../../domain/elevation';
import { displayName, principalKey, type Actor } from '../../../domain/people';
import { isActivated } from './activation-volume';
import { groupBy } from '../grouping';
import { aboutElevation, aboutElevations } from '../about';
import { defineRule } from '../rule';
import { samePerson } from '../same-person';
import { plural, roleTitle } from '../sentence';

/** An elevation that somebody approved. */
type Approved = Elevation & { readonly approver: Actor; readonly approvedAt: Date };

/** Whether it was approved, and it is known by whom. */
export function isApproved(elevation: Elevation): elevation is Approved {
  return elevation.approver !== null && elevation.approvedAt !== null;
}

/** A role that controls the tenant was free to take. */
export const tier0WithoutApproval = defineRule({
  id: 'tier0-without-approval',
  severity: 'medium',
  title: 'Tier-0 role without approval',
  why: 'Roles that control the whole tenant should take two people to use.',
  thresholds: {},
  find: ({ elevations }) =>
    elevations
      .filter(isActivated)
      .filter(({ role, approvalRequired }) => isTier0(role) && approvalRequired === false)
      .map((elevation) => {
        const who = `${displayName(elevation.principal)} activated ${roleTitle(elevation)}`;
        return aboutElevation(elevation, `${who}, which needs no approval.`);
      }),
});

/** A request was approved faster than it can be read. */
export const rubberStampApproval = defineRule({
  id: 'rubber-stamp-approval',
  severity: 'low',
  title: 'Approved within seconds',
  why: 'An approval faster than the request can be read and checked is no check.',
  thresholds: { seconds: 60 },
  find: ({ elevations }, { seconds }) =>
    elevations.filter(isApproved).flatMap((elevation) => {
      if (elevation.requestedAt === null) return [];
      const taken = (elevation.approvedAt.getTime() - elevation.requestedAt.getTime()) / 1000;
      if (taken >= seconds) return [];
      const whose = `${displayName(elevation.principal)}'s request for ${roleTitle(elevation)}`;
      const after = plural(Math.max(0, Math.floor(taken)), 'second');
      return [
        aboutElevation(elevation, `${displayName(elevation.approver)} approved ${whose} after ${after}.`),
      ];
    }),
});

/** One person gives nearly all approvals. */
export const dominantApprover = defineRule({
  id: 'dominant-approver',
  severity: 'info',
  title: 'One approver for nearly all',
  why: 'When one person approves nearly everything, their habits and absences decide.',
  /** More than so many percent of at least so many approvals. */
  thresholds: { percent: 80, approvals: 10 },
  find: ({ elevations }, { percent, approvals }) => {
    const approved = elevations.filter(isApproved);
    if (approved.length < approvals) return [];
    return groupBy(approved, ({ approver }) => principalKey(approver))
      .filter((own) => own.length > (approved.length * percent) / 100)
      .map((own) => {
        const share = `${own.length} of ${plural(approved.length, 'approval')}`;
        const sentence = `${displayName(own[0].approver)} gave ${share}.`;
        return { ...aboutElevations(own, sentence), ...aboutApprover(own[0].approver) };
      });
  },
});

/** The approver is whom the finding is about; the approvals' requesters and roles differ. */
const aboutApprover = (approver: Actor) =>
  ({
    principal: {
      id: approver.id,
      name: approver.name,
      upn: approver.upn,
      type: approver.type === 'user' ? 'user' : 'servicePrincipal',
    },
    role: null,
    scope: null,
    initiator: approver,
  }) as const;

/** Two people approve each other. */
export const reciprocalApproval = defineRule({
  id: 'reciprocal-approval',
  severity: 'medium',
  title: 'Two who approve each other',
  why: 'Two people who approve each other can do together what each may not do alone.',
  thresholds: {},
  find: ({ elevations }) => {
    const others = elevations
      .filter(isApproved)
      .filter(({ approver, principal }) => samePerson(approver, principal) === false);
    const pairs = groupBy(others, ({ approver, principal }) =>
      JSON.stringify([principalKey(approver), principalKey(principal)].sort()),
    );
    return pairs.flatMap((pair) => {
      const given = new Set(pair.map(({ approver }) => principalKey(approver)));
      if (given.size < 2) return [];
      const [one, other] = [displayName(pair[0].approver), displayName(pair[0].principal)];
      const sentence = `${one} and ${other} approved each other's requests, ${plural(pair.length, 'time')} in all.`;
      return [{ ...aboutElevations(pair, sentence), role: null, scope: null }];
    });
  },
});

/** Somebody approved their own request. */
export const selfApproval = defineRule({
  id: 'self-approval',
  severity: 'high',
  title: 'Approved by the requester',
  why: 'Whoever approves their own request is not checked by anybody.',
  thresholds: {},
  find: ({ elevations }) =>
    elevations
      .filter(isApproved)
      .filter(
        ({ approver, principal, initiator }) =>
          samePerson(approver, principal) === true || samePerson(approver, initiator) === true,
      )
      .map((elevation) => {
        const own =
          samePerson(elevation.approver, elevation.principal) === true
            ? 'their own request'
            : `the request that they had made for ${displayName(elevation.principal)}`;
        const sentence = `${displayName(elevation.approver)} approved ${own} for ${roleTitle(elevation)}.`;
        return aboutElevation(elevation, sentence);
      }),
});
