import type { TokenCredential } from '@azure/identity';
import type { AlertSender } from '../alerts/channels/alert-sender';
import { createAlertMailSender, type Mailer } from '../alerts/channels/mail-sender';
import {
  createSentinelSender,
  createSlackSender,
  createTeamsSender,
  createWebhookSender,
  type Receiver,
} from '../alerts/channels/post-senders';
import { createLogsPost } from '../alerts/https/logs-post';
import { createPatientPost, type Patience } from '../alerts/https/patient-post';
import { createPost, standardPostLimits, type Post, type PostLimits } from '../alerts/https/post';
import type { AlertChannelSettings } from '../config/settings/alerts-setting';
import type { Settings } from '../config/settings';
import { createLogsClient } from './logs-client';

/** How long receivers of alerts are waited for. Milliseconds. */
export interface AlertWaits {
  readonly post: PostLimits;
  /** All pauses of one request together that a busy receiver asks for. */
  readonly maxPause: number;
  /** Between two messages to Slack, which takes one a second. */
  readonly slackGap: number;
  /**
   * After this time a row that says `sending` was left behind by a run that died: longer than any message takes, its
   * pauses included.
   */
  readonly takeOverAfter: number;
}

export const standardAlertWaits: AlertWaits = {
  post: standardPostLimits,
  maxPause: 10_000,
  slackGap: 1_100,
  takeOverAfter: 45_000,
};

export interface AlertChannelParts {
  readonly settings: Pick<Settings, 'alerts' | 'isHosted' | 'replyTo' | 'sender' | 'timeZone'>;
  readonly credential: TokenCredential | null;
  readonly mailer: Mailer;
  /** Tells this installation's mails apart from those of others that share a mail service. */
  readonly operationId: (channel: string, messageId: string, attempt: number) => string;
  readonly waits: AlertWaits;
}

/** Rows that one call to Sentinel carries: less than the 1 MB that it takes, with the longest sentences too. */
const rowsPerCall = 200;

/** Creates the channels that `ALERTS` names. Nothing is contacted before a message is sent. */
export function createAlertChannels(parts: AlertChannelParts) {
  return parts.settings.alerts.map((channel) => {
    const { name, kind, minimum, rules, roles } = channel;
    return {
      ...{ name, kind, minimum, rules, roles },
      alertsPerMessage: kind === 'sentinel' ? rowsPerCall : 1,
      ...createSender(channel, parts),
    };
  });
}

function createSender(channel: AlertChannelSettings, parts: AlertChannelParts): AlertSender {
  const { settings, mailer, operationId, waits } = parts;
  const { timeZone, sender, replyTo } = settings;
  const patience: Patience = { longestPause: waits.maxPause, gap: 0 };
  const receiver = (url: string, gap = 0): Receiver => {
    const post = createPost({ url, allowsLoopback: !settings.isHosted, limits: waits.post });
    return { host: hostOf(url), post: createPatientPost(post, { ...patience, gap }) };
  };
  switch (channel.kind) {
    case 'mail':
      return createAlertMailSender({
        ...{ mailer, sender: sender ?? '', recipients: channel.recipients, replyTo, timeZone },
        operationId: (messageId, attempt) => operationId(channel.name, messageId, attempt),
      });
    case 'teams':
      return createTeamsSender(receiver(channel.url), timeZone);
    case 'slack':
      return createSlackSender(receiver(channel.url, waits.slackGap), timeZone);
    case 'webhook':
      return createWebhookSender(receiver(channel.url), channel.key);
    case 'sentinel': {
      const host = hostOf(channel.endpoint);
      return createSentinelSender({
        host,
        post: createPatientPost(sentinelPost(channel, host, parts), patience),
      });
    }
  }
}

/** The SDK is loaded by the first row that is sent. */
function sentinelPost(
  { endpoint, rule, stream }: Extract<AlertChannelSettings, { readonly kind: 'sentinel' }>,
  host: string,
  { credential }: AlertChannelParts,
): Post {
  let post: Promise<Post> | null = null;
  return async (request, signal) => {
    post ??= createLogsClient(endpoint, credential).then((client) =>
      createLogsPost({ client, host, rule, stream }),
    );
    return (await post)(request, signal);
  };
}

const hostOf = (url: string): string => new URL(url).host;
