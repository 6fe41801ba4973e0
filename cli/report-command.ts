import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { compose, loadSettings } from '../shared/composition';
import { datesPeriod, isoWeek, lastWholeWeek, periodLabel, type Period } from '../shared/domain/period';
import { CommandFailedError, UsageError } from './failure';
import type { Terminal } from './terminal';
import type { MadeReport } from '../shared/jobs/report/make-reports';

/** The formats that a file can be written in. */
const formats = ['xlsx', 'csv', 'json', 'html'] as const;
type Format = (typeof formats)[number];

export interface ReportOptions {
  readonly week?: string;
  readonly from?: string;
  readonly to?: string;
  readonly format: string;
  readonly out: string;
  readonly send?: boolean;
  readonly collect: boolean;
}

/** `pim-report report`: files of a period, and with `--send` the mail. */
export async function reportCommand(
  options: ReportOptions,
  environment: NodeJS.ProcessEnv,
  terminal: Terminal,
  now: Date,
  signal: AbortSignal,
): Promise<void> {
  const wanted = formatsOf(options.format);
  periodOf(options, 'UTC', now);
  const settings = loadSettings(environment, { send: options.send === true });
  const pipeline = await compose(settings, {
    onCollect: (progress) => {
      terminal.collecting(progress);
    },
    onReport: (step, report) => {
      terminal.step(`${report}: ${step}`);
    },
    onRetry: (message) => {
      terminal.step(message);
    },
  });
  const requests = settings.reports.map((definition) => ({
    definition,
    period: periodOf(options, definition.timeZone, now),
  }));
  const unfinished = requests.find(({ period }) => period.to > now)?.period;
  if (unfinished !== undefined && options.send === true) {
    throw new UsageError(
      `${periodLabel(unfinished)} is not over yet: its report can be written, but not sent.`,
    );
  }
  if (unfinished !== undefined)
    terminal.warn(`${periodLabel(unfinished)} is not over yet; the report is of what is known.`);
  await pipeline.open(signal);
  const make = options.collect ? pipeline.makeReports : pipeline.makeReportsOffline;
  // Without --send the mail's own formats are not needed.
  const asked =
    options.send === true
      ? requests
      : requests.map((each) => ({ ...each, definition: { ...each.definition, formats: [] } }));
  const { made, failures } = await make(asked, now, signal, wanted);
  const files = await Promise.all(made.map((report) => writeFiles(report, wanted, options.out)));
  const sent =
    options.send === true ? await pipeline.sendReports(made, now, signal) : { deliveries: [], failures: [] };
  terminal.settle();
  terminal.json({
    reports: made.map(({ model: { report, period, coverage, totals } }, index) => ({
      report,
      period: { label: periodLabel(period), ...period },
      coverage,
      totals,
      files: files[index],
    })),
    deliveries: sent.deliveries,
    failures: [...failures, ...sent.failures],
  });
  for (const path of files.flat()) terminal.result(path);
  for (const { run, isNew } of sent.deliveries) {
    const when = isNew
      ? 'sent'
      : `had been sent at ${run.sentAt?.toISOString() ?? 'an unknown time'}, and was not sent again`;
    terminal.result(`${run.report} ${run.period} ${when}: ${run.recipients.join(', ')}`);
  }
  const all = [...failures, ...sent.failures];
  if (all.length > 0) throw new CommandFailedError(all.join('\n'));
}

function formatsOf(text: string): Format[] {
  const names = text.split(',').map((name) => name.trim().toLowerCase());
  const unknown = names.find((name) => !formats.some((format) => format === name));
  if (unknown !== undefined)
    throw new UsageError(`--format: "${unknown}" is not one of ${formats.join(', ')}.`);
  return formats.filter((format) => names.includes(format));
}

function periodOf({ week, from, to }: ReportOptions, timeZone: string, now: Date): Period {
  if (week !== undefined && (from !== undefined || to !== undefined)) {
    throw new UsageError('Use either --week, or --from and --to.');
  }
  if ((from === undefined) !== (to === undefined)) throw new UsageError('--from and --to go together.');
  try {
    if (week !== undefined) return started(isoWeek(week, timeZone), now);
    if (from !== undefined && to !== undefined) return started(datesPeriod(from, to, timeZone), now);
    return lastWholeWeek(now, timeZone);
  } catch (error) {
    throw error instanceof RangeError ? new UsageError(error.message) : error;
  }
}

function started(period: Period, now: Date): Period {
  if (period.from > now) throw new RangeError(`${periodLabel(period)} has not begun yet.`);
  return period;
}

/** Writes each file whole or not at all. */
async function writeFiles({ files }: MadeReport, wanted: readonly Format[], out: string): Promise<string[]> {
  await mkdir(out, { recursive: true });
  const chosen = files.filter(({ format }) => wanted.includes(format));
  return Promise.all(
    chosen.map(async ({ name, content }) => {
      const path = resolve(join(out, name));
      await writeFile(`${path}.part`, content);
      await rename(`${path}.part`, path);
      return path;
    }),
  );
}
