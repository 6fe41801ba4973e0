import type { Chart } from '../../../spreadsheet/charts/chart';
import { moduleSpan, pageColumns, wholePage, type Span } from '../../../spreadsheet/page/page-grid';
import type { PageSheet, PageSheetPlan } from '../../../spreadsheet/page/page-sheet';
import { colours, text } from '../../../spreadsheet/style';
import { alertSentences, suppressionSentence } from '../../words/notices';
import { unknownSentence } from '../../panels/list-panels';
import { requestSentences } from '../../panels/sentences';
import type { ReportContext } from '../../report-context';
import { summaryCharts } from './summary-charts';
import { writeCoverage } from './summary-coverage';
import { figureWidths, writeFigures } from './summary-figures';
import { writeFindings } from './summary-findings';
import { writeHappened, writeHead } from './summary-head';
import { writeTiles } from './summary-tiles';

const [gapHeight, chartRows, rowHeight] = [8, 12, 15];

/**
 * The sheet for a reader with two minutes: one landscape page of sentences, tiles, findings and charts, and to its
 * right the figures that the charts are bound to.
 */
export function summaryPage(context: ReportContext): PageSheetPlan {
  return {
    name: 'Summary',
    besides: figureWidths,
    draw: (page) => {
      draw(page, context);
    },
  };
}

function draw(page: PageSheet, context: ReportContext): void {
  const coverage = writeHead(page, 1, context);
  const happened = gap(page, writeCoverage(page, coverage, context));
  const tiles = gap(page, writeHappened(page, happened, context));
  const findings = gap(page, writeTiles(page, tiles, context));
  const end = writeFindings(page, findings, context);
  const charts = gap(page, end);
  for (let row = charts; row < charts + chartRows; row += 1) page.setHeight(row, rowHeight);
  const notes = gap(page, charts + chartRows);
  const last = writeNotes(page, notes, context);
  page.printArea(pageColumns, Math.max(notes, last - 1));

  const figures = writeFigures(page, charts, context);
  const quarter = (index: number) => areaOf(page, moduleSpan(2 * index, 2), charts, charts + chartRows);
  const places = {
    hours: areaOf(page, moduleSpan(4, 4), findings, end),
    days: quarter(0),
    trend: quarter(1),
    roles: quarter(2),
    people: quarter(3),
  };
  for (const chart of summaryCharts(context, figures, places)) page.addChart(chart);
}

/** An empty low row. Returns the row after it. */
function gap(page: PageSheet, row: number): number {
  page.setHeight(row, gapHeight);
  return row + 1;
}

/** An area over a span, from a row to before another. */
function areaOf(
  page: PageSheet,
  { from, to }: Span,
  row: number,
  endRow: number,
): Pick<Chart, 'area' | 'height'> {
  return {
    area: { column: from, row, endColumn: to + 1, endRow },
    height: page.heightOf(row, endRow),
  };
}

/** Writes the requests, undelivered alerts and unknown activities in sentences under the charts. */
function writeNotes(page: PageSheet, row: number, context: ReportContext): number {
  const { model, clock, panels } = context;
  const lines = [
    requestSentences(context).join(' '),
    ...alertSentences(model, clock).slice(0, maxAlerts),
    unknownSentence(panels.unknown) ?? '',
    suppressionSentence(model) ?? '',
  ].filter((line) => line !== '');
  lines.forEach((words, index) => {
    const style = text(10, { colour: colours.muted });
    page.writeSentence(row + index, wholePage, words, style, { scale: 0.92, least: rowHeight });
  });
  return row + lines.length;
}

const maxAlerts = 3;
