import type { ActivationTruth } from './activation-truth';
import type { Member } from './people';
import type { Grant } from './roles';

/** What becomes of a request. */
export type Answer =
  | 'granted'
  /** Granted, to start later. */
  | 'scheduled'
  | 'denied'
  | 'cancelled'
  /** Nobody answered, and PIM said so after a day. */
  | 'timed-out'
  /** Nobody answered, and nothing more is heard of it. */
  | 'unanswered'
  /** The policy refused the request itself. */
  | 'refused'
  /** The request was taken, but putting it in force failed. */
  | 'broken';

/** How an activation ends. */
export type Ending =
  | 'expired'
  | 'deactivated'
  /** Deactivated under another request id; the assignment id is the same. */
  | 'foreign-by-assignment'
  /** Deactivated under another request id without an assignment id: only member, role and scope tell. */
  | 'foreign-by-holder'
  /** Deactivated after an attempt in the first five minutes, which PIM refuses. */
  | 'too-soon'
  /** It ran out, but no event says so. */
  | 'no-event';

/** What one activation is to be like. */
export interface ActivationPlan {
  readonly at: Date;
  readonly member: Member;
  readonly grant: Grant;
  readonly approver: Member;
  readonly answer: Answer;
  readonly ending: Ending;
  readonly hours: number;
  readonly justification: string | null;
  readonly ticket: ActivationTruth['ticket'];
  readonly mfa: ActivationTruth['mfa'];
  readonly ipAddress: string | null;
  /** Who asks, when it is not the member. */
  readonly initiator?: Member;
  /** The error code of a refused request; one of the usual when left out. */
  readonly refusal?: string;
  /** What is left to chance when left out: seconds from the request to the approval. */
  readonly approvalSeconds?: number;
  /** When the role is to come into force; it does so within two seconds. */
  readonly startsAt?: Date;
  /** When a deactivation is asked for; it takes up to four seconds. */
  readonly endsAt?: Date;
}
