import type { Post } from '../https/post';
import { sentinelRow } from '../payloads/sentinel-row';
import type { AlertSender } from './alert-sender';
import type { Advice } from './answer-outcome';
import { createPostSender } from './post-sender';

const advice: Advice = {
  400: 'Check that the stream in ALERTS is the one that the data collection rule declares, with its columns.',
  403: 'Give the identity the role "Monitoring Metrics Publisher" on the data collection rule; that takes up to 30 minutes to work.',
  404: 'Check endpoint, rule (the immutable id, dcr-…) and stream in ALERTS.',
  410: 'The data collection rule is gone: deploy it again and put its immutable id into ALERTS.',
};

/**
 * Sends rows to a table of Log Analytics: as many as there are alerts, never a summary. A repeat makes a second row
 * with the same FindingKey.
 */
export function createSentinelSender(parts: {
  readonly host: string;
  /** Takes a JSON array of rows. */
  readonly post: Post;
}): AlertSender {
  return createPostSender({
    ...parts,
    advice,
    requestOf: ({ alerts }) => ({ body: JSON.stringify(alerts.map(sentinelRow)) }),
    isAccepted: ({ status }) => status === 204 || status === 200,
  });
}
