import { formatNumber } from '../../text/format-number';
import { plural } from '../../text/plural';
import { oneLine } from '../../text/text-safety';
import { whatNeedsYou } from '../headline';
import { openFindings } from '../open-findings';
import type { Panel } from '../panels/panel';
import { figureText, notKnown } from '../panels/panel';
import { comparedWords } from '../period-words';
import type { ReportContext } from '../report-context';
import type { MailSection } from './mail-section';
import { longest, more, short } from './mail-section';

/** The panels and lists of the mail in order; those without rows are left out. */
export function mailSections(context: ReportContext): MailSection[] {
  const { panels, statistics } = context;
  const ranking = { max: short, cut: 80 };
  const seen = panels.outcomes.rows.filter(({ figures }) => (figures?.requests ?? 0) > 0);
  return [
    attentionSection(context),
    // Without an activation the first lines of the mail say so.
    statistics.activated === 0 ? null : daySection(panels.days),
    panelSection(panels.trend, { columns: ['activations', 'minutes'], max: 12 }),
    panelSection({ ...panels.outcomes, rows: seen }),
    panelSection(panels.roles, ranking),
    panelSection(panels.people, ranking),
    panelSection(panels.changes),
    coverageSection(context),
    unknownSection(panels.unknown),
  ].filter((section) => section !== null);
}

interface Choice {
  /** Keys of the columns; left out, all. */
  readonly columns?: readonly string[];
  /** The most rows. */
  readonly max?: number;
  /** The length of a name in UTF-16 units. */
  readonly cut?: number;
}

function panelSection(panel: Panel, { columns, max = longest, cut = 120 }: Choice = {}): MailSection | null {
  if (panel.rows.length === 0) return null;
  const { bar } = panel;
  const shown = panel.columns.filter(({ key }) => columns?.includes(key) ?? true);
  const highest = bar === undefined ? 0 : Math.max(...panel.rows.map(({ figures }) => figures?.[bar] ?? 0));
  const cutNote = more(panel.rows.length, max);
  return {
    title: panel.title,
    lead: null,
    figures: true,
    head: [panel.names, ...shown.map(({ header }) => header)],
    rows: panel.rows.slice(0, max).map(({ name, figures }) => ({
      cells: [
        oneLine(name, cut),
        ...shown.map(({ key, unit }) => {
          const figure = figures?.[key] ?? null;
          return figure === null ? notKnown : figureText(figure, unit);
        }),
      ],
      tone: null,
      ...(bar === undefined ? {} : { bar: highest === 0 ? 0 : (figures?.[bar] ?? 0) / highest }),
    })),
    notes: [...(cutNote === null ? [] : [cutNote]), ...(panel.notes ?? [])],
  };
}

/** The open findings of high and medium severity, the worst first; under them the number of the others. */
function attentionSection({ model, clock }: ReportContext): MailSection {
  const { open: all, suppressed } = openFindings(model);
  const open = all.filter(({ severity }) => severity === 'high' || severity === 'medium');
  const { low, info } = model.totals.findings;
  const others = Object.entries({ low, info, suppressed })
    .filter(([, count]) => count > 0)
    .map(([words, count]) => `${formatNumber(count)} ${words}`);
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
      ...(finding.at === null ? {} : { detail: clock.shortText(finding.at) }),
    })),
    notes: rest.length === 0 ? [] : [rest.join(' ')],
  };
}

function daySection(panel: Panel): MailSection | null {
  const all = panel.columns.map((column) =>
    column.key === 'all' ? { ...column, header: 'Activated' } : column,
  );
  const section = panelSection({ ...panel, columns: all, notes: [] }, { columns: ['all'] });
  const rest = panel.rows.length - longest;
  const cutNote = rest > 0 ? [`and ${plural(rest, 'more day')}.`] : [];
  return section === null ? null : { ...section, notes: [...cutNote, ...(panel.notes ?? [])] };
}

/** Every day of the coverage, the proof of the mail's first line. */
function coverageSection({ model, clock }: ReportContext): MailSection {
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

function unknownSection(panel: Panel): MailSection | null {
  const section = panelSection(panel, { max: short });
  if (section === null || section.notes.length > 0) return section;
  return { ...section, notes: ['They are kept in the Events sheet, but not interpreted.'] };
}
