import type { ConditionalFormattingRule, Style, Workbook, Worksheet } from 'exceljs';
import { statisticsOf } from '../../analysis/statistics';
import type { Finding } from '../../domain/finding';
import { completeness } from '../completeness';
import { whatHappened, whatNeedsYou } from '../headline';
import type { LocalClock } from '../local-clock';
import { periodWords } from '../period-words';
import type { ReportModel } from '../report-model';
import { cellText, oneLine } from '../text-safety';
import type { Block } from './block';
import { writeBlock } from './block';
import { setPrintArea, setUpPage } from './page-setup';
import { colours, heightFor, text, toneStyle, underlined } from './sheet-style';
import {
  coverageBlock,
  figuresBlock,
  peopleBlock,
  rolesBlock,
  severitiesBlock,
  topFindings,
  unknownBlock,
} from './summary-blocks';
import {
  approvalsBlock,
  daysBlock,
  endingsBlock,
  hoursBlock,
  mfaBlock,
  outcomesBlock,
  trendBlock,
} from './statistics-blocks';
import type { SheetFrame } from './table-sheet';

/** Three panels with a gap between them: a name and its figures. The name of the first is two columns wide. */
const widths = [11, 18, 13, 13, 16, 13, 3, 36, 13, 13, 11, 3, 28, 13, 11];
const panels = [
  { column: 1, span: 2 },
  { column: 8, span: 1 },
  { column: 13, span: 1 },
] as const;
const [sentenceFrom, sentenceTo] = [2, 11];

/** Beside the page, on the screen alone: a day and its 24 hours have no room on the paper. */
const hoursWidths = [3, 8, ...new Array<number>(24).fill(4.5)];

/** Adds the sheet that a reader with two minutes reads: one landscape page. */
export function addSummarySheet(workbook: Workbook, model: ReportModel, { footer, clock }: SheetFrame): void {
  const sheet = workbook.addWorksheet('Summary', { views: [{ showGridLines: false }] });
  setUpPage(sheet, footer, null);
  sheet.columns = [...widths, ...hoursWidths].map((width) => ({ width }));
  const statistics = statisticsOf(model.elevations, model.period);
  const row = writeFindings(sheet, writeHead(sheet, model, clock) + 1, model, clock) + 1;
  const last = writeTiers(sheet, row, [
    [[figuresBlock(model)], [severitiesBlock(model)], [outcomesBlock(model)]],
    [[daysBlock(model, statistics, clock)], [coverageBlock(model)], [endingsBlock(statistics)]],
    [
      [trendBlock(model)],
      [rolesBlock(model), peopleBlock(model)],
      [approvalsBlock(statistics), mfaBlock(statistics)],
    ],
  ]);
  const unknown = unknownBlock(model);
  const end = unknown === null ? last : writeBlock(sheet, unknown, { row: last, column: 1, span: 5 });
  writeHours(sheet, row, hoursBlock(model, statistics));
  setPrintArea(sheet, widths.length, end - 1);
}

/** One stack of blocks a panel, blocks of one tier starting on one row. Returns the first row under all. */
function writeTiers(
  sheet: Worksheet,
  first: number,
  tiers: readonly (readonly (readonly Block[])[])[],
): number {
  return tiers.reduce((top, stacks) => {
    const ends = stacks.map((blocks, panel) =>
      blocks.reduce(
        (row, block) => writeBlock(sheet, block, { row, ...(panels[panel] ?? panels[0]) }) + 1,
        top,
      ),
    );
    return Math.max(...ends);
  }, first);
}

/** The hours of the week beside the page, the fuller the darker. */
function writeHours(sheet: Worksheet, top: number, hours: Block): void {
  const [row, column] = [top + 1, widths.length + 2];
  const title = sheet.getCell(top, column);
  title.value = 'Activated by hour of the week';
  title.style = text(12, { bold: true, colour: colours.accent });
  writeBlock(sheet, hours, { row, column });
  const corner = (down: number, right: number): string => sheet.getCell(row + down, column + right).address;
  const darker: ConditionalFormattingRule = {
    type: 'colorScale',
    priority: 2,
    cfvo: [{ type: 'num', value: 0 }, { type: 'max' }],
    color: [{ argb: colours.white }, { argb: colours.bar }],
  };
  sheet.addConditionalFormatting({ ref: `${corner(1, 1)}:${corner(7, 24)}`, rules: [darker] });
}

/** Who, when, how complete, what happened and what needs a look. Returns the first row under it. */
function writeHead(sheet: Worksheet, model: ReportModel, clock: LocalClock): number {
  const { complete, sentence } = completeness(model);
  const made = `Made ${clock.longDate(model.generatedAt)}, ${clock.time(model.generatedAt)}. All times are in ${model.period.timeZone}.`;
  const lines: [string, Partial<Style>, number][] = [
    [oneLine(model.organization, 80), text(20, { bold: true, colour: colours.accent }), 1.8],
    [`Privileged access, ${periodWords(model.period)}`, text(13), 1.2],
    [made, text(10, { colour: colours.muted }), 1],
    [sentence, { ...text(12), ...toneStyle(complete ? 'complete' : 'missing') }, 1.25],
    [whatHappened(model), text(12), 1.2],
    [whatNeedsYou(model), text(12, { bold: true }), 1.2],
  ];
  if (model.filter !== null) {
    lines.splice(2, 0, [`Narrowed to: ${oneLine(model.filter, 600)}`, text(11, { bold: true }), 1]);
  }
  lines.forEach(([words, style, scale], index) => {
    wideLine(sheet, index + 1, words, style, scale);
  });
  return lines.length + 1;
}

/** A sentence across the whole page, its row as high as its text: Excel does not fit the height of merged cells. */
function wideLine(sheet: Worksheet, row: number, words: string, style: Partial<Style>, scale: number): void {
  sheet.mergeCells(row, 1, row, widths.length);
  const cell = sheet.getCell(row, 1);
  cell.value = cellText(words);
  cell.style = { ...style, alignment: { vertical: 'middle', horizontal: 'left', wrapText: true } };
  sheet.getRow(row).height = scale * heightFor(words, sum(widths) / scale);
}

/** The findings that matter most, each on the width of the page. Returns the first row under them. */
function writeFindings(sheet: Worksheet, row: number, model: ReportModel, clock: LocalClock): number {
  const { shown, note } = topFindings(model);
  sheet.getCell(row, 1).value = 'What matters most';
  sheet.getCell(row, 1).style = text(12, { bold: true, colour: colours.accent });
  shown.forEach((finding, index) => {
    writeFinding(sheet, row + 1 + index, finding, clock);
  });
  const under = row + 1 + shown.length;
  sheet.getCell(under, 1).value = note;
  sheet.getCell(under, 1).style = text(10, { colour: colours.muted });
  return under + 1;
}

function writeFinding(sheet: Worksheet, row: number, finding: Finding, clock: LocalClock): void {
  const words = oneLine(finding.sentence);
  const style = { ...text(11), ...underlined };
  const severity = sheet.getCell(row, 1);
  severity.value = finding.severity;
  severity.style = { ...style, ...toneStyle(finding.severity), alignment: { vertical: 'top' } };
  sheet.mergeCells(row, sentenceFrom, row, sentenceTo);
  const sentence = sheet.getCell(row, sentenceFrom);
  sentence.value = cellText(words);
  sentence.style = { ...style, alignment: { vertical: 'top', horizontal: 'left', wrapText: true } };
  sheet.mergeCells(row, sentenceTo + 1, row, widths.length);
  const when = sheet.getCell(row, sentenceTo + 1);
  when.value = clock.shortText(finding.at);
  when.style = { ...style, alignment: { vertical: 'top', horizontal: 'right' } };
  sheet.getRow(row).height = heightFor(words, sum(widths.slice(sentenceFrom - 1, sentenceTo)));
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
