import { RestError } from '@azure/core-rest-pipeline';
import * as z from 'zod';
import { withoutSecrets } from '../../../text/failure-text';
import { plainLine } from '../../../text/plain-line';

/**
 * Wraps an adapter so that errors of its SDK name the service and the fault on one line: a storage SDK's own message is
 * "The server is busy." with lines of ids below. Everything else passes through; the SDK's error is the cause.
 * @param service its name in a sentence: `audit storage (account.table.core.windows.net)`
 */
export function clearErrors<T extends object>(adapter: T, service: string): T {
  return new Proxy(adapter, {
    get(target, key, receiver) {
      const member: unknown = Reflect.get(target, key, receiver);
      if (typeof member !== 'function') return member;
      return (...values: unknown[]): unknown =>
        withClearErrors(Reflect.apply(member, target, values), service);
    },
  });
}

function withClearErrors(result: unknown, service: string): unknown {
  if (result instanceof Promise) {
    return result.catch((error: unknown) => {
      throw clearError(error, service);
    });
  }
  const isIterable = typeof result === 'object' && result !== null && Symbol.asyncIterator in result;
  return isIterable ? iterateClearly(result as AsyncIterable<unknown>, service) : result;
}

async function* iterateClearly(items: AsyncIterable<unknown>, service: string): AsyncGenerator {
  try {
    yield* items;
  } catch (error) {
    throw clearError(error, service);
  }
}

function clearError(error: unknown, service: string): unknown {
  if (!(error instanceof Error)) return error;
  if (error.name === 'AbortError')
    return new Error(`The run ended before the ${service} had answered.`, { cause: error });
  if (!(error instanceof RestError)) return error;
  const { code, message } = codeAndMessage(error);
  const what = [error.statusCode === undefined ? undefined : `HTTP ${error.statusCode}`, code];
  const facts = what.filter((part) => part !== undefined).join(' ');
  const text = withoutSecrets(plainLine((message.split('\n')[0] ?? '').trim())).replace(/\.?$/, '.');
  return new Error(`The ${service} failed: ${facts === '' ? '' : `${facts}: `}${text}`, { cause: error });
}

const odataError = z.object({
  'odata.error': z.object({ code: z.string(), message: z.object({ value: z.string() }) }),
});

/** The service's code and message: for single calls to tables the SDK gives the whole body as the message. */
function codeAndMessage({ code, message }: RestError): { code: string | undefined; message: string } {
  if (!message.startsWith('{')) return { code, message };
  try {
    const { 'odata.error': error } = odataError.parse(JSON.parse(message));
    return { code: error.code, message: error.message.value };
  } catch {
    return { code, message: 'it answered with JSON that is not one of its errors' };
  }
}
