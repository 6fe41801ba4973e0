import type { AlertMessage, MessageOutcome } from '../../domain/alerts/alert';
import type { Post, PostAnswer, PostRequest } from '../https/post';
import { sentinelRow } from '../payloads/sentinel-row';
import { slackMessage } from '../payloads/slack-message';
import { teamsMessage } from '../payloads/teams-message';
import { webhookBody, webhookHeaders } from '../payloads/webhook-body';
import type { AlertSender } from './alert-sender';
import { isFinal, outcomeOfAnswer, outcomeOfError, type Advice } from './answer-outcome';

/** The address of one channel. */
export interface Receiver {
  /** The receiver's host: all of its URL that may be shown. */
  readonly host: string;
  readonly post: Post;
}

/** How one service takes messages and answers. */
interface Service {
  readonly advice: Advice;
  readonly requestOf: (message: AlertMessage) => PostRequest;
  readonly isAccepted: (answer: PostAnswer) => boolean;
  /** Interprets an answer that is not a success. Without it, or when it returns null, only the status counts. */
  readonly explain?: (answer: PostAnswer) => MessageOutcome | null;
}

/** Sends messages as one POST each. */
function createPostSender({ host, post }: Receiver, service: Service): AlertSender {
  const { advice, requestOf, isAccepted, explain } = service;
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

const newTeamsWebhook =
  'Create a new webhook in Teams (Workflows, "Send webhook alerts to a channel") and put its URL into ALERTS.';

const teamsAdvice: Advice = {
  400: `Check that the flow is turned on and starts with "When a Teams webhook request is received". ${newTeamsWebhook}`,
  403: `Check that the flow lets anyone trigger it and that its owner may still post. ${newTeamsWebhook}`,
  404: `The flow does not exist any more. ${newTeamsWebhook}`,
  410: `The flow is gone; connectors of Office 365 no longer exist. ${newTeamsWebhook}`,
};

/**
 * Sends to a Teams workflow. 200 and 202 mean accepted, not delivered: the flow posts the card afterwards, and its run
 * history shows whether it did. Times are shown in the IANA zone.
 */
export function createTeamsSender(to: Receiver, timeZone: string): AlertSender {
  return createPostSender(to, {
    advice: teamsAdvice,
    requestOf: (message) => ({ body: JSON.stringify(teamsMessage(message, timeZone)) }),
    isAccepted: ({ status }) => status === 200 || status === 202,
  });
}

const newSlackWebhook = 'Create a new incoming webhook in the Slack app and put its URL into ALERTS.';
const reportFault = 'Please report this as a fault of PIM Report.';

/** Slack's word answers and what to do. Source: its documentation, "Sending messages using incoming webhooks". */
const slackWords: Readonly<Record<string, string>> = {
  invalid_payload: `Slack could not read the message. ${reportFault}`,
  invalid_blocks: `Slack could not read the blocks. ${reportFault}`,
  no_text: `Slack missed the text. ${reportFault}`,
  too_many_attachments: `Slack found too many attachments. ${reportFault}`,
  user_not_found: `The webhook's user does not exist. ${newSlackWebhook}`,
  channel_not_found: `The webhook's channel does not exist. ${newSlackWebhook}`,
  channel_is_archived: `The webhook's channel is archived: restore it, or choose another one. ${newSlackWebhook}`,
  action_prohibited:
    'An administrator of the Slack workspace restricts who may post: ask them to allow the app.',
  posting_to_general_channel_denied:
    'Slack does not let the webhook post to #general: choose another channel.',
  invalid_token: `The webhook was revoked, or its URL is incomplete. ${newSlackWebhook}`,
  no_active_hooks: `The webhook is switched off. ${newSlackWebhook}`,
  no_service: `The webhook was removed, or the app has left the workspace. ${newSlackWebhook}`,
  no_service_id: `The webhook's URL is incomplete. ${newSlackWebhook}`,
  no_team: `The webhook's workspace does not exist. ${newSlackWebhook}`,
  team_disabled: `The webhook's workspace is switched off. ${newSlackWebhook}`,
};

const slackAdvice: Advice = {
  400: 'Check that ALERTS holds the whole webhook URL that Slack shows.',
  403: 'Check that the app may post to the channel.',
  404: `The webhook or its channel does not exist any more. ${newSlackWebhook}`,
  410: `The webhook's channel is archived. ${newSlackWebhook}`,
};

/**
 * Sends to an incoming webhook of Slack. Only 200 with the body `ok` is a success. Times are shown in the IANA zone.
 * @param to its `post` sends at most one request a second, as Slack asks
 */
export function createSlackSender(to: Receiver, timeZone: string): AlertSender {
  return createPostSender(to, {
    advice: slackAdvice,
    requestOf: (message) => ({ body: JSON.stringify(slackMessage(message, timeZone)) }),
    isAccepted: ({ status, body }) => status === 200 && body.trim() === 'ok',
    explain: (answer) => explainSlack(answer, to.host),
  });
}

/** Explains Slack's answer, which is one word. An unknown word is foreign text and is not repeated. */
function explainSlack({ status, body }: PostAnswer, host: string): MessageOutcome | null {
  const word = body.trim();
  if (status === 200)
    return { state: 'failed', isResting: false, reason: `${host} answered HTTP 200, but not with "ok".` };
  const fix = Object.hasOwn(slackWords, word) ? slackWords[word] : undefined;
  if (fix === undefined || !isFinal(status)) return null;
  return { state: 'refused', reason: `${host} refused it (HTTP ${status} ${word}). ${fix}` };
}

const webhookAdvice: Advice = {
  400: 'The receiver did not understand the body; docs/alerts.md describes it.',
  403: 'Check the signature key on both sides, and what the receiver lets in.',
  404: 'Check the path of the URL in ALERTS.',
  410: 'The receiver is gone: put a new URL into ALERTS, or remove the channel.',
};

/**
 * Sends to any program that takes JSON. Every answer from 200 to 299 is a success.
 * @param key signs the body; null for no signature
 */
export function createWebhookSender(to: Receiver, key: string | null): AlertSender {
  return createPostSender(to, {
    advice: webhookAdvice,
    requestOf: (message) => {
      const body = JSON.stringify(webhookBody(message));
      return { body, headers: webhookHeaders(message, body, key) };
    },
    isAccepted: ({ status }) => status >= 200 && status < 300,
  });
}

const sentinelAdvice: Advice = {
  400: 'Check that the stream in ALERTS is the one that the data collection rule declares, with its columns.',
  403: 'Give the identity the role "Monitoring Metrics Publisher" on the data collection rule; that takes up to 30 minutes to work.',
  404: 'Check endpoint, rule (the immutable id, dcr-…) and stream in ALERTS.',
  410: 'The data collection rule is gone: deploy it again and put its immutable id into ALERTS.',
};

/**
 * Sends one row per alert to a table of Log Analytics, never a summary. A repeated message adds a second row with the
 * same FindingKey.
 * @param to its `post` takes a JSON array of rows
 */
export function createSentinelSender(to: Receiver): AlertSender {
  return createPostSender(to, {
    advice: sentinelAdvice,
    requestOf: ({ alerts }) => ({ body: JSON.stringify(alerts.map(sentinelRow)) }),
    isAccepted: ({ status }) => status === 204 || status === 200,
  });
}
