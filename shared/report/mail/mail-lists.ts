import { whatNeedsYou } from '../headline';
import type { LocalClock } from '../../domain/local-clock';
import type { MailSection } from './mail-section';
import { longest, more, short } from './mail-section';
import { comparedWords } from '../period-words';
import type { Ranked } from '../rankings';
import type { ReportModel } from '../report-model';
import { notKnown } from '../statistics-words';
import { oneLine } from '../../text/text-safety';
import { changeWords } from '../words';
import { formatDuration, formatNumber } from '../../text/format-number';

/** The open findings of high and medium severity, the worst first, cut; under them how many others there are. */
export function attentionSection(model: ReportModel, clock: LocalClock): MailSection {
  const open = model.findings.filter(
    ({ severity, suppressed }) => suppressed === null && (severity === 'high' || severity === 'medium'),
  );
  const suppressed = model.findings.filter((finding) => finding.suppressed !== null).length;
  const { low, info } = model.totals.findings;
  const others = [
    low > 0 ? `${formatNumber(low)} low` : null,
    info > 0 ? `${formatNumber(info)} info` : null,
    suppressed > 0 ? `${formatNumber(suppressed)} suppressed` : null,
  ].filter((part) => part !== null);
  const rest = [
    more(open.length, longest),
    others.length > 0 ? `Also in the workbook: ${others.join(', ')}.` : null,
  ].filter((note) => note !== null);
  return {
    title: 'What needs you',
    lead: whatNeedsYou(model),
    figures: false,
    head: ['Severity', 'Finding'],
    rows: open.slice(0, longest).map((finding) => ({
      cells: [finding.severity, oneLine(finding.sentence, 240)],
      tone: finding.severity,
      detail: clock.shortText(finding.at),
    })),
    notes: rest.length === 0 ? [] : [rest.join(' ')],
  };
}

/** The first of a ranking; null when it is empty. */
export function rankingSection(title: string, what: string, ranked: readonly Ranked[]): MailSection | null {
  if (ranked.length === 0) return null;
  return {
    title,
    lead: null,
    figures: true,
    head: [what, 'Activations', 'Elevated time'],
    rows: ranked.slice(0, short).map(({ name, activations, minutes }) => ({
      cells: [oneLine(name, 80), formatNumber(activations), formatDuration(minutes)],
      tone: null,
    })),
    notes: notes(more(ranked.length, short)),
  };
}

/** How often each kind of change was made; null when none was. */
export function changesSection(model: ReportModel): MailSection | null {
  const counts = new Map<string, number>();
  for (const { kind, result } of model.changes) {
    const words = result === 'completed' ? changeWords[kind] : `${changeWords[kind]} (${result})`;
    counts.set(words, (counts.get(words) ?? 0) + 1);
  }
  if (counts.size === 0) return null;
  const sorted = [...counts].sort(([, a], [, b]) => b - a);
  return {
    title: 'Changes to assignments and settings',
    lead: null,
    figures: true,
    head: ['Change', 'Times'],
    rows: sorted
      .slice(0, longest)
      .map(([words, count]) => ({ cells: [words, formatNumber(count)], tone: null })),
    notes: notes(more(sorted.length, longest)),
  };
}

/** Every day of the coverage, the proof of what the first line says. */
export function coverageSection(model: ReportModel, clock: LocalClock): MailSection {
  const { coverage, totals, previous, period } = model;
  const [, before] = comparedWords(period);
  const eventsBefore = previous === null ? notKnown : formatNumber(previous.events);
  return {
    title: 'Coverage, by UTC day',
    lead: null,
    figures: true,
    head: ['State', 'Events', 'Day'],
    rows: coverage.slice(0, longest).map(({ day, state, events, lastReadAt }) => ({
      cells: [state, formatNumber(events), day],
      detail: lastReadAt === null ? 'never read' : `read ${clock.shortText(lastReadAt)}`,
      tone: state,
    })),
    notes: [
      coverage.length === 0 ? 'No day of this period is recorded as read.' : more(coverage.length, longest),
      `Audit events: ${formatNumber(totals.events)} (${before.toLowerCase()}: ${eventsBefore}).`,
    ].filter((note) => note !== null),
  };
}

/** The activities that the catalogue lacks; null when there are none. */
export function unknownSection({ unknownActivities }: ReportModel): MailSection | null {
  if (unknownActivities.length === 0) return null;
  return {
    title: 'Activities that this version does not know',
    lead: null,
    figures: true,
    head: ['Activity', 'Events'],
    rows: unknownActivities.slice(0, short).map(({ name, count }) => ({
      cells: [oneLine(name, 120), formatNumber(count)],
      tone: null,
    })),
    notes: notes(
      more(unknownActivities.length, short) ?? 'They are kept in the Events sheet, but not interpreted.',
    ),
  };
}

function notes(note: string | null): string[] {
  return note === null ? [] : [note];
}
