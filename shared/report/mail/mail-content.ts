import { statisticsOf } from '../../analysis/statistics';
import type { Completeness } from '../completeness';
import { completeness } from '../completeness';
import { figureText, headlineFigures } from '../figures';
import { subjectLine, whatBecame } from '../headline';
import { localClock } from '../../domain/local-clock';
import {
  attentionSection,
  changesSection,
  coverageSection,
  rankingSection,
  unknownSection,
} from './mail-lists';
import type { MailProof } from './mail-proof';
import { proofSection } from './mail-proof';
import type { MailSection } from './mail-section';
import { daysSection, outcomesSection, trendSection } from './mail-statistics';
import { comparedWords, periodWords } from '../period-words';
import { rankPeople, rankRoles } from '../rankings';
import type { ReportModel } from '../report-model';
import { notKnown } from '../statistics-words';
import { oneLine } from '../../text/text-safety';

export type { ArchivedFile, MailProof } from './mail-proof';

/** A headline figure and the one before it, as text. */
export interface MailFigure {
  readonly label: string;
  readonly now: string;
  readonly before: string;
  /** How much of the row's width it takes where all stand in one row: times are long. All add up to 1. */
  readonly share: number;
}

/** What a mail says, before HTML or plain text: both print all of it, in this order. */
export interface MailContent {
  readonly subject: string;
  /** What an inbox shows beside the subject; says nothing that the mail does not say again. */
  readonly preheader: string;
  /** What an earlier mail said otherwise, null when there was none: the first line where there is one. */
  readonly correction: string | null;
  readonly completeness: Completeness;
  readonly organization: string;
  readonly period: string;
  /** What the report was narrowed to, null when it holds everything. */
  readonly filter: string | null;
  readonly figures: readonly MailFigure[];
  readonly happened: string;
  readonly sections: readonly MailSection[];
  readonly foot: readonly string[];
}

/** What the mail carries: the whole files, a workbook without the raw events, or no file at all. */
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

/** Puts the mail together. Lists are cut and say how much more the workbook holds. */
export function mailContent(model: ReportModel, attached: Attached, proof: MailProof | null): MailContent {
  const clock = localClock(model.period.timeZone);
  const state = completeness(model);
  const statistics = statisticsOf(model.elevations, model.period);
  const generated = `${clock.longDate(model.generatedAt)}, ${clock.time(model.generatedAt)}`;
  const correction = proof?.correction ?? null;
  const attention = attentionSection(model, clock);
  const subject = subjectLine(model);
  return {
    subject: correction === null ? subject : `Correction: ${subject}`,
    preheader: state.complete
      ? (attention.rows[0]?.cells[1] ?? attention.lead ?? state.sentence)
      : state.sentence,
    correction: correction === null ? null : oneLine(correction, 400),
    completeness: state,
    organization: oneLine(model.organization, 80),
    period: periodWords(model.period),
    filter: model.filter === null ? null : oneLine(model.filter, 400),
    figures: tiles(model),
    happened: whatBecame(model),
    sections: [
      attention,
      daysSection(model, statistics, clock),
      trendSection(model),
      outcomesSection(model, statistics),
      rankingSection('Most activated roles', 'Role', rankRoles(model.elevations)),
      rankingSection('Most active people', 'Person', rankPeople(model.elevations)),
      changesSection(model),
      coverageSection(model, clock),
      unknownSection(model),
      proofSection(proof),
    ].filter((section) => section !== null),
    foot: [
      attachedWords[attached],
      `Report "${oneLine(model.report)}", made ${generated}. All times are in ${model.period.timeZone}.`,
    ],
  };
}

/** The figures of the head; how many audit events there were stands beside the coverage. */
function tiles(model: ReportModel): MailFigure[] {
  const [, before] = comparedWords(model.period);
  return headlineFigures(model)
    .filter(({ key }) => key !== 'events')
    .map((figure) => ({
      label: figure.label,
      now: figureText(figure.now, figure.unit),
      before: `${before}: ${figure.before === null ? notKnown : figureText(figure.before, figure.unit)}`,
      share: figure.unit === 'minutes' ? 0.3 : 0.7 / 3,
    }));
}
