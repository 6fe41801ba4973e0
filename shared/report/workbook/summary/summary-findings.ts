import type { Worksheet } from 'exceljs';
import type { LocalClock } from '../../local-clock';
import type { ReportModel } from '../../report-model';
import { oneLine } from '../../../text/text-safety';
import type { CellLink } from '../add-links';
import { colours, text, toneStyle, underlined } from '../sheet-style';
import { mostFindings, topFindings } from './summary-blocks';
import { moduleSpan, writeSentence, writeSpan } from './summary-grid';

/** The left half of the page: the severity, the sentence and its day. */
const half = moduleSpan(0, 4);
const severitySpan = { from: 1, to: 1 };
const sentenceSpan = { from: 2, to: half.to - 2 };
const daySpan = { from: half.to - 1, to: half.to };

const leastHeight = 28;

/**
 * Writes the findings that matter most, each day with a link to its row on the Findings sheet. It is always equally high,
 * for the chart beside it. Returns the first row under it and the links.
 */
export function writeFindings(
  sheet: Worksheet,
  row: number,
  model: ReportModel,
  clock: LocalClock,
): { readonly end: number; readonly links: readonly CellLink[] } {
  const { shown, note } = topFindings(model);
  writeSpan(sheet, row, half, 'What matters most', text(12, { bold: true, colour: colours.accent }));
  sheet.getRow(row).height = 18;
  const links = shown.map((finding, index): CellLink => {
    const at = row + 1 + index;
    const style = { ...text(10), ...underlined };
    const words = oneLine(finding.sentence);
    writeSpan(sheet, at, severitySpan, finding.severity, {
      ...style,
      ...toneStyle(finding.severity),
      font: { ...toneStyle(finding.severity).font, size: 10 },
      alignment: { vertical: 'middle', horizontal: 'left', indent: 1, shrinkToFit: true },
    });
    writeSentence(sheet, at, sentenceSpan, words, style, { scale: 0.9, least: leastHeight, indented: true });
    writeSpan(sheet, at, daySpan, `${clock.shortDate(finding.at)} \u203A`, {
      ...style,
      font: { ...style.font, underline: true, color: { argb: colours.accent } },
      alignment: { vertical: 'middle', horizontal: 'right', shrinkToFit: true },
    });
    return {
      cell: sheet.getCell(at, daySpan.from).address,
      // The first row of that sheet is its head.
      target: `Findings!A${model.findings.indexOf(finding) + 2}`,
      tip: 'Show it on the Findings sheet',
    };
  });
  for (let index = shown.length; index < mostFindings; index += 1) {
    sheet.getRow(row + 1 + index).height = leastHeight;
  }
  const under = row + 1 + mostFindings;
  // Where there is no finding its word stands at once under the title.
  const noteRow = shown.length === 0 ? row + 1 : under;
  writeSpan(sheet, noteRow, half, note, text(shown.length === 0 ? 11 : 10, { colour: colours.muted }));
  sheet.getRow(under).height = 15;
  return { end: under + 1, links };
}
