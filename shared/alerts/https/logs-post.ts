import type { LogsIngestionClient } from '@azure/monitor-ingestion';
import * as z from 'zod';
import { failureSentence } from '../../text/failure-text';
import { identityFailure, isIdentityFailure } from '../../text/identity-failure';
import { retryAfter, type HeaderReader } from '../../text/retry-after';
import type { Post, PostAnswer } from './post';
import { PostError } from './post-error';

/** Where rows go in Azure Monitor. */
export interface LogsTarget {
  /** Its own retries must be off: the run's patience decides. */
  readonly client: Pick<LogsIngestionClient, 'upload'>;
  readonly host: string;
  /** The data collection rule's immutable id, `dcr-…`. */
  readonly rule: string;
  /** The stream that the rule declares, `Custom-…`. */
  readonly stream: string;
}

/** Posts a JSON array of rows through the Logs Ingestion SDK, in the manner of any other post. */
export function createLogsPost({ client, host, rule, stream }: LogsTarget): Post {
  return async ({ body }, signal) => {
    try {
      await client.upload(rule, stream, JSON.parse(body) as Record<string, unknown>[], {
        abortSignal: signal,
      });
      return { status: 204, body: '', retryAfter: null };
    } catch (error) {
      signal.throwIfAborted();
      const cause = firstCause(error);
      const answer = answered.safeParse(cause);
      if (answer.success) return answerOf(answer.data);
      throw explain(cause, host);
    }
  };
}

/** The SDK's error for an answer that is no success. */
const answered = z.object({
  statusCode: z.number(),
  response: z.object({ headers: z.custom<HeaderReader>() }).optional(),
});

function answerOf({ statusCode, response }: z.infer<typeof answered>): PostAnswer {
  return { status: statusCode, body: '', retryAfter: response ? retryAfter(response.headers) : null };
}

/** The SDK collects the errors of its calls, of which there is one here: a message is less than the 1 MB it cuts at. */
const collected = z.object({ errors: z.array(z.object({ cause: z.unknown() })).min(1) });

function firstCause(error: unknown): unknown {
  return collected.safeParse(error).data?.errors[0]?.cause ?? error;
}

function explain(cause: unknown, host: string): PostError {
  if (isIdentityFailure(cause)) return new PostError('network', identityFailure(cause), { cause });
  const kind = z.object({ code: z.literal('ETIMEDOUT') }).safeParse(cause).success ? 'timeout' : 'network';
  return new PostError(kind, `${host} could not be reached: ${failureSentence(cause)}`, { cause });
}
