import { formatNumber } from '../../text/format-number';
import { oneLine } from '../../text/text-safety';
import { ofCovered } from '../words/claim-limit';
import { beforeWords } from '../words/compared';
import { headline, subjectLine, type HeadlinePart } from '../headline';
import { reportWarnings } from '../words/notices';
import { partialFigure } from '../panels/panel';
import { datedPeriod } from '../words/period-words';
import type { ReportContext } from '../report-context';
import { mailFindings, type MailFinding } from './mail-findings';
import { proofNotes, type ArchivedFile } from './mail-proof';
import type { MailSection, MailTone, WholeLists } from './mail-section';
import { mailSections, tailNote } from './mail-sections';

/** A bar over the whole width that nobody overlooks. */
export interface MailBar {
  readonly words: string;
  readonly tone: MailTone;
}

/** A headline figure, and the one before it as text; null when the two cannot be compared. */
export interface MailFigure {
  readonly label: string;
  /** `at least` or `in part` before the figure if not every day was read; otherwise empty. */
  readonly part: string;
  readonly now: string;
  /** In brackets behind the figure: `58 requested`. */
  readonly aside: string | null;
  readonly before: string | null;
}

/** A mail before HTML or plain text: both print all of it, in this order. */
export interface MailContent {
  readonly subject: string;
  /** Shown by an inbox beside the subject; the mail says it again. */
  readonly preheader: string;
  /**
   * The correction, the missing days, and the warnings: weeks that were not mailed, a change of the zone, filters that
   * matched nothing. A green line comes last if no day is missing.
   */
  readonly bars: readonly MailBar[];
  readonly organization: string;
  /** The period, and the zone of all times in the mail. */
  readonly period: string;
  /** What the report is narrowed to; null when it holds everything. */
  readonly filter: string | null;
  readonly headline: readonly HeadlinePart[];
  readonly worst: readonly MailFinding[];
  readonly figures: readonly MailFigure[];
  readonly sections: readonly MailSection[];
  readonly foot: readonly string[];
}

/** The attachments of a mail: the whole files, a workbook without the raw events, or none. */
export type Attached = 'whole' | 'without-log' | 'nothing';

/** What a workbook has, as far as it is attached; `covered` are the words for a filter. */
const workbookWords: Readonly<Record<Attached, (covered: string) => string>> = {
  whole: (covered) =>
    `The attached workbook has every finding, activation, change and audit event${covered}, and explains every column.`,
  'without-log': (covered) =>
    `The attached workbook has every finding, activation and change${covered}. The raw audit events are left out: ` +
    'with them it would be larger than a mail may be. "pim-report report" writes all of it.',
  nothing: () =>
    'No file is attached: even without the raw audit events it would be larger than a mail may be. ' +
    '"pim-report report" writes it.',
};

/** Says what is attached. Without a workbook, what the other files have. */
function attachedWords(attached: Attached, place: WholeLists, covered: string): string {
  if (place === 'the workbook') return workbookWords[attached](covered);
  return attached === 'nothing'
    ? 'No file is attached: the files would be larger than a mail may be. "pim-report report" writes them.'
    : `The attached files have every finding, activation and change${covered}.`;
}

/** The facts of one mail of a report: a report can be mailed again, as a correction. */
export interface MailEdition {
  /** The files that are archived for it. */
  readonly files: readonly ArchivedFile[];
  /** What it corrects, in one sentence; null for the first mail of its period. */
  readonly correction: string | null;
}

/** Puts the mail together. Lists are cut and say how many more rows the workbook or the other files have. */
export function mailContent(
  context: ReportContext,
  attached: Attached,
  { files, correction }: MailEdition,
): MailContent {
  const { model, clock } = context;
  const made = `${clock.longDate(model.generatedAt)}, ${clock.time(model.generatedAt)}`;
  const place = files.some(({ name }) => name.endsWith('.xlsx')) ? 'the workbook' : 'the files';
  const findings = mailFindings(context);
  const lines = headline(context);
  const bars = barsOf(context, correction);
  const worst = findings.worst[0]?.sentence.map(({ text }) => text).join('');
  const gap = context.completeness.complete ? undefined : context.completeness.sentence;
  return {
    subject: subjectLine(context, correction !== null),
    // The subject begins with what is missing.
    preheader: worst ?? gap ?? lines[0]?.words ?? '',
    bars,
    organization: oneLine(model.organization, 80),
    period: `${datedPeriod(model.period)}. All times are in ${model.period.timeZone}.`,
    filter: model.filter === null ? null : oneLine(model.filter, 400),
    headline: lines,
    worst: findings.worst,
    figures: figuresOf(context),
    sections: mailSections(context, findings, place),
    foot: [
      attachedWords(attached, place, ofCovered(model)),
      [tailNote(context, place), ...proofNotes(files)].join(' '),
      `Report "${oneLine(model.report)}", made ${made}.`,
    ],
  };
}

function barsOf(context: ReportContext, correction: string | null): MailBar[] {
  const { complete, sentence } = context.completeness;
  const bars: MailBar[] = [
    ...(correction === null ? [] : [{ words: oneLine(correction, 400), tone: 'medium' as const }]),
    ...(complete ? [] : [{ words: sentence, tone: 'alarm' as const }]),
    ...reportWarnings(context.model)
      .slice(0, 5)
      .map((words) => ({ words, tone: 'medium' as const })),
  ];
  return complete ? [...bars, { words: sentence, tone: 'complete' }] : bars;
}

/** The headline figures but the number of audit events, which is in the foot. */
function figuresOf({ model, panels, completeness }: ReportContext): MailFigure[] {
  const { requests, activations } = model.totals;
  const rows = panels.headline.rows.filter(({ key }) => key !== 'events');
  return rows.map(({ key, name, figures, unit = 'count' }) => {
    const [now, then] = [figures?.now ?? 0, figures?.before ?? null];
    const { part, figure } = partialFigure(now, unit, completeness.complete);
    const differs = key === 'activations' && requests !== activations;
    return {
      label: name,
      aside: differs ? `${formatNumber(requests)} requested` : null,
      part,
      now: figure,
      before: then === null ? null : beforeWords(now, then, unit, model.period),
    };
  });
}
