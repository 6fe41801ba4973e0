import { v5 } from 'uuid';

/** Our own namespace: a random UUID, fixed for good. */
const namespace = '5f0c6a57-6c1b-4f4e-9f5e-6d1d2a1c8e43';

/**
 * The id under which the mail service knows one mail: the same for the same deployment, report, period and try, so
 * that sending again after a crash is the same mail and not a second one. `deployment` keeps two installations
 * apart that share a mail service.
 */
export function operationId(deployment: string, report: string, period: string, attempt: number): string {
  return v5([deployment, report, period, attempt].join('\n'), namespace);
}
