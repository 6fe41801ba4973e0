import { whole, type Block, type BlockCell } from '../../spreadsheet/page/block';
import { formats } from '../../spreadsheet/style';
import { oneLine } from '../../text/text-safety';
import { maxUnknown } from '../panels/list-panels';
import { notKnown, type Panel, type PanelRow, type Unit } from '../panels/panel';
import { severityTones } from '../words/word-tones';

const unitFormats: Readonly<Record<Unit, string>> = {
  count: formats.number,
  minutes: formats.minutes,
  share: formats.share,
  change: '+#,##0.#;-#,##0.#;0',
};

/** A panel as cells: all its columns, figures as numbers. `heads` by key replace the columns' own. */
export function panelBlock(
  { title, columns, rows, notes = [] }: Panel,
  heads: Readonly<Record<string, string>> = {},
): Block {
  return {
    title,
    head: columns.map(({ key, header }) => heads[key] ?? header),
    rows: rows.map((row) => [nameCell(row), ...columns.map(({ key, unit }) => figureCell(row, key, unit))]),
    note: notes.length === 0 ? null : notes.join(' '),
  };
}

function nameCell({ name, tone }: PanelRow): BlockCell {
  return tone === undefined || tone === null ? name : { word: name, tone: severityTones[tone] };
}

function figureCell({ figures, unit: own }: PanelRow, key: string, unit: Unit): BlockCell {
  const figure = figures?.[key];
  if (figure === undefined) return null;
  const signed = unit === 'change' ? unit : (own ?? unit);
  return figure === null ? notKnown : { number: figure, format: unitFormats[signed] };
}

/** The first rows of a ranking; always equally many, so that a chart's bars are equally thick in every week. */
export function rankingBlock(panel: Panel, none: string): Block {
  const first = panel.rows.slice(0, maxRanked).map((row) => ({ ...row, name: oneLine(row.name, maxName) }));
  const more = panel.rows.length - maxRanked;
  const rest = more > 0 ? [`and ${more} more: the whole list is below.`] : [];
  const notes = [...rest, ...(panel.notes ?? [])];
  const { rows, ...block } = panelBlock({ ...panel, rows: first, notes }, { minutes: 'Minutes' });
  const empty = Array.from({ length: maxRanked - first.length }, (_, index): BlockCell[] => [
    index === 0 && first.length === 0 ? none : null,
    null,
    null,
  ]);
  return { ...block, rows: [...rows, ...empty] };
}

/** A ranking with all its rows, where {@link rankingBlock} leaves some out. */
export function wholeRanking(panel: Panel): Block[] {
  if (panel.rows.length <= maxRanked) return [];
  const rows = panel.rows.map((row) => ({ ...row, name: oneLine(row.name, maxName) }));
  return [panelBlock({ ...panel, title: `${panel.title}: all`, rows }, { minutes: 'Minutes' })];
}

const maxRanked = 5;
/** In UTF-16 units: fits on two lines beside a bar. */
const maxName = 56;

/** The days; an unknown day has no figures. Their names are short because they label a chart's axis. */
export function dayBlock(panel: Panel): Block {
  const rows = panel.rows.map((row) => ({ ...row, name: markedName(row) }));
  return panelBlock({ ...panel, rows, notes: [] });
}

/** `Thu 19 Nov (in part)`; `Wed 18 Nov –` for an unknown day. */
function markedName({ name, figures, isPart }: PanelRow): string {
  if (figures === null) return `${name} ${notKnown}`;
  return isPart === true ? `${name} (in part)` : name;
}

/** The weeks. An unknown one has no figures. */
export function trendBlock(panel: Panel): Block {
  const unknown = (name: string): BlockCell[] => [name, null, null, null, notKnown];
  const { title, head, rows } = panelBlock(panel, { minutes: 'Elevated minutes' });
  const short = panel.rows.map((row, index) =>
    row.figures === null ? unknown(row.name) : [markedName(row), ...(rows[index] ?? []).slice(1)],
  );
  return {
    title,
    head,
    // A chart needs a row to refer to.
    rows: short.length === 0 ? [unknown('No week is known')] : short,
  };
}

/** Unknown activities: the first, the rest on the Events sheet. */
export function unknownBlock(panel: Panel): Block {
  const first = panel.rows.slice(0, maxUnknown);
  const more = panel.rows.length - maxUnknown;
  const all = more > 0 ? `and ${more} more; all are on the Events sheet.` : 'All are on the Events sheet.';
  return panelBlock({ ...panel, rows: first, notes: [all, ...(panel.notes ?? [])] });
}

/**
 * The hours one after the other, as a chart of the whole week needs them: 168 rows. Its axis has room for the day and
 * every sixth hour, which have columns of their own.
 */
export function weekBlock({ columns, rows: hours }: Panel): Block {
  const rows = columns.flatMap(({ key, header }) =>
    hours.map(({ name, short = name, figures }, hour): BlockCell[] => [
      hour === 0 ? header : null,
      hour > 0 && hour % 6 === 0 ? short : null,
      `${header} ${name}`,
      whole(figures?.[key] ?? 0),
    ]),
  );
  return { title: 'Axis', head: ['', 'Hour by hour', 'Activations'], rows };
}
