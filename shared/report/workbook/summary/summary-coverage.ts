import type { LocalClock } from '../../../domain/time/local-clock';
import { moduleSpan } from '../../../spreadsheet/page/page-grid';
import type { PageSheet } from '../../../spreadsheet/page/page-sheet';
import { colours, text, toneStyle, type ToneName } from '../../../spreadsheet/style';
import { plural } from '../../../text/plural';
import {
  localDayCoverage,
  localDayStates,
  type LocalDayCoverage,
  type LocalDayState,
} from '../../local-days';
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
 * Writes the state of each local day as a coloured cell with its word; the Coverage sheet has the UTC days. Returns the
 * first row under it.
 */
export function writeCoverage(page: PageSheet, row: number, { model, clock }: ReportContext): number {
  const days = localDayCoverage(model);
  const { cells, across, modules } = days.length <= maxDays ? dayCells(days, clock) : stateCells(days);
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

/** The words of the strip: those of the Coverage sheet, but `in part` as in the chart of the days. */
const wordOf = (state: LocalDayState): string => (state === 'partial' ? 'in part' : state);

function dayCells(days: readonly LocalDayCoverage[], clock: LocalClock): Strip {
  const cells = days.map(({ from, state }) => {
    return { over: clock.shortDate(from), word: wordOf(state), tone: stateTones[state] };
  });
  return { cells, across: cells.length % weekAcross === 0 ? weekAcross : maxAcross, modules: 1 };
}

/** The states that a long period shows with 0 days too. Most stores never hold a day in another one. */
const usual: ReadonlySet<LocalDayState> = new Set(['complete', 'partial', 'missing', 'lost']);

/** For a period with more days than fit: the number of days in each state. */
function stateCells(days: readonly LocalDayCoverage[]): Strip {
  const countOf = (state: LocalDayState) => days.filter((day) => day.state === state).length;
  const shown = localDayStates.filter((state) => usual.has(state) || countOf(state) > 0);
  const cells = shown.map((state) => {
    const count = countOf(state);
    return { over: wordOf(state), word: plural(count, 'day'), tone: count === 0 ? null : stateTones[state] };
  });
  return { cells, across: shown.length, modules: Math.floor(maxAcross / shown.length) };
}
