import { isPimService } from '../../../catalogue/pim-service';
import type { Finding } from '../../../domain/finding';
import type { Actor, Principal } from '../../../domain/events/people';

/** Rules whose findings name the person affected, and never the person who did it. */
const rulesAboutAffected: readonly string[] = ['vanished-without-event'];

/** Returns the person who did what a finding reports, or null if that is an application, PIM or unknown. */
export function whoDidIt({
  rule,
  initiator,
  principal,
}: Pick<Finding, 'rule' | 'initiator' | 'principal'>): Actor | Principal | null {
  const who = initiator ?? (rulesAboutAffected.includes(rule) ? null : principal);
  return who?.type === 'user' && !isPimService(initiator) ? who : null;
}
