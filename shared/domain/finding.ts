import type { Principal, RatedRole, Scope } from './people';

/** How much a finding matters, the worst first. */
export const severities = ['high', 'medium', 'low', 'info'] as const;
export type Severity = (typeof severities)[number];

/** Why a known-good case is not shown as open, and until when (a UTC date, inclusive; null = for good). */
export interface Suppressed {
  readonly reason: string;
  readonly until: string | null;
}

/** Something that needs a human's eye. Instants are UTC. */
export interface Finding {
  readonly rule: string;
  readonly severity: Severity;
  /** One plain sentence that a manager understands; holds text that people typed. */
  readonly sentence: string;
  readonly principal: Principal | null;
  readonly role: RatedRole | null;
  readonly scope: Scope | null;
  readonly at: Date;
  /** How many cases it stands for. */
  readonly count: number;
  readonly suppressed: Suppressed | null;
  /** Ids of the events that prove it. */
  readonly eventIds: readonly string[];
}
