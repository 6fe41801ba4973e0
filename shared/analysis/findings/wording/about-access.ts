import type { Severity } from '../../../domain/finding';
import { principalKey } from '../../../domain/events/people';
import {
  assignmentKinds,
  type Assignment,
  type AssignmentKind,
} from '../../../domain/access/standing-access';
import type { AccessAnalysis } from '../../access/access-analysis';
import type { Holder } from '../../access/name-spots';
import { groupBy, type NonEmpty } from '../../group-by';
import { compositeKey } from '../../identities';
import { isFarEnd } from '../far-end';
import type { FindingContext, RawFinding } from '../rule';
import { roleTitle } from './sentence';

/** Returns what a role is called in a sentence about who holds it: "Member of Operators", "User Administrator on Nordics". */
export function heldTitle({ role, scope }: Pick<Holder, 'role' | 'scope'>): string {
  const isPlace = role.id === null && (role.name === 'Member' || role.name === 'Owner');
  return roleTitle({ provider: isPlace ? 'group' : 'entra', role, scope });
}

/** Returns the key of a person, role and scope: there is one finding for each. */
export function holderKey({ principal, role, scope }: Holder): string {
  return compositeKey(principalKey(principal), role.id ?? role.name ?? '', scope.id ?? scope.name ?? '');
}

/** Groups assignments by person, role and scope: eligible and active, direct and through groups are one case. */
export const byHolder = (assignments: readonly Assignment[]): NonEmpty<Assignment>[] =>
  groupBy(assignments, holderKey);

/** Returns the kinds of assignment among some cases. */
export const kindsOf = (cases: readonly Pick<Assignment, 'kind'>[]): AssignmentKind[] =>
  assignmentKinds.filter((kind) => cases.some((each) => each.kind === kind));

/** What a finding about who holds a role may also say. */
interface HolderFacts {
  readonly severity?: Severity | undefined;
  /** The kinds of assignment that it is about; left out when it is about either. */
  readonly assignmentKinds?: readonly AssignmentKind[];
}

/** Returns a finding about who holds a role. It has no events, and happened at no time. */
export function aboutHolder(
  holder: Holder,
  sentence: string,
  { readAt }: Pick<AccessAnalysis['standing'], 'readAt'>,
  { severity, assignmentKinds }: HolderFacts = {},
): RawFinding {
  const { principal, role, scope } = holder;
  return {
    ...(severity && { severity }),
    ...(assignmentKinds && { assignmentKinds }),
    sentence,
    principal,
    role,
    scope,
    at: readAt,
    count: 1,
    eventIds: [],
  };
}

/** Returns a finding about the settings of a role, whoever holds it. */
export function aboutRole(
  role: Holder['role'],
  sentence: string,
  { readAt }: Pick<AccessAnalysis['standing'], 'readAt'>,
  severity?: Severity,
): RawFinding {
  const about = { sentence, principal: null, role, scope: null, at: readAt, count: 1, eventIds: [] };
  return { ...(severity && { severity }), ...about };
}

/** ", through the group Mail Team" for a role that is held through a group only; else nothing. */
export function throughGroup(assignments: NonEmpty<Assignment>): string {
  if (assignments.some(({ via }) => via === null)) return '';
  const name = assignments[0].via?.name ?? assignments[0].via?.id ?? null;
  return name === null ? ', through a group' : `, through the group ${name}`;
}

/** Returns whether the holder is a person, also when Graph does not state the type. */
export const isPerson = ({ principal }: Pick<Assignment, 'principal'>): boolean =>
  principal.type === 'user' || (principal.type === null && principal.upn !== null);

/** Returns whether an assignment has no end, or one so far after the snapshot that it is as good as none. */
export const isWithoutEnd = ({ permanent, until }: Assignment, readAt: Date): boolean =>
  permanent === true || (until !== null && isFarEnd(until, readAt));

/** Calls a function with the access analysis, where there is one. */
export const withAccess = (
  { access }: FindingContext,
  find: (access: AccessAnalysis) => readonly RawFinding[],
): readonly RawFinding[] => (access === null ? [] : find(access));
