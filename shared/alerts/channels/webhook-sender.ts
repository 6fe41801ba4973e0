import type { Post } from '../https/post';
import { webhookBody, webhookHeaders } from '../payloads/webhook-body';
import type { AlertSender } from './alert-sender';
import type { Advice } from './answer-outcome';
import { createPostSender } from './post-sender';

const advice: Advice = {
  400: 'The receiver did not understand the body; docs/alerts.md describes it.',
  403: 'Check the signature key on both sides, and what the receiver lets in.',
  404: 'Check the path of the URL in ALERTS.',
  410: 'The receiver is gone: put a new URL into ALERTS, or remove the channel.',
};

/** Sends to any program that takes JSON. Every answer from 200 to 299 is a success. */
export function createWebhookSender(parts: {
  readonly host: string;
  readonly post: Post;
  /** Signs the body; null for no signature. */
  readonly key: string | null;
}): AlertSender {
  return createPostSender({
    ...parts,
    advice,
    requestOf: (message) => {
      const body = JSON.stringify(webhookBody(message));
      return { body, headers: webhookHeaders(message, body, parts.key) };
    },
    isAccepted: ({ status }) => status >= 200 && status < 300,
  });
}
