import type { MessageOutcome } from '../../domain/alerts/alert';
import type { Post, PostAnswer } from '../https/post';
import { slackMessage } from '../payloads/slack-message';
import type { AlertSender } from './alert-sender';
import { isFinal, type Advice } from './answer-outcome';
import { createPostSender } from './post-sender';

const renew = 'Create a new incoming webhook in the Slack app and put its URL into ALERTS.';
const report = 'Please report this as a fault of PIM Report.';

/** Slack's word answers and what to do. Source: its documentation, "Sending messages using incoming webhooks". */
const words: Readonly<Record<string, string>> = {
  invalid_payload: `Slack could not read the message. ${report}`,
  invalid_blocks: `Slack could not read the blocks. ${report}`,
  no_text: `Slack missed the text. ${report}`,
  too_many_attachments: `Slack found too many attachments. ${report}`,
  user_not_found: `The webhook's user does not exist. ${renew}`,
  channel_not_found: `The webhook's channel does not exist. ${renew}`,
  channel_is_archived: `The webhook's channel is archived: restore it, or choose another one. ${renew}`,
  action_prohibited:
    'An administrator of the Slack workspace restricts who may post: ask them to allow the app.',
  posting_to_general_channel_denied:
    'Slack does not let the webhook post to #general: choose another channel.',
  invalid_token: `The webhook was revoked, or its URL is incomplete. ${renew}`,
  no_active_hooks: `The webhook is switched off. ${renew}`,
  no_service: `The webhook was removed, or the app has left the workspace. ${renew}`,
  no_service_id: `The webhook's URL is incomplete. ${renew}`,
  no_team: `The webhook's workspace does not exist. ${renew}`,
  team_disabled: `The webhook's workspace is switched off. ${renew}`,
};

const advice: Advice = {
  400: 'Check that ALERTS holds the whole webhook URL that Slack shows.',
  403: 'Check that the app may post to the channel.',
  404: `The webhook or its channel does not exist any more. ${renew}`,
  410: `The webhook's channel is archived. ${renew}`,
};

/** Sends to an incoming webhook of Slack. Only 200 with the body `ok` is a success. */
export function createSlackSender(parts: {
  readonly host: string;
  /** At most one request a second, as Slack asks. */
  readonly post: Post;
  /** IANA zone of the times that are shown. */
  readonly timeZone: string;
}): AlertSender {
  return createPostSender({
    ...parts,
    advice,
    requestOf: (message) => ({ body: JSON.stringify(slackMessage(message, parts.timeZone)) }),
    isAccepted: ({ status, body }) => status === 200 && body.trim() === 'ok',
    explain: (answer) => explain(answer, parts.host),
  });
}

/** Slack says in one word what is wrong; a word that is not known is foreign text and not repeated. */
function explain({ status, body }: PostAnswer, host: string): MessageOutcome | null {
  const word = body.trim();
  if (status === 200)
    return { state: 'failed', isResting: false, reason: `${host} answered HTTP 200, but not with "ok".` };
  const fix = Object.hasOwn(words, word) ? words[word] : undefined;
  if (fix === undefined || !isFinal(status)) return null;
  return { state: 'refused', reason: `${host} refused it (HTTP ${status} ${word}). ${fix}` };
}
