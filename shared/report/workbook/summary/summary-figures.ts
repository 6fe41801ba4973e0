import type { ConditionalFormattingRule, Worksheet } from 'exceljs';
import type { LocalClock } from '../../local-clock';
import type { ReportModel } from '../../report-model';
import type { Block, Place } from '../block';
import { writeBlock } from '../block';
import { colours, text } from '../sheet-style';
import {
  approvalsBlock,
  daysBlock,
  endingsBlock,
  hoursBlock,
  mfaBlock,
  outcomesBlock,
  trendBlock,
  weekBlock,
} from '../statistics-blocks';
import { figuresBlock, peopleBlock, rolesBlock, severitiesBlock, unknownBlock } from './summary-blocks';
import type { SummaryFacts } from './summary-facts';
import { pageColumns } from './summary-grid';

/** A block and where it was written. */
export interface Written {
  readonly block: Block;
  readonly place: Place;
}

/** The blocks that the charts are bound to. */
export interface ChartFigures {
  readonly days: Written;
  readonly trend: Written;
  readonly roles: Written;
  readonly people: Written;
  readonly hours: Written;
}

/** Panels to the right of the page: names and their figures, a gap before each. */
const panels = [
  [3, 26, 13, 13, 17, 17],
  [3, 42, 13, 11],
  [3, 30, 13, 15, 11],
  [3, 10, ...new Array<number>(7).fill(6)],
  [3, 7, 7, 14, 12],
] as const;

/** The widths of the columns behind the page's own, in characters. */
export const figureWidths: readonly number[] = panels.flat();

/**
 * Writes the figures behind the charts, and those that have no place on the page, to its right, where they are seen
 * on the screen and not printed. Returns where the ones of the charts stand.
 */
export function writeFigures(
  sheet: Worksheet,
  row: number,
  model: ReportModel,
  { statistics, roles: rankedRoles, people: rankedPeople }: SummaryFacts,
  clock: LocalClock,
): ChartFigures {
  const [first, second, third, fourth, fifth] = panels.map(
    (_, index) => pageColumns + 2 + panels.slice(0, index).flat().length,
  ) as [number, number, number, number, number];
  const title = sheet.getCell(row, first);
  title.value = 'Figures behind the charts, and more. They are not printed.';
  title.style = text(12, { colour: colours.muted });

  const top = row + 2;
  const stack = (column: number, blocks: readonly Block[]): Written[] => {
    let next = top;
    return blocks.map((block) => {
      const place = { row: next, column };
      next = writeBlock(sheet, block, place) + 1;
      return { block, place };
    });
  };
  // The days come last: a long period has many.
  const [trend, days] = stack(first, [trendBlock(model), daysBlock(model, statistics, clock)]);
  const [roles, people] = stack(second, [
    rolesBlock(model, rankedRoles),
    peopleBlock(model, rankedPeople),
    outcomesBlock(model),
  ]);
  const unknown = unknownBlock(model);
  stack(third, [
    figuresBlock(model),
    severitiesBlock(model),
    endingsBlock(statistics),
    approvalsBlock(statistics),
    mfaBlock(statistics),
    ...(unknown === null ? [] : [unknown]),
  ]);
  const [grid] = stack(fourth, [hoursBlock(model, statistics)]);
  const [hours] = stack(fifth, [weekBlock(statistics)]);
  if (!trend || !days || !roles || !people || !grid || !hours) throw new Error('A block was not written.');
  darken(sheet, grid.place);
  return { days, trend, roles, people, hours };
}

/** The hours of the seven days, the fuller the darker. */
function darken(sheet: Worksheet, { row, column }: Place): void {
  const corner = (down: number, right: number): string => sheet.getCell(row + down, column + right).address;
  const rule: ConditionalFormattingRule = {
    type: 'colorScale',
    priority: 1,
    cfvo: [{ type: 'num', value: 0 }, { type: 'max' }],
    color: [{ argb: colours.white }, { argb: colours.bar }],
  };
  sheet.addConditionalFormatting({ ref: `${corner(1, 1)}:${corner(24, 7)}`, rules: [rule] });
}
