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
  return {
    state: 'failed',
    isResting: status === 429,
    reason: `${host} ${failureWords(status, retryAfter)}`,
  };
}

function failureWords(status: number, retryAfter: number | null): string {
  if (status === 429) {
    const asked = retryAfter === null ? '' : ` and asked to wait ${Math.ceil(retryAfter / 1000)} s`;
    return `had too many requests (HTTP 429)${asked}.`;
  }
  if (status >= 300 && status < 400)
    return `answered with a redirect (HTTP ${status}). Redirects are not followed: put the final URL into ALERTS.`;
  if (status === 401)
    return 'did not accept the sender (HTTP 401). Check the key or signature in the URL that ALERTS holds.';
  return `answered HTTP ${status}.`;
}

/** What it means that no answer came. After a timeout the channel rests, so that one receiver cannot hold up a run. */
export function outcomeOfError(error: unknown): MessageOutcome {
  if (!(error instanceof PostError)) throw error;
  return { state: 'failed', isResting: error.kind !== 'network', reason: error.message };
}
