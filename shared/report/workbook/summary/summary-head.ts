import type { PageSheet } from '../../../spreadsheet/page/page-sheet';
import { wholePage } from '../../../spreadsheet/page/page-grid';
import type { CellStyle } from '../../../spreadsheet/style';
import { colours, text, toneStyle } from '../../../spreadsheet/style';
import { oneLine } from '../../../text/text-safety';
import { headlineText, whatHappened } from '../../headline';
import { periodWords } from '../../period-words';
import type { ReportContext } from '../../report-context';

/** Words, their look, and the height of a line of them beside one of 11 points. */
type Line = readonly [string, CellStyle, number];

/** Writes who, when and how complete. Returns the first row under it. */
export function writeHead(
  page: PageSheet,
  row: number,
  { model, clock, completeness }: ReportContext,
): number {
  const { complete, sentence } = completeness;
  const made = `Made ${clock.longDate(model.generatedAt)}, ${clock.time(model.generatedAt)}. All times are in ${model.period.timeZone}.`;
  const band = { ...text(12), ...toneStyle(complete ? 'good' : 'bad') };
  const lines: Line[] = [
    [oneLine(model.organization, 80), text(20, { bold: true, colour: colours.accent }), 1.8],
    [`Privileged access, ${periodWords(model.period)}`, text(13), 1.2],
    [made, text(10, { colour: colours.muted }), 1],
    [sentence, band, 1.25],
  ];
  if (model.filter !== null) {
    lines.splice(2, 0, [`Narrowed to: ${oneLine(model.filter, 600)}`, text(11, { bold: true }), 1]);
  }
  return writeLines(page, row, lines);
}

/** Writes the headline and what happened. Returns the first row under it. */
export function writeHappened(page: PageSheet, row: number, context: ReportContext): number {
  return writeLines(page, row, [
    [headlineText(context), text(14, { bold: true }), 1.3],
    [whatHappened(context), text(12), 1.1],
  ]);
}

function writeLines(page: PageSheet, row: number, lines: readonly Line[]): number {
  lines.forEach(([words, style, scale], index) => {
    page.writeSentence(row + index, wholePage, words, style, { scale, indented: style.fill !== undefined });
  });
  return row + lines.length;
}
