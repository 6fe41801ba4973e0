import type { ActivationTruth } from './activation-truth';
import type { Member } from '../people';
import type { Grant } from '../roles';

/** The outcome of a request. */
export type Answer =
  | 'granted'
  /** Granted, to start later. */
  | 'scheduled'
  | 'denied'
  | 'cancelled'
  /** Nobody answered, and PIM logged the expiry after a day. */
  | 'timed-out'
  /** Nobody answered, and no further event follows. */
  | 'unanswered'
  /** The policy refused the request itself. */
  | 'refused'
  /** The request was accepted, but the activation itself failed. */
  | 'broken';

/** How an activation ends. */
export type Ending =
  | 'expired'
  | 'deactivated'
  /** Deactivated under another request id; the assignment id is the same. */
  | 'foreign-by-assignment'
  /** Deactivated under another request id without an assignment id: only member, role and scope connect the two. */
  | 'foreign-by-holder'
  /** Deactivated after an attempt in the first five minutes, which PIM refuses. */
  | 'too-soon'
  /** It expired, but no event says so. */
  | 'no-event';

/** The plan of one activation. */
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
  /** The requester, when it is not the member. */
  readonly initiator?: Member;
  /** The error code of a refused request; one of the usual ones by default. */
  readonly refusal?: string;
  /** Seconds from request to approval; random by default. */
  readonly approvalSeconds?: number;
  /** The requested start; the activation follows within two seconds. */
  readonly startsAt?: Date;
  /** When a deactivation is requested; it takes up to four seconds. */
  readonly endsAt?: Date;
}
