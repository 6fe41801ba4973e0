import type { Finding } from '../../domain/finding';
import { principalKey, roleKey, scopeKey } from '../../domain/events/people';
import { compositeKey } from '../identities';
import { stateRules } from './rules';

const aboutState = new Set(stateRules.map(({ id }) => id));

/**
 * Returns findings in their order, with those marked that the period before had too: the same rule about the same person,
 * role and place. Only a state can still be open: what was done again is new.
 */
export function markStillOpen(findings: readonly Finding[], before: readonly Finding[]): Finding[] {
  const known = new Set(before.map(caseOf));
  return findings.map((finding) =>
    aboutState.has(finding.rule) && known.has(caseOf(finding)) ? { ...finding, isStillOpen: true } : finding,
  );
}

const caseOf = ({ rule, principal, role, scope, assignmentKinds = [] }: Finding): string =>
  compositeKey(
    rule,
    principal === null ? '' : principalKey(principal),
    role === null ? '' : roleKey(role),
    scopeKey(scope),
    ...assignmentKinds,
  );
