import type { MailContent } from './mail-content';
import type { MailFinding } from './mail-findings';
import type { MailSection } from './mail-section';

/** Cells are padded up to this width; a longer one only breaks its own line. */
const maxWidth = 44;

/** The mail as plain text, with all that the HTML says. */
export function mailText(content: MailContent): string {
  const { bars, filter, worst, figures } = content;
  const head = [
    ...bars.map(({ words }) => words),
    '',
    content.organization,
    `Privileged access, ${content.period}`,
    ...(filter === null ? [] : [`This report is narrowed to: ${filter}`]),
    '',
    ...content.headline.map(({ words, before }) => (before === null ? words : `${words} (${before})`)),
    ...worst.flatMap((finding) => ['', ...findingLines(finding)]),
    '',
    ...columns(
      figures.map(({ label, part, now, aside, before }) => [
        label,
        `${part} ${now}`.trimStart(),
        [aside === null ? null : `(${aside})`, before].filter((words) => words !== null).join(' '),
      ]),
      ['left', 'right', 'left'],
    ),
  ];
  const sections = content.sections.flatMap((section) => ['', ...sectionLines(section)]);
  return [...head, ...sections, '', '-- ', ...content.foot, ''].join('\n');
}

function sectionLines({ title, findings = [], head = [], rows = [], notes }: MailSection): string[] {
  const sides = head.map((_, column) => (column > 0 ? 'right' : 'left'));
  return [
    title.toUpperCase(),
    ...findings.flatMap((finding, index) => [...(index > 0 ? [''] : []), ...findingLines(finding)]),
    ...(rows.length === 0 ? [] : columns([head, ...rows.map(({ cells }) => cells)], sides)),
    ...notes.map((note) => `  ${note}`),
  ];
}

function findingLines({ severity, sentence, detail, others }: MailFinding): string[] {
  const words = sentence.map(({ text }) => text).join('');
  const under = [detail, others].filter((line) => line !== '').map((line) => `${' '.repeat(10)}${line}`);
  return [`  ${severity.padEnd(6)}  ${words}`, ...under];
}

/** Cells in columns of equal width, two blanks in front and between. */
function columns(table: readonly (readonly string[])[], sides: readonly ('left' | 'right')[]): string[] {
  const widths = sides.map((_, column) => Math.max(0, ...table.map((cells) => cells[column]?.length ?? 0)));
  return table.map((cells) => {
    const padded = cells.map((cell, column) => {
      const width = Math.min(widths[column] ?? 0, maxWidth);
      return sides[column] === 'right' ? cell.padStart(width) : cell.padEnd(width);
    });
    return `  ${padded.join('  ')}`.trimEnd();
  });
}
