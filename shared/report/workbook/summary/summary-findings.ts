import { moduleSpan } from '../../../spreadsheet/page/page-grid';
import type { PageSheet } from '../../../spreadsheet/page/page-sheet';
import { colours, text, toneStyle, underlined } from '../../../spreadsheet/style';
import { plural } from '../../../text/plural';
import { oneLine } from '../../../text/text-safety';
import { findingKeyHeader } from '../../columns/finding-columns';
import { openFindings } from '../../open-findings';
import type { ReportContext } from '../../report-context';
import { claimLimit } from '../../words/claim-limit';
import { maxSentence } from '../../words/linked-sentence';
import { severityTones } from '../../words/word-tones';

/** The left half of the page: the severity, the sentence and its day. */
const half = moduleSpan(0, 4);
const severitySpan = { from: 1, to: 1 };
const sentenceSpan = { from: 2, to: half.to - 2 };
const daySpan = { from: half.to - 1, to: half.to };

/** As many findings as the page has room for. */
const maxFindings = 6;

const minHeight = 28;

/**
 * Writes the worst findings, each day with a link to its row on the Findings sheet. The height is always the same, for
 * the chart next to it. Returns the first row below.
 */
export function writeFindings(page: PageSheet, row: number, context: ReportContext): number {
  const { model, clock } = context;
  const { open, suppressed } = openFindings(model);
  const shown = open.slice(0, maxFindings);
  page.write(row, half, 'What matters most', text(12, { bold: true, colour: colours.accent }));
  page.setHeight(row, 18);
  shown.forEach((finding, index) => {
    const at = row + 1 + index;
    const style = { ...text(10), ...underlined };
    const tone = toneStyle(severityTones[finding.severity]);
    page.write(at, severitySpan, finding.severity, {
      ...style,
      ...tone,
      font: { ...tone.font, size: 10 },
      alignment: { vertical: 'middle', horizontal: 'left', indent: 1, shrinkToFit: true },
    });
    page.writeSentence(at, sentenceSpan, oneLine(finding.sentence, maxSentence), style, {
      scale: 0.9,
      least: minHeight,
      indented: true,
    });
    // Once the Findings sheet is sorted the link still finds the row, by its number.
    const target = {
      sheet: 'Findings',
      table: 'Findings',
      column: findingKeyHeader,
      key: model.findings.indexOf(finding) + 1,
    };
    const day = finding.at === null ? 'Details' : clock.shortDate(finding.at);
    page.writeLink(at, daySpan, `${day} \u203A`, target, {
      ...style,
      font: { ...style.font, underline: true, color: { argb: colours.accent } },
      alignment: { vertical: 'middle', horizontal: 'right', shrinkToFit: true },
    });
  });
  for (let index = shown.length; index < maxFindings; index += 1) page.setHeight(row + 1 + index, minHeight);
  const under = row + 1 + maxFindings;
  // Without a finding the note is right under the title.
  const note = [
    open.length === 0 ? `No open finding${claimLimit(context)}.` : null,
    open.length > shown.length ? `and ${open.length - shown.length} more on the Findings sheet.` : null,
    suppressed > 0 ? `${plural(suppressed, 'suppressed finding')} on the Findings sheet.` : null,
  ].filter((part) => part !== null);
  const noteRow = shown.length === 0 ? row + 1 : under;
  page.write(noteRow, half, note.join(' '), text(shown.length === 0 ? 11 : 10, { colour: colours.muted }));
  page.setHeight(under, 15);
  return under + 1;
}
