import { accessSentences } from '../words/access-words';
import { inCovered } from '../words/claim-limit';
import { periodNoun } from '../words/period-words';
import { formatNumber } from '../../text/format-number';
import { plural } from '../../text/plural';
import { oneLine } from '../../text/text-safety';
import { whatHappened } from '../headline';
import { alertSentences, suppressionSentence } from '../words/notices';
import { otherFindings } from '../open-findings';
import { unknownCount } from '../panels/list-panels';
import { rowFigureText, type Panel } from '../panels/panel';
import { requestSentences } from '../panels/sentences';
import { peopleWords } from '../panels/talk-panel';
import type { ReportContext } from '../report-context';
import type { MailFinding, MailFindings } from './mail-findings';
import { longest, more, short, type MailSection, type WholeLists } from './mail-section';

/** The parts of the mail after its first screen, in order; those with nothing to say are left out. */
export function mailSections(
  context: ReportContext,
  findings: MailFindings,
  place: WholeLists,
): MailSection[] {
  const { panels, statistics } = context;
  const ranking = { place, max: short, cut: 80 };
  return [
    talkSection(panels.talk),
    findingSection('More high findings', findings.high, leftNotes(findings, 'high', place)),
    findingSection(
      findings.medium.length > 0 ? 'Medium findings' : 'Other findings',
      findings.medium,
      restNotes(context, findings, place),
    ),
    alertSection(context, place),
    accessSection(context),
    { title: 'What happened', notes: [whatHappened(context), ...requestSentences(context)] },
    // Without an activation the sentences above say so.
    statistics.activated === 0
      ? null
      : panelSection(panels.days, { place, columns: ['all'], heads: { all: 'Activations' } }),
    trendSection(context, place),
    panelSection(panels.roles, ranking),
    panelSection(panels.people, ranking),
    panelSection(panels.changes, { place }),
  ].filter((section) => section !== null);
}

/** One line on the coverage and on what the report does not understand, and where the workbook has the rest. */
export function tailNote({ model, before, panels }: ReportContext, place: WholeLists): string {
  const { coverage, totals, period } = model;
  const see = (sheet: string): string => (place === 'the workbook' ? `: see the ${sheet} sheet.` : '.');
  const late = coverage.reduce((sum, { lateEvents }) => sum + lateEvents, 0);
  const counted = [
    plural(totals.events, 'audit event'),
    late === 0 ? '' : `, ${formatNumber(late)} of them late`,
    before === null
      ? ''
      : ` (${before.events === 0 ? 'none' : plural(before.events, 'event')} the ${periodNoun(period)} before)`,
    see('Coverage'),
  ].join('');
  const unknown = unknownCount(panels.unknown);
  const sentences = [
    counted,
    unknown === null ? null : `${unknown}${see('Summary')}`,
    suppressionSentence(model),
  ];
  return sentences.filter((sentence) => sentence !== null).join(' ');
}

/** The people whom the reader should talk to; null without such people. */
function talkSection(talk: Panel): MailSection | null {
  const people = peopleWords(talk);
  return people === null ? null : { title: talk.title, notes: [people] };
}

function findingSection(
  title: string,
  findings: readonly MailFinding[],
  notes: readonly string[],
): MailSection | null {
  return findings.length === 0 && notes.length === 0 ? null : { title, findings, notes };
}

/** `2 more high findings are in the workbook.`; empty when the mail has them all. */
function leftNotes(findings: MailFindings, of: 'high' | 'medium', place: WholeLists): string[] {
  const left = findings.left[of];
  if (left === 0) return [];
  const isShown = [...findings.worst, ...findings[of]].some(({ severity }) => severity === of);
  const noun = `${isShown ? 'more ' : ''}${of} finding`;
  return [`${plural(left, noun)} ${left === 1 ? 'is' : 'are'} in ${place}.`];
}

/** The findings that the mail leaves out, but the high ones. */
function restNotes({ model }: ReportContext, findings: MailFindings, place: WholeLists): string[] {
  const others = otherFindings(model);
  const notes = [
    ...leftNotes(findings, 'medium', place),
    ...(others === null ? [] : [`Also in ${place}: ${others}.`]),
  ];
  return notes.length === 0 ? [] : [notes.join(' ')];
}

/** Immediate alerts that reached no one: what they said is among the findings, that nobody heard it is not. */
function alertSection({ model, clock }: ReportContext, place: WholeLists): MailSection | null {
  const { undeliveredAlerts } = model;
  if (undeliveredAlerts.length === 0) return null;
  const lines = alertSentences(model, clock).slice(0, short);
  const rest = more(undeliveredAlerts.length, short, place);
  return { title: 'Alerts that were not delivered', notes: rest === null ? lines : [...lines, rest] };
}

/** Who holds access: how many, what is explained, and what keeps the report from knowing it. */
function accessSection({ model, clock }: ReportContext): MailSection | null {
  const notes = accessSentences(model, clock);
  return notes.length === 0 ? null : { title: 'Who holds access', notes };
}

/** The weeks beside each other; if nothing was activated in any of them, a sentence. */
function trendSection({ model, panels }: ReportContext, place: WholeLists): MailSection | null {
  const { title, rows } = panels.trend;
  const isQuiet = rows.every(({ figures, isPart }) => figures?.activations === 0 && isPart !== true);
  if (rows.length > 1 && isQuiet)
    return { title, notes: [`Nothing${inCovered(model)} was activated in the last ${rows.length} weeks.`] };
  return panelSection(panels.trend, { place, columns: ['activations', 'minutes'], max: 12 });
}

interface Choice {
  readonly place: WholeLists;
  /** Keys of the columns; left out, all. */
  readonly columns?: readonly string[];
  /** Heads in place of the columns' own. */
  readonly heads?: Readonly<Record<string, string>>;
  /** Maximum rows. */
  readonly max?: number;
  /** The length of a name in UTF-16 units. */
  readonly cut?: number;
}

function panelSection(panel: Panel, choice: Choice): MailSection | null {
  if (panel.rows.length === 0) return null;
  const { place, columns, heads = {}, max = longest, cut = 120 } = choice;
  const { bar } = panel;
  const shown = panel.columns.filter(({ key }) => columns?.includes(key) ?? true);
  const highest = bar === undefined ? 0 : Math.max(...panel.rows.map(({ figures }) => figures?.[bar] ?? 0));
  const rest = more(panel.rows.length, max, place);
  return {
    title: panel.title,
    head: [panel.names, ...shown.map(({ key, header }) => heads[key] ?? header)],
    rows: panel.rows.slice(0, max).map((row) => ({
      cells: [oneLine(row.name, cut), ...shown.map((column) => rowFigureText(row, column))],
      ...(bar === undefined ? {} : { bar: highest === 0 ? 0 : (row.figures?.[bar] ?? 0) / highest }),
    })),
    notes: [...(rest === null ? [] : [rest]), ...(panel.notes ?? [])],
  };
}
