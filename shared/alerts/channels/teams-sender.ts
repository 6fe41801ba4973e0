import type { Post } from '../https/post';
import { teamsMessage } from '../payloads/teams-message';
import type { AlertSender } from './alert-sender';
import type { Advice } from './answer-outcome';
import { createPostSender } from './post-sender';

const renew =
  'Create a new webhook in Teams (Workflows, "Send webhook alerts to a channel") and put its URL into ALERTS.';

const advice: Advice = {
  400: `Check that the flow is turned on and starts with "When a Teams webhook request is received". ${renew}`,
  403: `Check that the flow lets anyone trigger it and that its owner may still post. ${renew}`,
  404: `The flow does not exist any more. ${renew}`,
  410: `The flow is gone; connectors of Office 365 no longer exist. ${renew}`,
};

/**
 * Sends to a Teams workflow. 200 and 202 mean accepted, not delivered: the flow posts the card afterwards, and its run
 * history tells whether it did.
 */
export function createTeamsSender(parts: {
  readonly host: string;
  readonly post: Post;
  /** IANA zone of the times that are shown. */
  readonly timeZone: string;
}): AlertSender {
  return createPostSender({
    ...parts,
    advice,
    requestOf: (message) => ({ body: JSON.stringify(teamsMessage(message, parts.timeZone)) }),
    isAccepted: ({ status }) => status === 200 || status === 202,
  });
}
