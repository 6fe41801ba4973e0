import { statisticsOf } from '../analysis/statistics';
import type { Completeness } from './completeness';
import { completeness } from './completeness';
import { figureText, headlineFigures } from './figures';
import { subjectLine, whatHappened, whatNeedsYou } from './headline';
import type { LocalClock } from './local-clock';
import { localClock } from './local-clock';
import type { MailSection } from './mail-section';
import { longest, more, short } from './mail-section';
import { daysSection, outcomesSection, trendSection } from './mail-statistics';
import { periodWords, comparedWords } from './period-words';
import type { Ranked } from './rankings';
import { rankPeople, rankRoles } from './rankings';
import type { ReportModel } from './report-model';
import { notKnown } from './statistics-words';
import { oneLine } from './text-safety';
import { changeWords, duration, wholeNumber } from './words';

/** What a mail says, before HTML or plain text: both print all of it, in this order. */
export interface MailContent {
  readonly subject: string;
  readonly completeness: Completeness;
  readonly organization: string;
  readonly period: string;
  readonly happened: string;
  readonly needsYou: string;
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
export function mailContent(model: ReportModel, attached: Attached): MailContent {
  const clock = localClock(model.period.timeZone);
  const state = completeness(model);
  const statistics = statisticsOf(model.elevations, model.period);
  const generated = `${clock.longDate(model.generatedAt)}, ${clock.time(model.generatedAt)}`;
  return {
    subject: subjectLine(model),
    completeness: state,
    organization: oneLine(model.organization, 80),
    period: periodWords(model.period),
    happened: whatHappened(model),
    needsYou: whatNeedsYou(model),
    sections: [
      attention(model, clock),
      figures(model),
      outcomesSection(model, statistics),
      daysSection(model, statistics, clock),
      trendSection(model),
      ranking('Most activated roles', 'Role', rankRoles(model.elevations)),
      ranking('Most active people', 'Person', rankPeople(model.elevations)),
      changes(model),
      coverage(model, clock),
      unknown(model),
    ].filter((section) => section !== null),
    foot: [
      ...(model.filter === null ? [] : [`This report is narrowed to: ${oneLine(model.filter, 600)}`]),
      `Report "${oneLine(model.report)}", made ${generated}. All times are in ${model.period.timeZone}.`,
      attachedWords[attached],
    ],
  };
}

function attention(model: ReportModel, clock: LocalClock): MailSection | null {
  const open = model.findings.filter(
    ({ severity, suppressed }) => suppressed === null && (severity === 'high' || severity === 'medium'),
  );
  const suppressed = model.findings.filter((finding) => finding.suppressed !== null).length;
  const { low, info } = model.totals.findings;
  const others = [
    low > 0 ? `${low} low` : null,
    info > 0 ? `${info} info` : null,
    suppressed > 0 ? `${suppressed} suppressed` : null,
  ].filter((part) => part !== null);
  const notes = [
    more(open.length, longest),
    others.length > 0 ? `Also in the workbook: ${others.join(', ')}.` : null,
  ].filter((note) => note !== null);
  if (open.length === 0 && notes.length === 0) return null;
  return {
    title: 'What needs you',
    figures: false,
    head: ['Severity', 'Finding'],
    rows: open.slice(0, longest).map((finding) => ({
      cells: [finding.severity, `${oneLine(finding.sentence)} (${clock.shortText(finding.at)})`],
      tone: finding.severity,
    })),
    note: notes.length === 0 ? null : notes.join(' '),
  };
}

function figures(model: ReportModel): MailSection {
  return {
    title: 'In figures',
    figures: true,
    head: ['', ...comparedWords(model.period)],
    rows: headlineFigures(model).map((figure) => ({
      cells: [
        figure.label,
        figureText(figure.now, figure.unit),
        figure.before === null ? notKnown : figureText(figure.before, figure.unit),
      ],
      tone: null,
    })),
    note: null,
  };
}

function ranking(title: string, what: string, ranked: readonly Ranked[]): MailSection | null {
  if (ranked.length === 0) return null;
  return {
    title,
    figures: true,
    head: [what, 'Activations', 'Elevated time'],
    rows: ranked.slice(0, short).map(({ name, activations, minutes }) => ({
      cells: [oneLine(name, 80), wholeNumber(activations), duration(minutes)],
      tone: null,
    })),
    note: more(ranked.length, short),
  };
}

function changes(model: ReportModel): MailSection | null {
  const counts = new Map<string, number>();
  for (const { kind, result } of model.changes) {
    const words = result === 'completed' ? changeWords[kind] : `${changeWords[kind]} (${result})`;
    counts.set(words, (counts.get(words) ?? 0) + 1);
  }
  if (counts.size === 0) return null;
  const sorted = [...counts].sort(([, a], [, b]) => b - a);
  return {
    title: 'Changes to assignments and settings',
    figures: true,
    head: ['Change', 'Times'],
    rows: sorted
      .slice(0, longest)
      .map(([words, count]) => ({ cells: [words, wholeNumber(count)], tone: null })),
    note: more(sorted.length, longest),
  };
}

function coverage(model: ReportModel, clock: LocalClock): MailSection {
  return {
    title: 'Coverage, by UTC day',
    figures: true,
    head: ['State', 'Day', 'Events', 'Last read'],
    rows: model.coverage.map(({ day, state, events, lastReadAt }) => ({
      cells: [state, day, wholeNumber(events), lastReadAt === null ? 'never' : clock.shortText(lastReadAt)],
      tone: state,
    })),
    note: model.coverage.length === 0 ? 'No day of this period is recorded as read.' : null,
  };
}

function unknown({ unknownActivities }: ReportModel): MailSection | null {
  if (unknownActivities.length === 0) return null;
  return {
    title: 'Activities that this version does not know',
    figures: true,
    head: ['Activity', 'Events'],
    rows: unknownActivities.slice(0, short).map(({ name, count }) => ({
      cells: [oneLine(name, 120), wholeNumber(count)],
      tone: null,
    })),
    note: more(unknownActivities.length, short) ?? 'They are kept in the Events sheet, but not interpreted.',
  };
}
