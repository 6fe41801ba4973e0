import type { MailContent } from './mail-content';
import type { MailSection } from './mail-section';

/** More blanks than these are not put after a cell: a long one only breaks its own line. */
const widest = 44;

/** The mail as plain text, with all that the HTML says. The first line is whether the report is complete. */
export function mailText(content: MailContent): string {
  const head = [
    content.completeness.sentence,
    '',
    content.organization,
    `Privileged access, ${content.period}`,
    '',
    content.happened,
    content.needsYou,
  ];
  const sections = content.sections.flatMap((section) => ['', ...sectionLines(section)]);
  return [...head, ...sections, '', '-- ', ...content.foot, ''].join('\n');
}

function sectionLines({ title, figures, head, rows, note }: MailSection): string[] {
  const table = [...(figures && rows.length > 0 ? [head] : []), ...rows.map(({ cells }) => cells)];
  const widths = head.map((_, column) => Math.max(0, ...table.map((cells) => cells[column]?.length ?? 0)));
  const lines = table.map((cells) =>
    cells.map((cell, column) => {
      const width = Math.min(widths[column] ?? 0, widest);
      return figures && column > 0 ? cell.padStart(width) : cell.padEnd(width);
    }),
  );
  return [
    title.toUpperCase(),
    ...lines.map((cells) => `  ${cells.join('  ')}`.trimEnd()),
    ...(note === null ? [] : [`  ${note}`]),
  ];
}
