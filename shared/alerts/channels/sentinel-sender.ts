import { RestError } from '@azure/core-rest-pipeline';
import type { LogsIngestionClient } from '@azure/monitor-ingestion';
import type { MessageOutcome } from '../../domain/alert';
import { failureSentence } from '../../domain/failure-text';
import { identityFailure, isIdentityFailure } from '../../domain/identity-failure';
import { sentinelRow } from '../payloads/sentinel-row';
import type { AlertSender } from './alert-sender';
import { outcomeOfAnswer, type Advice } from './answer-outcome';

const advice: Advice = {
  400: 'Check that the stream of ALERTS is the one that the data collection rule declares, with its columns.',
  403: 'Give the identity the role "Monitoring Metrics Publisher" on the data collection rule; it takes up to 30 minutes to work.',
  404: 'Check endpoint, rule (the immutable id, dcr-…) and stream in ALERTS.',
  410: 'The data collection rule is gone: deploy it anew and put its immutable id into ALERTS.',
};

/**
 * Sends rows to a table of Log Analytics through the Logs Ingestion API: as many rows as there are alerts, never a
 * summary. A repeat makes a second row with the same FindingKey.
 */
export function createSentinelSender(parts: {
  readonly client: Pick<LogsIngestionClient, 'upload'>;
  readonly host: string;
  /** The data collection rule's immutable id, `dcr-…`. */
  readonly rule: string;
  /** The stream that the rule declares, `Custom-…`. */
  readonly stream: string;
}): AlertSender {
  const { client, host, rule, stream } = parts;
  return {
    preview: ({ alerts }) => ({ body: alerts.map(sentinelRow) }),
    async send({ alerts }, _attempt, signal) {
      try {
        await client.upload(rule, stream, alerts.map(sentinelRow), { abortSignal: signal });
        return { state: 'sent' };
      } catch (error) {
        signal.throwIfAborted();
        return outcomeOf(firstCause(error), host);
      }
    },
  };
}

/** The SDK collects the errors of its calls; there is one call a message. */
function firstCause(error: unknown): unknown {
  const errors: unknown =
    typeof error === 'object' && error !== null ? Reflect.get(error, 'errors') : undefined;
  const first: unknown = Array.isArray(errors) ? errors[0] : undefined;
  return typeof first === 'object' && first !== null ? Reflect.get(first, 'cause') : error;
}

function outcomeOf(error: unknown, host: string): MessageOutcome {
  if (isIdentityFailure(error)) return { state: 'failed', isResting: true, reason: identityFailure(error) };
  const status = error instanceof RestError ? error.statusCode : undefined;
  if (status !== undefined) return outcomeOfAnswer({ status, retryAfter: null }, host, advice);
  return { state: 'failed', isResting: true, reason: failureSentence(error) };
}
