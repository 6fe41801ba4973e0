import { RestError } from '@azure/core-rest-pipeline';
import { z } from 'zod';
import { withoutSecrets } from '../text/failure-text';
import { plainLine } from '../text/plain-line';

/**
 * The same adapter, whose errors of an SDK say which service failed and how, on one line: what comes out of a
 * storage SDK is a bare "The server is busy." with lines of ids below it. Everything else passes as it is; the SDK's
 * error is the cause.
 * @param service as it is called in a sentence: `audit storage (account.table.core.windows.net)`
 */
export function clearErrors<T extends object>(adapter: T, service: string): T {
  return new Proxy(adapter, {
    get(target, key, receiver) {
      const member: unknown = Reflect.get(target, key, receiver);
      if (typeof member !== 'function') return member;
      return (...values: unknown[]): unknown => watched(Reflect.apply(member, target, values), service);
    },
  });
}

function watched(result: unknown, service: string): unknown {
  if (result instanceof Promise) {
    return result.catch((error: unknown) => {
      throw clear(error, service);
    });
  }
  const isIterable = typeof result === 'object' && result !== null && Symbol.asyncIterator in result;
  return isIterable ? passOn(result as AsyncIterable<unknown>, service) : result;
}

async function* passOn(items: AsyncIterable<unknown>, service: string): AsyncGenerator {
  try {
    yield* items;
  } catch (error) {
    throw clear(error, service);
  }
}

function clear(error: unknown, service: string): unknown {
  if (!(error instanceof Error)) return error;
  if (error.name === 'AbortError')
    return new Error(`The run ended before the ${service} had answered.`, { cause: error });
  if (!(error instanceof RestError)) return error;
  const { code, message } = wordsOf(error);
  const what = [error.statusCode === undefined ? undefined : `HTTP ${error.statusCode}`, code];
  const facts = what.filter((part) => part !== undefined).join(' ');
  const said = withoutSecrets(plainLine((message.split('\n')[0] ?? '').trim())).replace(/\.?$/, '.');
  return new Error(`The ${service} failed: ${facts === '' ? '' : `${facts}: `}${said}`, { cause: error });
}

const odataError = z.object({
  'odata.error': z.object({ code: z.string(), message: z.object({ value: z.string() }) }),
});

/** What the service said: of single calls to tables the SDK gives the whole body as the message. */
function wordsOf({ code, message }: RestError): { code: string | undefined; message: string } {
  if (!message.startsWith('{')) return { code, message };
  try {
    const { 'odata.error': said } = odataError.parse(JSON.parse(message));
    return { code: said.code, message: said.message.value };
  } catch {
    return { code, message: 'it answered with JSON that is no error of its own' };
  }
}
