import { createAlertMailSender } from '../../../shared/alerts/channels/mail-sender';
import {
  createSentinelSender,
  createSlackSender,
  createTeamsSender,
  createWebhookSender,
} from '../../../shared/alerts/channels/post-senders';
import { createPatientPost } from '../../../shared/alerts/https/patient-post';
import type { Post, PostAnswer } from '../../../shared/alerts/https/post';
import { PostError } from '../../../shared/alerts/https/post-error';
import type { FaultPlan } from '../fault-plan';
import { createMemoryMailer } from '../memory-mailer';
import { channelKinds, type ChannelKind } from './alert-scenario';

/** A message that a receiver accepted. */
export interface Arrival {
  readonly kind: ChannelKind;
  /** Id by which the receiver recognises a repeated message; null if the channel has no such id. */
  readonly id: string | null;
  /** Names of the people in its alerts. */
  readonly names: readonly string[];
  /** Whether the sender got a response. */
  readonly isHeard: boolean;
}

/** Returns the names of people from the scenario that a body contains. */
const namesIn = (text: string): string[] => [...new Set(text.match(/\bKim\d+\b/g) ?? [])];

const accepted: Readonly<Record<Exclude<ChannelKind, 'mail'>, PostAnswer>> = {
  teams: { status: 202, body: '', retryAfter: null },
  slack: { status: 200, body: 'ok', retryAfter: null },
  webhook: { status: 204, body: '', retryAfter: null },
  sentinel: { status: 204, body: '', retryAfter: null },
};
const host = 'hooks.example';

/**
 * Returns the real senders of the five channels, with receivers in memory that fail according to the plan.
 * @param onArrival called before the sender gets the response
 */
export function createMemoryChannels(plan: () => FaultPlan, onArrival: (arrival: Arrival) => void) {
  const { mailer, posted } = createMemoryMailer(plan);
  const isKnown = (id: string): boolean => posted().some(({ operationId }) => operationId === id);
  const memoryMailer: typeof mailer = {
    ...mailer,
    async send(mail, id, signal) {
      const wasKnown = isKnown(id);
      let isHeard = false;
      try {
        const outcome = await mailer.send(mail, id, signal);
        isHeard = true;
        return outcome;
      } finally {
        if (!wasKnown && isKnown(id)) onArrival({ kind: 'mail', id, names: namesIn(mail.text), isHeard });
      }
    },
  };

  const postOf = (kind: Exclude<ChannelKind, 'mail'>): Post => {
    const post: Post = async ({ body, headers }, signal) => {
      signal.throwIfAborted();
      await plan().pause();
      const fault = plan().next(kind);
      const answer = fault === null ? accepted[kind] : answerOf(fault);
      const isTaken = fault === null || ['lost', 'timeout', 'hang', 'not-ok'].includes(fault);
      const id = headers?.['Idempotency-Key'] ?? null;
      if (isTaken) onArrival({ kind, id, names: namesIn(body), isHeard: fault === null });
      if (fault === 'hang') return plan().hang(kind);
      await plan().pause();
      if (fault === 'timeout') throw new PostError('timeout', `${host} did not answer within 10 s.`);
      if (answer === null) throw new PostError('network', `${host} could not be reached (ECONNRESET).`);
      return answer;
    };
    return createPatientPost(post, { longestPause: 4, gap: 0 });
  };
  const of = <K extends Exclude<ChannelKind, 'mail'>>(kind: K) => ({ host, post: postOf(kind) });
  const senders = {
    mail: createAlertMailSender({
      ...{ mailer: memoryMailer, sender: 'pim@contoso.example', recipients: ['soc@contoso.example'] },
      ...{ replyTo: [], timeZone: 'UTC', operationId: (id, attempt) => `${id}-${attempt}` },
    }),
    teams: createTeamsSender(of('teams'), 'UTC'),
    slack: createSlackSender(of('slack'), 'UTC'),
    webhook: createWebhookSender(of('webhook'), 'a key'),
    sentinel: createSentinelSender(of('sentinel')),
  };
  return {
    channels: channelKinds.map((kind) => ({
      ...{ name: kind, kind, minimum: 'high' as const, rules: null, roles: null },
      alertsPerMessage: kind === 'sentinel' ? 20 : 1,
      ...senders[kind],
    })),
    /** Mails that the service gave up and did not deliver. */
    givenUp: (): ReadonlySet<string> =>
      new Set(posted().flatMap(({ isGivenUp, operationId }) => (isGivenUp ? [operationId] : []))),
  };
}

/** Returns the response for a fault; null if the service does not answer. */
function answerOf(fault: string): PostAnswer | null {
  const plain = { body: '', retryAfter: null };
  if (/^\d+$/.test(fault)) return { ...plain, status: Number(fault), retryAfter: fault === '429' ? 1 : null };
  if (fault === '429-long') return { ...plain, status: 429, retryAfter: 60_000 };
  if (fault === '429-silent') return { ...plain, status: 429 };
  // A proxy that answers 200 by itself: every channel except Slack takes it as success.
  if (fault === 'not-ok') return { ...plain, status: 200, body: '<html>' };
  return null;
}
