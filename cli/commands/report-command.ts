import type { Pipeline } from '../../shared/composition';
import {
  periodLabel,
  datesPeriod,
  isoWeek,
  lastWholeWeek,
  type Period,
} from '../../shared/domain/time/period';
import type { MadeReport } from '../../shared/jobs/report/make-reports';
import { sincePim } from './earliest-day';
import { reportFormats } from './command-definitions';
import type { CommandContext } from './command-context';
import { CommandFailedError, UsageError } from '../errors';
import { folderOption } from '../path-option';
import { limitNewSpace } from '../heap-growth';
import { incompleteWarning, reportLine } from '../output/report-line';
import type { Terminal } from '../output/terminal';
import { withPipeline } from './with-pipeline';
import { nearPath, writeFiles } from '../output/write-files';

type Format = (typeof reportFormats)[number];

export interface ReportOptions extends PeriodOptions {
  readonly format: string;
  readonly out: string;
  readonly send?: boolean;
  readonly collect: boolean;
}

/** `pim-report report`: files of a period, and with `--send` the mail. */
export async function reportCommand(options: ReportOptions, context: CommandContext): Promise<void> {
  limitNewSpace();
  const { terminal, now, signal } = context;
  const send = options.send === true;
  const formats = parseFormats(options.format);
  const out = folderOption('--out', options.out, 'reports');
  const fileFormats = formats.filter((format) => format !== 'table');
  // Wrong options are reported before anything is read.
  reportPeriod(options, 'UTC', now);
  await withPipeline(context, { send }, async (pipeline, settings) => {
    const asked = settings.reports.map((definition) => ({
      // The mail's attachments are needed only to send.
      definition: send ? definition : { ...definition, formats: [] },
      period: reportPeriod(options, definition.timeZone, now),
    }));
    const unfinished = asked.find(({ period }) => period.to > now)?.period;
    if (unfinished !== undefined && send)
      throw new UsageError(
        `${periodLabel(unfinished)} is not over: its report can be written, but not sent.`,
      );
    if (unfinished !== undefined)
      terminal.warn(`${periodLabel(unfinished)} is not over: the report holds what is known so far.`);
    await pipeline.open(signal);
    const requests = send ? await pipeline.withMailedWeeks(asked, signal) : asked;
    const make = options.collect ? pipeline.makeReports : pipeline.makeReportsOffline;
    const { made, failures } = await make(requests, now, signal, fileFormats);
    const written = await Promise.all(
      made.map(async (report) => ({ report, files: await writeReport(report, fileFormats, out) })),
    );
    const sent = send ? await sendReports(pipeline, made, context) : { deliveries: [], failures: [] };
    terminal.settle();
    printJson(terminal, written, sent, failures);
    if (formats.includes('table')) await printTables(made, terminal);
    for (const { report, files } of written) printReport(report, files, options.collect, context);
    for (const { row, isNew } of sent.deliveries)
      terminal.result(
        isNew
          ? `${row.report} ${row.edition}: sent to ${row.recipients.join(', ')}`
          : `${row.report} ${row.edition}: was sent at ${row.sentAt?.toISOString() ?? 'an unknown time'} to ${row.recipients.join(', ')}, and is not sent again`,
      );
    const problems = [...failures, ...sent.failures];
    if (problems.length > 0) throw new CommandFailedError(problems.join('\n'));
  });
}

interface WrittenReport {
  readonly report: MadeReport;
  readonly files: readonly string[];
}

function parseFormats(text: string): Format[] {
  const names = text.split(',').map((name) => name.trim().toLowerCase());
  const unknown = names.find((name) => !reportFormats.some((format) => format === name));
  if (unknown !== undefined)
    throw new UsageError(`--format: "${unknown}" is not one of ${reportFormats.join(', ')}.`);
  return reportFormats.filter((format) => names.includes(format));
}

const writeReport = ({ files }: MadeReport, formats: readonly Format[], out: string): Promise<string[]> =>
  writeFiles(
    files.filter(({ format }) => formats.includes(format)),
    out,
  );

async function sendReports(
  pipeline: Pipeline,
  made: readonly MadeReport[],
  { terminal, now, signal }: CommandContext,
) {
  terminal.step('sending: the mail service may take a few minutes');
  return pipeline.sendReports(made, now, signal);
}

/** The line of a report, and a warning when its period is not completely known. */
function printReport(
  { model }: MadeReport,
  files: readonly string[],
  didCollect: boolean,
  { terminal, now }: CommandContext,
): void {
  terminal.result(reportLine(model, files.map(nearPath)));
  const warning = incompleteWarning(model, now, didCollect);
  if (warning !== null) terminal.warn(warning);
}

async function printTables(made: readonly MadeReport[], terminal: Terminal): Promise<void> {
  const { reportTable } = await import('../output/report-table');
  const tones = { high: 'bad', medium: 'warning', low: 'dim', info: 'dim' } as const;
  for (const { model } of made)
    terminal.styled(`${reportTable(model, (severity, text) => terminal.tone(tones[severity], text))}\n`);
}

function printJson(
  terminal: Terminal,
  written: readonly WrittenReport[],
  sent: { readonly deliveries: readonly unknown[]; readonly failures: readonly string[] },
  failures: readonly string[],
): void {
  terminal.json({
    reports: written.map(({ report: { model }, files }) => ({
      report: model.report,
      period: { label: periodLabel(model.period), ...model.period },
      coverage: model.coverage,
      totals: model.totals,
      files,
    })),
    deliveries: sent.deliveries,
    failures: [...failures, ...sent.failures],
  });
}

/** The options of a period, as typed. */
interface PeriodOptions {
  readonly week?: string;
  readonly from?: string;
  readonly to?: string;
}

/**
 * The period that the options name, in a zone; by default the last whole week.
 * @throws UsageError when they contradict each other, or the period has not begun or is older than PIM.
 */
function reportPeriod({ week, from, to }: PeriodOptions, timeZone: string, now: Date): Period {
  if (week !== undefined && (from !== undefined || to !== undefined))
    throw new UsageError('Use either --week, or --from and --to.');
  if ((from === undefined) !== (to === undefined)) throw new UsageError('--from and --to go together.');
  try {
    const isLast = week === undefined || week.trim().toLowerCase() === 'last';
    if (from !== undefined && to !== undefined) return begun(datesPeriod(from, to, timeZone), now);
    return isLast ? lastWholeWeek(now, timeZone) : begun(isoWeek(week, timeZone), now);
  } catch (error) {
    throw error instanceof RangeError ? new UsageError(error.message) : error;
  }
}

function begun(period: Period, now: Date): Period {
  if (period.from > now) throw new RangeError(`${periodLabel(period)} has not begun yet.`);
  return sincePim(period);
}
