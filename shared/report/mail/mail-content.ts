import type { Completeness } from '../completeness';
import { subjectLine, whatBecame } from '../headline';
import { mailSections } from './mail-sections';
import type { MailProof } from './mail-proof';
import { proofSections } from './mail-proof';
import type { MailSection } from './mail-section';
import { comparedWords, periodWords } from '../period-words';
import { figureText, notKnown } from '../panels/panel';
import type { ReportContext } from '../report-context';
import { oneLine } from '../../text/text-safety';

export type { ArchivedFile, MailProof } from './mail-proof';

/** A headline figure and the one before it, as text. */
export interface MailFigure {
  readonly label: string;
  readonly now: string;
  readonly before: string;
  /** Its share of the width when all figures are in one row: times are long. The shares add up to 1. */
  readonly share: number;
}

/** A mail before HTML or plain text: both print all of it, in this order. */
export interface MailContent {
  readonly subject: string;
  /** Shown by an inbox beside the subject; the mail says it again. */
  readonly preheader: string;
  /** What an earlier mail said differently, printed first; null when there is nothing to correct. */
  readonly correction: string | null;
  readonly completeness: Completeness;
  readonly organization: string;
  readonly period: string;
  /** What the report is narrowed to; null when it holds everything. */
  readonly filter: string | null;
  readonly figures: readonly MailFigure[];
  readonly happened: string;
  readonly sections: readonly MailSection[];
  readonly foot: readonly string[];
}

/** The attachments of a mail: the whole files, a workbook without the raw events, or none. */
export type Attached = 'whole' | 'without-log' | 'nothing';

const attachedWords: Readonly<Record<Attached, string>> = {
  whole:
    'The attached file holds every finding, activation, change and audit event, and says what each column means.',
  'without-log':
    'The attached file holds every finding, activation and change, and says what each column means. The raw audit ' +
    'events are left out of it: with them it would be larger than a mail may be. "pim-report report" writes the whole.',
  nothing:
    'No file is attached: even without the raw audit events it would be larger than a mail may be. ' +
    '"pim-report report" writes it.',
};

/** Puts the mail together. Lists are cut and say how many more rows the workbook has. */
export function mailContent(
  context: ReportContext,
  attached: Attached,
  proof: MailProof | null,
): MailContent {
  const { model, clock, completeness } = context;
  const generated = `${clock.longDate(model.generatedAt)}, ${clock.time(model.generatedAt)}`;
  const correction = proof?.correction ?? null;
  const sections = mailSections(context);
  const subject = subjectLine(model);
  const worst = sections[0]?.rows[0]?.cells[1] ?? sections[0]?.lead;
  return {
    subject: correction === null ? subject : `Correction: ${subject}`,
    preheader: completeness.complete ? (worst ?? completeness.sentence) : completeness.sentence,
    correction: correction === null ? null : oneLine(correction, 400),
    completeness,
    organization: oneLine(model.organization, 80),
    period: periodWords(model.period),
    filter: model.filter === null ? null : oneLine(model.filter, 400),
    figures: tiles(context),
    happened: whatBecame(model),
    sections: [...sections, ...proofSections(proof)],
    foot: [
      attachedWords[attached],
      `Report "${oneLine(model.report)}", made ${generated}. All times are in ${model.period.timeZone}.`,
    ],
  };
}

/** The headline figures but the last, the number of audit events, which stands beside the coverage. */
function tiles({ model, panels }: ReportContext): MailFigure[] {
  const [, before] = comparedWords(model.period);
  return panels.headline.rows.slice(0, -1).map(({ name, figures, unit = 'count' }) => {
    const then = figures?.before ?? null;
    return {
      label: name,
      now: figureText(figures?.now ?? 0, unit),
      before: `${before}: ${then === null ? notKnown : figureText(then, unit)}`,
      share: unit === 'minutes' ? 0.3 : 0.7 / 3,
    };
  });
}
