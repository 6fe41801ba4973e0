import type { Actor, Principal, RatedRole, Scope } from './events/people';
import type { AssignmentKind } from './access/standing-access';

/** The severities of findings, worst first. */
export const severities = ['high', 'medium', 'low', 'info'] as const;

/** One of {@link severities}. */
export type Severity = (typeof severities)[number];

/** Why a finding is suppressed, and until when (a UTC date, inclusive; null = without end). */
export interface Suppressed {
  readonly reason: string;
  readonly until: string | null;
}

/** The events that one rule of a finding rests on, and how severe that rule alone is. */
export interface RuleEvidence {
  readonly rule: string;
  readonly severity: Severity;
  readonly eventIds: readonly string[];
}

/** Something for a person to review. Instants are UTC. */
export interface Finding {
  readonly rule: string;
  /** Weaker rules that rest on the same events: merged into this finding, and counted with it once. */
  readonly alsoRules: readonly string[];
  readonly severity: Severity;
  /** One sentence that a manager understands. Contains text that people typed. */
  readonly sentence: string;
  /**
   * The sentence to add to a finding about the same assignment that this one is merged into. Present only where the other
   * would mislead without it; the advice is then added too.
   */
  readonly extraSentence?: string;
  /** The rule's line on why it matters. */
  readonly why: string;
  /** What to do next; empty when there is nothing to do. */
  readonly advice: string;
  /** Who did it; null when nobody is known. */
  readonly initiator: Actor | null;
  /** Whom it concerns; of several people one, or null. */
  readonly principal: Principal | null;
  /** Everybody whom it concerns, where that is not `principal` alone. */
  readonly concerned?: readonly Principal[];
  readonly role: RatedRole | null;
  readonly scope: Scope | null;
  /**
   * The time of the first case that the sentence reports: of an activation its start, which a scheduled one reaches without
   * an event, else that of an event. It may lie before the period. Null without an event.
   */
  readonly at: Date | null;
  /** How many cases the finding covers. */
  readonly count: number;
  readonly suppressed: Suppressed | null;
  /** Ids of the events that prove it. */
  readonly eventIds: readonly string[];
  /** Which of the events each of its rules rests on, its own rule first; absent when all rest on all of them. */
  readonly evidence?: readonly RuleEvidence[];
  /** Set when the period before had it too: it is about a state that nobody has changed since. */
  readonly isStillOpen?: true;
  /** For a finding about who holds a role: the kinds of assignment that it is about; absent when about either. */
  readonly assignmentKinds?: readonly AssignmentKind[];
}

/** Returns the events that each rule of a finding rests on. */
export function evidenceOf({
  rule,
  alsoRules,
  severity,
  eventIds,
  evidence,
}: Finding): readonly RuleEvidence[] {
  return evidence ?? [rule, ...alsoRules].map((id) => ({ rule: id, severity, eventIds }));
}

/** Returns the worst severity; null of an empty list. */
export function worstSeverity(rated: readonly { readonly severity: Severity }[]): Severity | null {
  return severities.find((severity) => rated.some((each) => each.severity === severity)) ?? null;
}
