import { createHmac, timingSafeEqual } from 'node:crypto';
import {
  startLoopbackServer,
  type Answer,
  type LoopbackServer,
  type ReceivedRequest,
} from '../loopback-server';
import type { ReceiverOptions } from './teams-receiver';

/** A running receiver of webhooks. */
export interface WebhookReceiver extends LoopbackServer {
  /** The URL that goes into ALERTS. */
  readonly webhook: string;
  /** Each body once: what came again under the same `Idempotency-Key` is accepted and not kept. */
  readonly bodies: readonly unknown[];
}

export interface WebhookOptions extends ReceiverOptions {
  /** Bodies must be signed with it; null takes any. */
  readonly key?: string | null | undefined;
}

const path = '/pim-alerts';

/**
 * Starts a server on 127.0.0.1 that takes alerts as a careful program would: the signature is checked over the bytes
 * that came, and a repeat is known by its key.
 */
export async function startWebhookReceiver(options: WebhookOptions = {}): Promise<WebhookReceiver> {
  const clock = options.clock ?? (() => new Date());
  const bodies = new Map<string, unknown>();

  function answer({ method, url, headers, body }: ReceivedRequest): Answer {
    if (url !== path) return { status: 404, body: 'There is nothing here.' };
    if (method !== 'POST') return { status: 405, body: 'Only POST is taken.' };
    const signature = headers['x-pim-report-signature'] ?? '';
    const { key } = options;
    if (typeof key === 'string' && !isSigned(body, signature, key))
      return { status: 403, body: 'The signature is not right.' };
    const id = headers['idempotency-key'];
    if (id === undefined) return { status: 400, body: 'Idempotency-Key is missing.' };
    if (!bodies.has(id)) bodies.set(id, JSON.parse(body.toString('utf8')));
    return { status: 204 };
  }

  const server = await startLoopbackServer({ clock, answer, faults: options.faults });
  return {
    ...server,
    webhook: `${server.url}${path}`,
    get bodies() {
      return [...bodies.values()];
    },
  };
}

function isSigned(body: Buffer, signature: string, key: string): boolean {
  const expected = Buffer.from(`sha256=${createHmac('sha256', key).update(body).digest('hex')}`);
  const given = Buffer.from(signature);
  return given.length === expected.length && timingSafeEqual(given, expected);
}
