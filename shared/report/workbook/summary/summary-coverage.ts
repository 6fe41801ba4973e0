import { dayStates, type DayCoverage, type DayState } from '../../../domain/collection-day';
import { localClock } from '../../../domain/time/local-clock';
import { moduleSpan } from '../../../spreadsheet/page/page-grid';
import type { PageSheet } from '../../../spreadsheet/page/page-sheet';
import { colours, text, toneStyle, type ToneName } from '../../../spreadsheet/style';
import { plural } from '../../../text/plural';
import { liesMostlyIn } from '../../completeness';
import type { ReportContext } from '../../report-context';
import { stateTones } from '../../words/word-tones';

interface Cell {
  readonly over: string;
  readonly word: string;
  readonly tone: ToneName | null;
}

/** The page is eight cells wide; whole weeks are shown seven by seven. */
const [maxAcross, weekAcross, maxDays] = [8, 7, 24];

/**
 * Writes the state of each day as a coloured cell with its word. A complete day that only touches the period is left
 * out; the Coverage sheet has it. Returns the first row under it.
 */
export function writeCoverage(page: PageSheet, row: number, { model }: ReportContext): number {
  const { period } = model;
  const coverage = model.coverage.filter(
    ({ day, state }) => state !== 'complete' || liesMostlyIn(period, day),
  );
  const { cells, across, modules } = coverage.length <= maxDays ? dayCells(coverage) : stateCells(coverage);
  const alignment = { vertical: 'middle', horizontal: 'center', shrinkToFit: true } as const;
  cells.forEach(({ over, word, tone }, index) => {
    const span = moduleSpan((index % across) * modules, modules);
    const top = row + 2 * Math.floor(index / across);
    const look = tone === null ? {} : toneStyle(tone);
    page.write(top, span, over, { ...text(9, { colour: colours.muted }), alignment });
    page.write(top + 1, span, word, { ...text(11), ...look, alignment });
    page.setHeight(top, 14);
    page.setHeight(top + 1, 18);
  });
  return row + 2 * Math.ceil(cells.length / across);
}

interface Strip {
  readonly cells: readonly Cell[];
  /** The number of cells beside one another, each `modules` wide. */
  readonly across: number;
  readonly modules: number;
}

function dayCells(coverage: readonly DayCoverage[]): Strip {
  // Days of coverage are UTC days, whatever the report's zone is.
  const clock = localClock('UTC');
  const cells = coverage.map(({ day, state }) => {
    return { over: clock.shortDate(new Date(`${day}T00:00:00Z`)), word: state, tone: stateTones[state] };
  });
  return { cells, across: cells.length % weekAcross === 0 ? weekAcross : maxAcross, modules: 1 };
}

/** For a period with more days than fit: the number of days in each state. */
function stateCells(coverage: readonly DayCoverage[]): Strip {
  const countOf = (state: DayState) => coverage.filter((day) => day.state === state).length;
  // Most stores never hold an imported day.
  const shown = dayStates.filter((state) => state !== 'imported' || countOf(state) > 0);
  const cells = shown.map((state) => {
    const count = countOf(state);
    return { over: state, word: plural(count, 'day'), tone: count === 0 ? null : stateTones[state] };
  });
  return { cells, across: shown.length, modules: Math.floor(maxAcross / shown.length) };
}
