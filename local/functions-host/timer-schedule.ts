import { Cron } from 'croner';

/** A timer's schedule with its settings resolved. */
export interface TimerSchedule {
  /** Six NCRONTAB fields, UTC. */
  readonly expression: string;
  /** The first run after a moment, or null if the schedule has no later run. */
  nextRun(after: Date): Date | null;
  /** Calls back at each run until the returned function is called. Skips a run while the last one is active. */
  start(run: () => Promise<void>): () => void;
}

/**
 * Reads the schedule of a registered function: `%NAME%` refers to an app setting. NCRONTAB in UTC only, not the TimeSpan
 * form of dedicated plans.
 * @throws Error that names a missing setting, or a schedule that cannot be read.
 */
export function readTimerSchedule(text: string, settings: Readonly<Record<string, string>>): TimerSchedule {
  const expression = text.replaceAll(/%([^%]+)%/g, (_, name: string) => {
    const value = settings[name];
    if (value === undefined)
      throw new Error(`'%${name}%' does not resolve to a value: add ${name} to the app settings.`);
    return value;
  });
  // NCRONTAB wants day of month and day of week both to match, and takes "5/15" for "5-59/15".
  const options = {
    mode: '5-or-6-parts',
    timezone: 'UTC',
    domAndDow: true,
    sloppyRanges: true,
    protect: true,
  } as const;
  let cron: Cron;
  try {
    cron = new Cron(expression, { ...options, paused: true });
  } catch (error) {
    throw new Error(`"${expression}" is not an NCRONTAB schedule such as "0 30 1 * * *".`, { cause: error });
  }
  return {
    expression,
    nextRun: (after) => cron.nextRun(after),
    start(run) {
      const live = new Cron(expression, options, run);
      return () => {
        live.stop();
      };
    },
  };
}
