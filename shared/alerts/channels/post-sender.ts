import type { AlertMessage, MessageOutcome } from '../../domain/alerts/alert';
import type { Post, PostAnswer, PostRequest } from '../https/post';
import type { AlertSender } from './alert-sender';
import { outcomeOfAnswer, outcomeOfError, type Advice } from './answer-outcome';

export interface PostSenderParts {
  /** The receiver's host: all of its URL that may be shown. */
  readonly host: string;
  readonly post: Post;
  readonly advice: Advice;
  readonly requestOf: (message: AlertMessage) => PostRequest;
  readonly isAccepted: (answer: PostAnswer) => boolean;
  /** What an answer means that is no success; left out, only its status counts. */
  readonly explain?: (answer: PostAnswer) => MessageOutcome | null;
}

/** Sends messages as one POST each. */
export function createPostSender(parts: PostSenderParts): AlertSender {
  const { host, post, advice, requestOf, isAccepted, explain } = parts;
  return {
    preview(message) {
      const { body, headers } = requestOf(message);
      return { ...(headers && { headers }), body: JSON.parse(body) as unknown };
    },
    async send(message, _attempt, signal) {
      try {
        const answer = await post(requestOf(message), signal);
        if (isAccepted(answer)) return { state: 'sent' };
        return explain?.(answer) ?? outcomeOfAnswer(answer, host, advice);
      } catch (error) {
        signal.throwIfAborted();
        return outcomeOfError(error);
      }
    },
  };
}
