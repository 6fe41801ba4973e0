import type { MailContent } from './mail-content';
import type { MailSection } from './mail-section';

/** More blanks than these are not put after a cell: a long one only breaks its own line. */
const widest = 44;

/** The mail as plain text, with all that the HTML says. The first line is the correction, else the completeness. */
export function mailText(content: MailContent): string {
  const { correction, filter } = content;
  const head = [
    ...(correction === null ? [] : [correction]),
    content.completeness.sentence,
    '',
    content.organization,
    `Privileged access, ${content.period}`,
    ...(filter === null ? [] : [`This report is narrowed to: ${filter}`]),
    '',
    ...columns(
      content.figures.map(({ label, now, before }) => [label, now, before]),
      ['left', 'right', 'left'],
    ),
    '',
    content.happened,
  ];
  const sections = content.sections.flatMap((section) => ['', ...sectionLines(section)]);
  return [...head, ...sections, '', '-- ', ...content.foot, ''].join('\n');
}

function sectionLines({ title, lead, figures, head, rows, notes }: MailSection): string[] {
  const table = [...(figures && rows.length > 0 ? [head] : []), ...rows.map(({ cells }) => cells)];
  const sides = head.map((_, column) => (figures && column > 0 ? 'right' : 'left'));
  const first = Math.max(0, ...table.map(([cell = '']) => cell.length));
  const lines = columns(table, sides);
  const heads = table.length - rows.length;
  const body = lines.flatMap((line, index) => {
    const detail = rows[index - heads]?.detail;
    return detail === undefined ? [line] : [line, `${' '.repeat(first + 4)}${detail}`];
  });
  return [
    title.toUpperCase(),
    ...(lead === null ? [] : [`  ${lead}`]),
    ...body,
    ...notes.map((note) => `  ${note}`),
  ];
}

/** Cells in columns of equal width, two blanks in front and between. */
function columns(table: readonly (readonly string[])[], sides: readonly ('left' | 'right')[]): string[] {
  const widths = sides.map((_, column) => Math.max(0, ...table.map((cells) => cells[column]?.length ?? 0)));
  return table.map((cells) => {
    const padded = cells.map((cell, column) => {
      const width = Math.min(widths[column] ?? 0, widest);
      return sides[column] === 'right' ? cell.padStart(width) : cell.padEnd(width);
    });
    return `  ${padded.join('  ')}`.trimEnd();
  });
}
