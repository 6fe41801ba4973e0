import type { PageSheet } from '../../../spreadsheet/page/page-sheet';
import { wholePage } from '../../../spreadsheet/page/page-grid';
import { colours, text, toneStyle, type CellStyle } from '../../../spreadsheet/style';
import { oneLine } from '../../../text/text-safety';
import { headlineText, whatHappened } from '../../headline';
import { reportWarnings } from '../../words/notices';
import { peopleSentence } from '../../panels/talk-panel';
import { periodWords } from '../../words/period-words';
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
  const narrowed: Line[] =
    model.filter === null
      ? []
      : [[`Narrowed to: ${oneLine(model.filter, 600)}`, text(11, { bold: true }), 1]];
  return writeLines(page, row, [
    [oneLine(model.organization, 80), text(20, { bold: true, colour: colours.accent }), 1.8],
    [`Privileged access, ${periodWords(model.period)}`, text(13), 1.2],
    ...narrowed,
    [made, text(10, { colour: colours.muted }), 1],
    ...reportWarnings(model).map((words): Line => [words, { ...text(12), ...toneStyle('warn') }, 1.25]),
    [sentence, { ...text(12), ...toneStyle(complete ? 'good' : 'bad') }, 1.25],
  ]);
}

/** Writes the headline, what happened and whom to ask. Returns the first row under it. */
export function writeHappened(page: PageSheet, row: number, context: ReportContext): number {
  const lines: Line[] = [
    [headlineText(context), text(14, { bold: true }), 1.3],
    [whatHappened(context), text(12), 1.1],
  ];
  const people = peopleSentence(context.panels.talk);
  return writeLines(page, row, people === null ? lines : [...lines, [people, text(12), 1.1]]);
}

function writeLines(page: PageSheet, row: number, lines: readonly Line[]): number {
  lines.forEach(([words, style, scale], index) => {
    page.writeSentence(row + index, wholePage, words, style, { scale, indented: style.fill !== undefined });
  });
  return row + lines.length;
}
