import type { Workbook, Worksheet } from 'exceljs';
import type { Statistics } from '../../../analysis/statistics';
import type { ReportModel } from '../../report-model';
import { approvalSentence, endingSentence, mfaSentence } from '../../statistics-words';
import { oneLine } from '../../../text/text-safety';
import { counted } from '../../words';
import type { Chart } from '../charts/chart';
import { setPrintArea, setUpPage } from '../page-setup';
import type { SheetAdditions } from '../sheet-additions';
import { colours, text } from '../sheet-style';
import { summaryCharts } from './summary-charts';
import { writeCoverage } from './summary-coverage';
import type { SummaryFacts } from './summary-facts';
import { figureWidths, writeFigures } from './summary-figures';
import { writeFindings } from './summary-findings';
import type { Span } from './summary-grid';
import { moduleSpan, pageColumns, pageWidths, wholePage, writeSentence } from './summary-grid';
import { writeHappened, writeHead } from './summary-head';
import { writeTiles } from './summary-tiles';
import type { SheetFrame } from '../table-sheet';

const [gapHeight, chartRows, rowHeight] = [8, 12, 15];

/**
 * Adds the sheet that a reader with two minutes reads: one landscape page of sentences, tiles, findings and charts,
 * and to its right the figures that the charts are bound to. Returns what exceljs cannot write of it.
 */
export function addSummarySheet(
  workbook: Workbook,
  model: ReportModel,
  { footer, clock }: SheetFrame,
  facts: SummaryFacts,
): SheetAdditions {
  const sheet = workbook.addWorksheet('Summary', { views: [{ showGridLines: false }] });
  setUpPage(sheet, footer, null);
  sheet.columns = [...pageWidths, ...figureWidths].map((width) => ({ width }));

  const coverage = writeHead(sheet, 1, model, clock);
  const happened = gap(sheet, writeCoverage(sheet, coverage, model));
  const tiles = gap(sheet, writeHappened(sheet, happened, model));
  const findings = gap(sheet, writeTiles(sheet, tiles, model));
  const { end, links } = writeFindings(sheet, findings, model, clock);
  const charts = gap(sheet, end);
  for (let row = charts; row < charts + chartRows; row += 1) sheet.getRow(row).height = rowHeight;
  const notes = gap(sheet, charts + chartRows);
  const last = writeNotes(sheet, notes, model, facts.statistics);
  setPrintArea(sheet, pageColumns, Math.max(notes, last - 1));

  const figures = writeFigures(sheet, charts, model, facts, clock);
  const quarter = (index: number) => areaOf(sheet, moduleSpan(2 * index, 2), charts, charts + chartRows);
  const places = {
    hours: areaOf(sheet, moduleSpan(4, 4), findings, end),
    days: quarter(0),
    trend: quarter(1),
    roles: quarter(2),
    people: quarter(3),
  };
  return { charts: summaryCharts(sheet, model, figures, places), links };
}

/** An empty low row. Returns the row after it. */
function gap(sheet: Worksheet, row: number): number {
  sheet.getRow(row).height = gapHeight;
  return row + 1;
}

/** An area over a span, from a row to before another. */
function areaOf(
  sheet: Worksheet,
  { from, to }: Span,
  row: number,
  endRow: number,
): Pick<Chart, 'area' | 'height'> {
  const rows = sheet.getRows(row, endRow - row) ?? [];
  const height = rows.reduce((total, { height: points }) => total + points, 0);
  return { area: { column: from, row, endColumn: to + 1, endRow }, height };
}

/** Under the charts: approvals, ends, multi-factor authentication and what this version does not know, in sentences. */
function writeNotes(sheet: Worksheet, row: number, model: ReportModel, statistics: Statistics): number {
  const facts = [
    approvalSentence(statistics.approvals),
    endingSentence(statistics.endings),
    mfaSentence(statistics),
  ].filter((sentence) => sentence !== null);
  const lines = [facts.join(' '), unknownWords(model)].filter((line) => line !== '');
  lines.forEach((words, index) => {
    const style = text(10, { colour: colours.muted });
    writeSentence(sheet, row + index, wholePage, words, style, { scale: 0.92, least: rowHeight });
  });
  return row + lines.length;
}

function unknownWords({ unknownActivities }: ReportModel): string {
  const [first, ...others] = unknownActivities;
  if (first === undefined) return '';
  const events = unknownActivities.reduce((sum, { count }) => sum + count, 0);
  const more = others.length === 0 ? '' : ` and ${counted(others.length, 'other')}`;
  return `This version does not know what ${counted(events, 'event')} did: ${oneLine(first.name, 120)}${more}. All are on the Events sheet.`;
}
