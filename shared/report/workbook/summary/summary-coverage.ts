import type { Worksheet } from 'exceljs';
import type { DayCoverage } from '../../../domain/collection-day';
import { localClock } from '../../local-clock';
import type { ReportModel } from '../../report-model';
import { counted } from '../../words';
import { colours, text, toneStyle } from '../sheet-style';
import { moduleSpan, writeSpan } from './summary-grid';

interface Cell {
  readonly over: string;
  readonly word: string;
  readonly state: string;
}

const states = ['complete', 'partial', 'missing', 'lost'] as const;

/** The page is eight cells wide, and a whole number of weeks stands seven by seven. */
const [mostAcross, weekAcross, mostDays] = [8, 7, 24];

/** Writes how well each day is known, a coloured cell with its word a day. Returns the first row under it. */
export function writeCoverage(sheet: Worksheet, row: number, { coverage }: ReportModel): number {
  const { cells, across, modules } = coverage.length <= mostDays ? dayCells(coverage) : stateCells(coverage);
  cells.forEach(({ over, word, state }, index) => {
    const centred = { vertical: 'middle', horizontal: 'center', shrinkToFit: true } as const;
    const span = moduleSpan((index % across) * modules, modules);
    const top = row + 2 * Math.floor(index / across);
    writeSpan(sheet, top, span, over, { ...text(9, { colour: colours.muted }), alignment: centred });
    writeSpan(sheet, top + 1, span, word, { ...text(11), ...toneStyle(state), alignment: centred });
    sheet.getRow(top).height = 14;
    sheet.getRow(top + 1).height = 18;
  });
  return row + 2 * Math.ceil(cells.length / across);
}

interface Strip {
  readonly cells: readonly Cell[];
  /** Cells beside one another, each so many modules wide. */
  readonly across: number;
  readonly modules: number;
}

function dayCells(coverage: readonly DayCoverage[]): Strip {
  // Days of coverage are UTC days, whatever the report's zone is.
  const clock = localClock('UTC');
  const cells = coverage.map(({ day, state }) => {
    return { over: clock.shortDate(new Date(`${day}T00:00:00Z`)), word: state, state };
  });
  return { cells, across: cells.length % weekAcross === 0 ? weekAcross : mostAcross, modules: 1 };
}

/** Of a period whose days have no room, how many are of each state. */
function stateCells(coverage: readonly DayCoverage[]): Strip {
  const cells = states.map((state) => {
    const count = coverage.filter((day) => day.state === state).length;
    return { over: state, word: counted(count, 'day'), state: count === 0 ? '' : state };
  });
  return { cells, across: states.length, modules: mostAcross / states.length };
}
