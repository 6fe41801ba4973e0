import type { MessageOutcome } from '../../domain/alerts/alert';
import type { PostAnswer } from '../https/post';
import { PostError } from '../https/post-error';

/** Answers that will not change: the message is refused for good. */
export type FinalStatus = 400 | 403 | 404 | 410;

/** What a person should check when a receiver gives a final answer. */
export type Advice = Readonly<Record<FinalStatus, string>>;

export const isFinal = (status: number): status is FinalStatus => [400, 403, 404, 410].includes(status);

/**
 * What an answer means that is no success. Nothing of its body is quoted: it may repeat the URL, which is a secret.
 * @param host the receiver's host, all of its URL that may be shown
 */
export function outcomeOfAnswer(
  { status, retryAfter }: Pick<PostAnswer, 'status' | 'retryAfter'>,
  host: string,
  advice: Advice,
): MessageOutcome {
  if (isFinal(status))
    return { state: 'refused', reason: `${host} refused it (HTTP ${status}). ${advice[status]}` };
  if (status === 429) {
    const asked = retryAfter === null ? '' : ` and asked to wait ${Math.ceil(retryAfter / 1000)} s`;
    return {
      state: 'failed',
      isResting: true,
      reason: `${host} had too many requests (HTTP 429)${asked}.`,
    };
  }
  if (status >= 300 && status < 400) {
    const fix = 'Redirects are not followed: put the final URL into ALERTS.';
    return {
      state: 'failed',
      isResting: false,
      reason: `${host} answered with a redirect (HTTP ${status}). ${fix}`,
    };
  }
  if (status === 401) {
    const fix = 'Check the key or signature in the URL that ALERTS holds.';
    return {
      state: 'failed',
      isResting: false,
      reason: `${host} did not accept the sender (HTTP 401). ${fix}`,
    };
  }
  return { state: 'failed', isResting: false, reason: `${host} answered HTTP ${status}.` };
}

/** What it means that no answer came. After a timeout the channel rests, so that one receiver cannot hold up a look. */
export function outcomeOfError(error: unknown): MessageOutcome {
  if (!(error instanceof PostError)) throw error;
  return { state: 'failed', isResting: error.kind !== 'network', reason: error.message };
}
