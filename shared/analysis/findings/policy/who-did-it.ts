import { isPimService } from '../../../catalogue/pim-service';
import type { Finding } from '../../../domain/finding';
import type { Actor, Principal } from '../../../domain/events/people';

/** Rules about somebody to whom something was done by nobody knows whom. */
const rulesOfVictims: readonly string[] = ['vanished-without-event'];

/** Returns the person who did what a finding is about; null for an application, for PIM, and when nobody is known. */
export function whoDidIt({
  rule,
  initiator,
  principal,
}: Pick<Finding, 'rule' | 'initiator' | 'principal'>): Actor | Principal | null {
  const who = initiator ?? (rulesOfVictims.includes(rule) ? null : principal);
  return who?.type === 'user' && !isPimService(initiator) ? who : null;
}
