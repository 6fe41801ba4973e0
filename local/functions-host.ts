import { createFunctionsCore, type Registrations } from './functions-host/functions-core';
import { invokeTimer, type TimerFunction } from './functions-host/invoke-timer';
import { loadBundle } from './functions-host/load-bundle';
import type { LogSink } from './functions-host/log-sink';
import { readTimerSchedule } from './functions-host/timer-schedule';

/** Options of {@link startFunctionsHost}. */
export interface FunctionsHostOptions {
  /** Bundles to load, as `dist/functions/*.js`. */
  readonly files: readonly string[];
  /** App settings: part of the environment while the host runs. */
  readonly settings: Readonly<Record<string, string>>;
  readonly clock?: (() => Date) | undefined;
  readonly log?: LogSink | undefined;
  /** Whether a failed run is repeated as its retry policy says, with its full waits; true by default. */
  readonly retries?: boolean;
}

/** A registered timer function. */
export interface HostedFunction {
  readonly name: string;
  /** Six NCRONTAB fields, UTC; `%SETTING%` is resolved. */
  readonly schedule: string;
  nextRun(after: Date): Date | null;
}

/** A running functions host. */
export interface FunctionsHost {
  readonly functions: readonly HostedFunction[];
  /**
   * Runs a function now and waits for it, with its retries.
   * @throws what the function threw, or Error for an unknown name.
   */
  fire(name: string): Promise<void>;
  /** Starts all schedules. A failed run is logged, and its schedule continues. */
  runSchedules(): void;
  /** Stops the schedules, waits for running functions, and restores the environment. */
  stop(): Promise<void>;
}

/**
 * Starts an Azure Functions host in this process: loads bundles through the programming model of
 * `@azure/functions` and fires their timers. It supports timer triggers only.
 * @throws Error that names the file or function when one cannot be loaded; the environment is then restored.
 */
export async function startFunctionsHost(options: FunctionsHostOptions): Promise<FunctionsHost> {
  const { settings, clock = () => new Date(), log = () => undefined, retries = true } = options;
  const restore = extendEnvironment(settings);
  const lastRuns = new Map<string, Date>();
  const running = new Set<Promise<void>>();
  const stops: (() => void)[] = [];
  const { module: core, registrations } = createFunctionsCore(log);
  let timers: Map<string, TimerFunction>;
  try {
    for (const file of options.files) loadBundle(file, core);
    timers = collectTimers(registrations, settings);
    await registrations.runHooks('appStart', { hookData: {} });
  } catch (error) {
    restore();
    throw error;
  }

  async function fire(name: string): Promise<void> {
    const timer = timers.get(name);
    if (timer === undefined)
      throw new Error(`There is no function ${name}; there are: ${[...timers.keys()].join(', ')}.`);
    const now = clock();
    const run = invokeTimer(timer, now, lastRuns.get(name) ?? null, log, retries);
    lastRuns.set(name, now);
    const settled = run.catch(() => undefined);
    running.add(settled);
    void settled.finally(() => running.delete(settled));
    await run;
  }

  return {
    functions: [...timers.values()].map(({ metadata, schedule }) => ({
      name: metadata.name,
      schedule: schedule.expression,
      nextRun: (after) => schedule.nextRun(after),
    })),
    fire,
    runSchedules() {
      for (const [name, { schedule }] of timers) {
        const scheduled = () =>
          fire(name).catch((error: unknown) => {
            log({ level: 'error', source: 'host', message: `${name} failed: ${String(error)}` });
          });
        stops.push(schedule.start(scheduled));
      }
    },
    async stop() {
      for (const stop of stops.splice(0)) stop();
      await Promise.all(running);
      await registrations.runHooks('appTerminate', { hookData: {} });
      restore();
    },
  };
}

function collectTimers(
  registrations: Registrations,
  settings: Readonly<Record<string, string>>,
): Map<string, TimerFunction> {
  const timers = new Map<string, TimerFunction>();
  for (const { metadata, handler } of registrations.functions) {
    const { name, bindings } = metadata;
    const [trigger, binding] = Object.entries(bindings).find(([, { type }]) => type === 'timerTrigger') ?? [];
    if (trigger === undefined)
      throw new Error(`The function ${name} has no timer trigger, the only kind that this host supports.`);
    if (timers.has(name)) throw new Error(`There are two functions named ${name}.`);
    try {
      const schedule = readTimerSchedule(binding?.schedule ?? '', settings);
      timers.set(name, { metadata, handler, trigger, schedule, registrations });
    } catch (error) {
      throw new Error(`The function ${name} cannot be scheduled: ${(error as Error).message}`, {
        cause: error,
      });
    }
  }
  return timers;
}

/** Adds settings to the environment. Returns a function that restores it. */
function extendEnvironment(settings: Readonly<Record<string, string>>): () => void {
  const before = Object.keys(settings).map((name) => [name, process.env[name]] as const);
  Object.assign(process.env, settings);
  return () => {
    for (const [name, value] of before) {
      if (value === undefined) Reflect.deleteProperty(process.env, name);
      else process.env[name] = value;
    }
  };
}
