import type { Style, Worksheet } from 'exceljs';
import { completeness } from '../../completeness';
import { whatHappened, whatNeedsYou } from '../../headline';
import type { LocalClock } from '../../local-clock';
import { periodWords } from '../../period-words';
import type { ReportModel } from '../../report-model';
import { oneLine } from '../../../text/text-safety';
import { colours, text, toneStyle } from '../sheet-style';
import { wholePage, writeSentence } from './summary-grid';

/** Words, their look, and how high a line of them is beside one of 11 points. */
type Line = readonly [string, Partial<Style>, number];

/** Writes who, when and how complete. Returns the first row under it. */
export function writeHead(sheet: Worksheet, row: number, model: ReportModel, clock: LocalClock): number {
  const { complete, sentence } = completeness(model);
  const made = `Made ${clock.longDate(model.generatedAt)}, ${clock.time(model.generatedAt)}. All times are in ${model.period.timeZone}.`;
  const band = { ...text(12), ...toneStyle(complete ? 'complete' : 'missing') };
  const lines: Line[] = [
    [oneLine(model.organization, 80), text(20, { bold: true, colour: colours.accent }), 1.8],
    [`Privileged access, ${periodWords(model.period)}`, text(13), 1.2],
    [made, text(10, { colour: colours.muted }), 1],
    [sentence, band, 1.25],
  ];
  if (model.filter !== null) {
    lines.splice(2, 0, [`Narrowed to: ${oneLine(model.filter, 600)}`, text(11, { bold: true }), 1]);
  }
  return writeLines(sheet, row, lines);
}

/** Writes what happened and what needs a look. Returns the first row under it. */
export function writeHappened(sheet: Worksheet, row: number, model: ReportModel): number {
  return writeLines(sheet, row, [
    [whatHappened(model), text(12), 1.1],
    [whatNeedsYou(model), text(12, { bold: true }), 1.1],
  ]);
}

function writeLines(sheet: Worksheet, row: number, lines: readonly Line[]): number {
  lines.forEach(([words, style, scale], index) => {
    writeSentence(sheet, row + index, wholePage, words, style, { scale, indented: style.fill !== undefined });
  });
  return row + lines.length;
}
