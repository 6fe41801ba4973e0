import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { FunctionMetadata, Handler, Registrations, RetryOptions } from './functions-core';
import type { LogSink } from './log-sink';
import type { TimerSchedule } from './timer-schedule';

/** A timer function that can be fired. */
export interface TimerFunction {
  readonly metadata: FunctionMetadata;
  readonly handler: Handler;
  readonly trigger: string;
  readonly schedule: TimerSchedule;
  readonly registrations: Registrations;
}

/**
 * Fires a timer as the Functions host does: through the programming model that the bundle registered, with a timer's
 * trigger data and hooks. A failed run is repeated as its retry policy says, if `retries` is set.
 * @throws what the function threw last.
 */
export async function invokeTimer(
  timer: TimerFunction,
  now: Date,
  lastRun: Date | null,
  log: LogSink,
  retries: boolean,
): Promise<void> {
  const maxRetryCount = retries ? (timer.metadata.retryOptions?.maxRetryCount ?? 0) : 0;
  for (let retryCount = 0; ; retryCount += 1) {
    try {
      await invokeOnce(timer, triggerData(timer, now, lastRun), { retryCount, maxRetryCount }, log);
      return;
    } catch (error) {
      // -1 is "for ever".
      if (maxRetryCount >= 0 && retryCount >= maxRetryCount) throw error;
      const seconds = retryDelay(timer.metadata.retryOptions, retryCount);
      log({
        level: 'warning',
        source: 'host',
        message: `${timer.metadata.name} failed and is tried again in ${seconds} s: ${String(error)}`,
      });
      await pause(seconds * 1000);
    }
  }
}

async function invokeOnce(
  timer: TimerFunction,
  data: string,
  retryContext: { readonly retryCount: number; readonly maxRetryCount: number },
  log: LogSink,
): Promise<void> {
  const { metadata, handler, registrations } = timer;
  const model = registrations.model();
  if (model === null) throw new Error(`The function ${metadata.name} registered no programming model.`);
  const invocation = model.getInvocationModel({
    invocationId: randomUUID(),
    metadata,
    state: 'invocation',
    request: {
      inputData: [{ name: timer.trigger, data: { json: data } }],
      retryContext: retryContext.maxRetryCount === 0 ? null : retryContext,
      traceContext: null,
      triggerMetadata: null,
    },
    log(level, category, message) {
      log({ level, source: category === 'user' ? 'function' : 'host', message });
    },
  });
  const { context, inputs } = await invocation.getArguments();
  const hook = { hookData: {}, inputs, invocationContext: context, functionCallback: handler };
  await registrations.runHooks('preInvocation', hook);
  let result: unknown;
  try {
    result = await invocation.invokeFunction(context, hook.inputs, hook.functionCallback);
  } catch (error) {
    await registrations.runHooks('postInvocation', { ...hook, result: null, error });
    throw error;
  }
  await registrations.runHooks('postInvocation', { ...hook, result, error: null });
  await invocation.getResponse(context, result);
}

/** The trigger's JSON, in the spelling of the .NET host; the library turns it into camel case. */
function triggerData(timer: TimerFunction, now: Date, lastRun: Date | null): string {
  return JSON.stringify({
    Schedule: { AdjustForDST: true },
    ScheduleStatus: {
      Last: (lastRun ?? new Date(0)).toISOString(),
      LastUpdated: now.toISOString(),
      Next: timer.schedule.nextRun(now)?.toISOString() ?? null,
    },
    IsPastDue: false,
  });
}

function retryDelay(options: RetryOptions | undefined, retryCount: number): number {
  if (options?.retryStrategy !== 'exponentialBackoff') return options?.delayInterval?.seconds ?? 0;
  const longest = options.maximumInterval?.seconds ?? 0;
  return Math.min(longest, (options.minimumInterval?.seconds ?? 0) * 2 ** retryCount);
}
