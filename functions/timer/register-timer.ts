import { app, type InvocationContext, type Timer } from '@azure/functions';
import type { Pipeline } from '../../shared/composition';
import { hostedRunTime } from '../../shared/composition/hosted-run-time';
import { isSchedule } from '../../shared/config/schedules/ncrontab';
import { standardSchedules, type ScheduleSetting } from '../../shared/config/schedules/standard-schedules';
import { recordable, type TelemetryEvent } from '../../shared/telemetry/telemetry';
import { writeTelemetry } from '../../shared/telemetry/write-telemetry';

/** What every result holds. */
interface WithFailures {
  /** Every failure, a sentence each. */
  readonly failures: readonly string[];
  /** What an operator should know although the run did not fail, a sentence each. */
  readonly warnings?: readonly string[];
}

/** A job that a timer runs. A `Summary` is the part of its result that telemetry needs. */
export interface TimerJob<Summary extends WithFailures, Result extends Summary> {
  /** The function's name. */
  readonly name: string;
  readonly scheduleSetting: ScheduleSetting;
  /** Which settings must be set: `send`, those for mail; `alert`, those for alerts. */
  readonly needs: { readonly send: boolean; readonly alert?: boolean };
  /** Whether the host tries a failed run again; left out, it does. */
  readonly isRetried?: boolean;
  readonly run: (pipeline: Pipeline, now: Date, signal: AbortSignal) => Promise<Result>;
  /** Returns the log lines of a result. */
  readonly describe: (result: Result) => readonly string[];
  readonly telemetry: (summary: Summary, seconds: number) => readonly TelemetryEvent[];
  /** Returns the summary of a run that threw. */
  readonly failed: (failure: string) => NoInfer<Summary>;
}

/**
 * Registers a timer function. It is registered whatever the settings say: they are read at each run, so that bad ones
 * fail every run with the one error that lists every problem. A run throws when its result holds a failure, after its
 * telemetry was written, so that the host sees it.
 */
export function registerTimer<Summary extends WithFailures, Result extends Summary>(
  job: TimerJob<Summary, Result>,
): void {
  app.timer(job.name, {
    schedule: scheduleOf(job.scheduleSetting),
    // Only for a passing fault: retries are lost when the instance goes. A later run of the schedule does what is left,
    // and the ledgers keep a repeated run from doing anything twice.
    ...(job.isRetried === false
      ? {}
      : { retry: { strategy: 'fixedDelay', maxRetryCount: 3, delayInterval: { minutes: 1 } } }),
    handler: (_timer: Timer, context: InvocationContext) => runTimer(job, context),
  });
}

async function runTimer<Summary extends WithFailures, Result extends Summary>(
  job: TimerJob<Summary, Result>,
  context: InvocationContext,
): Promise<void> {
  const now = new Date();
  const logTelemetry = (summary: Summary) => {
    writeTelemetry(job.telemetry(summary, (Date.now() - now.getTime()) / 1000), context);
  };
  let result: Result;
  let pipeline: Pipeline | null = null;
  try {
    // Loaded by the run: the host also loads each file just to list its function.
    const { compose } = await import('../../shared/composition');
    const { loadSettings } = await import('../../shared/composition/load-settings');
    const settings = loadSettings(process.env, { ...job.needs, isFunctionApp: true });
    pipeline = await compose(settings, {
      clock: () => new Date(),
      onRetry: (message) => {
        context.warn(recordable(message));
      },
    });
    if (job.needs.send) for (const warning of pipeline.warnings(now)) context.warn(warning);
    result = await job.run(pipeline, now, AbortSignal.timeout(hostedRunTime));
  } catch (error) {
    logTelemetry(job.failed(error instanceof Error ? error.message : String(error)));
    throw error;
  } finally {
    pipeline?.close();
  }
  for (const line of job.describe(result)) context.log(line);
  for (const warning of result.warnings ?? []) context.warn(recordable(warning));
  logTelemetry(result);
  // The host records what is thrown.
  if (result.failures.length > 0) throw new Error(recordable(result.failures.join('\n')));
}

/**
 * Returns the app setting's name, which the host resolves; or the default where the setting is absent or no schedule: the
 * host would never run the function, and only a run can report the bad setting.
 */
const scheduleOf = (setting: ScheduleSetting): string =>
  isSchedule(process.env[setting]?.trim() ?? '') ? `%${setting}%` : standardSchedules[setting];
