import type { Block, WrittenBlock } from '../../../spreadsheet/page/block';
import { pageColumns } from '../../../spreadsheet/page/page-grid';
import type { PageSheet } from '../../../spreadsheet/page/page-sheet';
import { colours, text } from '../../../spreadsheet/style';
import type { Panel } from '../../panels/panel';
import type { ReportContext } from '../../report-context';
import {
  dayBlock,
  panelBlock,
  rankingBlock,
  trendBlock,
  unknownBlock,
  weekBlock,
  wholeRanking,
} from '../panel-block';

/** The blocks that the charts are bound to. */
export type ChartFigures = Readonly<Record<'days' | 'trend' | 'roles' | 'people' | 'hours', WrittenBlock>>;

/** The columns to the right of the page, in five stacks of blocks: a gap, names and their figures. */
const areas = [
  [3, 26, 13, 13, 17, 17],
  [3, 42, 13, 11],
  [3, 30, 13, 15, 11],
  [3, 10, ...new Array<number>(7).fill(6)],
  [3, 7, 7, 14, 12],
] as const;

/** The widths of the columns behind the page's own, in characters. */
export const figureWidths: readonly number[] = areas.flat();

/**
 * Writes the figures behind the charts, and those that have no place on the page, to its right, where they are on the
 * screen and not on paper. Returns the blocks of the charts.
 */
export function writeFigures(page: PageSheet, row: number, context: ReportContext): ChartFigures {
  const { completeness, panels } = context;
  const [first, second, third, fourth, fifth] = areas.map(
    (_, index) => pageColumns + 2 + areas.slice(0, index).flat().length,
  ) as [number, number, number, number, number];
  const title = 'Figures behind the charts, and more. They are not printed.';
  page.write(row, { from: first, to: first }, title, text(12, { colour: colours.muted }));

  const stack = (column: number, blocks: readonly Block[]): WrittenBlock[] => {
    let next = row + 2;
    return blocks.map((block) => {
      const written = page.writeBlock(block, { row: next, column });
      next = written.end + 1;
      return written;
    });
  };
  const none = completeness.complete ? 'None' : 'None seen';
  // The days come last: a long period has many.
  const [trend, days] = stack(first, [trendBlock(panels.trend), dayBlock(panels.days)]);
  const [roles, people] = stack(second, [
    rankingBlock(panels.roles, none),
    rankingBlock(panels.people, none),
    panelBlock(panels.outcomes),
    ...wholeRanking(panels.roles),
    ...wholeRanking(panels.people),
  ]);
  stack(third, [
    panelBlock(minutesNamed(panels.headline)),
    panelBlock(panels.severities),
    panelBlock(panels.endings),
    panelBlock(panels.approvals),
    panelBlock(panels.mfa),
    ...(panels.changes.rows.length === 0 ? [] : [panelBlock(panels.changes)]),
    ...(panels.unknown.rows.length === 0 ? [] : [unknownBlock(panels.unknown)]),
  ]);
  const [grid] = stack(fourth, [panelBlock(panels.hours)]);
  const [hours] = stack(fifth, [weekBlock(panels.hours)]);
  if (!trend || !days || !roles || !people || !grid || !hours) throw new Error('A block was not written.');
  // The hours of the seven days: the fuller the darker.
  const { row: top, column: left } = grid.place;
  page.shade({ row: top + 1, column: left + 1 }, { row: top + 24, column: left + 7 });
  return { days, trend, roles, people, hours };
}

/** Here elevated time is a number of minutes. */
function minutesNamed(panel: Panel): Panel {
  const rows = panel.rows.map((row) => (row.unit === 'minutes' ? { ...row, name: 'Elevated minutes' } : row));
  return { ...panel, rows };
}
