import * as z from 'zod';
import {
  startLoopbackServer,
  type Answer,
  type LoopbackServer,
  type ReceivedRequest,
} from '../loopback-server';
import type { ReceiverOptions } from './teams-receiver';

/** A running incoming webhook of Slack. */
export interface SlackReceiver extends LoopbackServer {
  /** The URL that goes into ALERTS. */
  readonly webhook: string;
  /** Every message that was posted to the channel. */
  readonly messages: readonly SlackPost[];
}

export interface SlackOptions extends ReceiverOptions {
  /** What the workspace has against the webhook, as Slack calls it; nothing when left out. */
  readonly refusal?: keyof typeof refusals | undefined;
}

const refusals = {
  action_prohibited: 403,
  invalid_token: 403,
  channel_not_found: 404,
  no_service: 404,
  channel_is_archived: 410,
} as const;

const text = (max: number) =>
  z.strictObject({
    type: z.enum(['plain_text', 'mrkdwn']),
    text: z.string().min(1).max(max),
    emoji: z.boolean().optional(),
    verbatim: z.boolean().optional(),
  });
const plain = (max: number) => text(max).refine(({ type }) => type === 'plain_text');

/** The blocks that a notification needs, with Slack's limits. Source: "Reference: blocks" of its documentation. */
const block = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('header'), text: plain(150), block_id: z.string().max(255).optional() }),
  z
    .strictObject({
      type: z.literal('section'),
      text: text(3_000).optional(),
      fields: z.array(text(2_000)).min(1).max(10).optional(),
      block_id: z.string().max(255).optional(),
    })
    .refine(({ text: words, fields }) => words !== undefined || fields !== undefined),
  z.strictObject({ type: z.literal('context'), elements: z.array(text(3_000)).min(1).max(10) }),
  z.strictObject({ type: z.literal('divider') }),
]);

const payload = z.object({ text: z.string().optional(), blocks: z.array(z.unknown()).optional() });
const blocks = z.array(block).max(50);

/** A message that Slack took. */
export interface SlackPost {
  readonly text?: string | undefined;
  readonly blocks?: readonly z.infer<typeof block>[] | undefined;
}

const path = '/services/T00000000/B00000000/local';

/**
 * Starts a server on 127.0.0.1 that behaves as an incoming webhook of Slack: `ok`, or a status with one word that says
 * what is wrong. Blocks beyond Slack's limits are refused.
 */
export async function startSlackReceiver(options: SlackOptions = {}): Promise<SlackReceiver> {
  const clock = options.clock ?? (() => new Date());
  const messages: SlackPost[] = [];

  function answer({ method, url, body }: ReceivedRequest): Answer {
    if (url !== path) return { status: 404, body: 'no_service' };
    if (method !== 'POST') return { status: 400, body: 'invalid_payload' };
    if (options.refusal !== undefined) return { status: refusals[options.refusal], body: options.refusal };
    const message = payload.safeParse(json(body));
    if (!message.success) return { status: 400, body: 'invalid_payload' };
    const { text: words, blocks: found } = message.data;
    if ((words ?? '') === '' && found === undefined) return { status: 400, body: 'no_text' };
    const read = blocks.optional().safeParse(found);
    if (!read.success) return { status: 400, body: 'invalid_blocks' };
    messages.push({ text: words, blocks: read.data });
    return { status: 200, body: 'ok' };
  }

  const server = await startLoopbackServer({ clock, answer, faults: options.faults });
  return { ...server, webhook: `${server.url}${path}`, messages };
}

function json(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    return undefined;
  }
}
