/** The timers' default schedules, in NCRONTAB, UTC, by the setting that changes them. Light enough for a file that only registers a timer. */
export const standardSchedules = {
  COLLECT_SCHEDULE: '0 30 1 * * *',
  REPORT_SCHEDULE: '0 0 7-19/2 * * 1',
  CORRECTION_SCHEDULE: '0 0 4 * * *',
  ALERT_SCHEDULE: '0 */15 * * * *',
} as const;

/** A setting that holds a timer's schedule. */
export type ScheduleSetting = keyof typeof standardSchedules;
