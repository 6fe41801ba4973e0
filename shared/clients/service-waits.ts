import { standardPollTimes, type PollTimes } from '../delivery/email-sender';
import type { HttpLimits } from './guarded-http';

/** How long the clients of storage and mail wait. Milliseconds. */
export interface ServiceWaits extends HttpLimits {
  readonly retries: number;
  /** Before the second attempt; doubles with each further one. */
  readonly firstDelay: number;
  readonly maxDelay: number;
  /** One file of the archive, written or read, all attempts together. */
  readonly archive: number;
  readonly mail: PollTimes;
}

export const standardServiceWaits: ServiceWaits = {
  tryTimeout: 60_000,
  maxRetryAfter: 60_000,
  throttlePause: 10_000,
  retries: 5,
  firstDelay: 1_000,
  maxDelay: 30_000,
  archive: 300_000,
  mail: standardPollTimes,
};

/** The waits in the words of the Azure SDKs. */
export const retryOptions = ({ retries, firstDelay, maxDelay }: ServiceWaits) => ({
  maxRetries: retries,
  retryDelayInMs: firstDelay,
  maxRetryDelayInMs: maxDelay,
});
