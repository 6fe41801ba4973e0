import type { Finding } from '../../../domain/finding';
import { severities } from '../../../domain/finding';
import { completeness } from '../../completeness';
import { headlineFigures } from '../../figures';
import { comparedWords } from '../../period-words';
import type { Ranked } from '../../rankings';
import type { ReportModel } from '../../report-model';
import { notKnown } from '../../statistics-words';
import { severityTones } from '../../word-tones';
import { oneLine } from '../../../text/text-safety';
import { plural } from '../../../text/plural';
import type { Block, BlockCell } from '../../../spreadsheet/page/block';
import { whole } from '../../../spreadsheet/page/block';
import { formats } from '../../../spreadsheet/style';

/** As many findings as the page has room for. */
export const maxFindings = 6;

const mostRanked = 5;

/** What stands beside a bar on two lines at most. */
const longestName = 56;
const signed = '+#,##0.#;-#,##0.#;0';

/** The findings for the first page, and how many more there are. */
export function topFindings({ findings }: ReportModel): { shown: readonly Finding[]; note: string } {
  const open = findings.filter(({ suppressed }) => suppressed === null);
  const shown = open.slice(0, maxFindings);
  const suppressed = findings.length - open.length;
  const notes = [
    open.length === 0 ? 'No open finding.' : null,
    open.length > shown.length ? `and ${open.length - shown.length} more on the Findings sheet.` : null,
    suppressed > 0 ? `${plural(suppressed, 'suppressed finding')} on the Findings sheet.` : null,
  ].filter((note) => note !== null);
  return { shown, note: notes.join(' ') };
}

/** The headline figures beside those of the period before. */
export function figuresBlock(model: ReportModel): Block {
  return {
    title: 'In figures',
    head: comparedHead(model),
    rows: headlineFigures(model).map(({ label, now, before, unit }) =>
      compared(
        unit === 'minutes' ? 'Elevated minutes' : label,
        now,
        before,
        unit === 'minutes' ? formats.minutes : formats.number,
      ),
    ),
  };
}

/** Open findings by severity beside those of the period before. */
export function severitiesBlock(model: ReportModel): Block {
  const { totals, previous } = model;
  return {
    title: 'Open findings',
    head: comparedHead(model),
    rows: severities.map((severity) => {
      const now = totals.findings[severity];
      // The colour calls for a look, so it is kept for severities that have something to look at.
      const label = now > 0 ? { word: severity, tone: severityTones[severity] } : severity;
      return compared(label, now, previous?.findings[severity] ?? null, formats.number);
    }),
  };
}

/** The roles that were activated most. */
export function rolesBlock(model: ReportModel, ranked: readonly Ranked[]): Block {
  return ranking('Most activated roles', ranked, model);
}

/** The people who activated most. */
export function peopleBlock(model: ReportModel, ranked: readonly Ranked[]): Block {
  return ranking('Most active people', ranked, model);
}

/** Activity names that the catalogue lacks; null when there are none. */
export function unknownBlock({ unknownActivities }: ReportModel): Block | null {
  if (unknownActivities.length === 0) return null;
  const more = unknownActivities.length - mostRanked;
  return {
    title: 'Activities that this version does not know',
    head: ['Events'],
    rows: unknownActivities.slice(0, mostRanked).map(({ name, count }) => [oneLine(name, 120), whole(count)]),
    note: more > 0 ? `and ${more} more; all are on the Events sheet.` : 'All are on the Events sheet.',
  };
}

/** Always equally many rows, the rest of them empty, so that a chart's bars are equally thick in every week. */
function ranking(title: string, ranked: readonly Ranked[], model: ReportModel): Block {
  const more = ranked.length - mostRanked;
  const none = completeness(model).complete ? 'None' : 'None seen';
  return {
    title,
    head: ['Activations', 'Minutes'],
    rows: Array.from({ length: mostRanked }, (_, index): BlockCell[] => {
      const one = ranked[index];
      if (one === undefined) return [index === 0 ? none : null, null, null];
      return [
        oneLine(one.name, longestName),
        whole(one.activations),
        { number: one.minutes, format: formats.minutes },
      ];
    }),
    note: more > 0 ? `and ${more} more on the Activations sheet.` : null,
  };
}

function comparedHead({ period }: ReportModel): string[] {
  return [...comparedWords(period), 'Change'];
}

function compared(label: BlockCell, now: number, before: number | null, format: string): BlockCell[] {
  if (before === null) return [label, { number: now, format }, notKnown, null];
  return [
    label,
    { number: now, format },
    { number: before, format },
    { number: Math.round((now - before) * 10) / 10, format: signed },
  ];
}
