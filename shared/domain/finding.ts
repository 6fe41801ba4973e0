import type { Principal, RatedRole, Scope } from './people';

/** The severities of findings, worst first. */
export const severities = ['high', 'medium', 'low', 'info'] as const;

/** One of {@link severities}. */
export type Severity = (typeof severities)[number];

/** Why a finding is suppressed, and until when (a UTC date, inclusive; null = without end). */
export interface Suppressed {
  readonly reason: string;
  readonly until: string | null;
}

/** Something for a person to review. Instants are UTC. */
export interface Finding {
  readonly rule: string;
  readonly severity: Severity;
  /** One sentence that a manager understands. Contains text that people typed. */
  readonly sentence: string;
  readonly principal: Principal | null;
  readonly role: RatedRole | null;
  readonly scope: Scope | null;
  readonly at: Date;
  /** How many cases the finding covers. */
  readonly count: number;
  readonly suppressed: Suppressed | null;
  /** Ids of the events that prove it. */
  readonly eventIds: readonly string[];
}
