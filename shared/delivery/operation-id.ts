import { v5 } from 'uuid';

/** Our own UUID namespace, fixed for good. */
const namespace = '5f0c6a57-6c1b-4f4e-9f5e-6d1d2a1c8e43';

/**
 * Returns the id of one mail at the mail service: the same for the same deployment, report, edition and attempt, so that
 * sending again after a crash is the same mail and not a second one. `deployment` distinguishes installations that share
 * a mail service.
 */
export function operationId(deployment: string, report: string, edition: string, attempt: number): string {
  return v5([deployment, report, edition, attempt].join('\n'), namespace);
}
