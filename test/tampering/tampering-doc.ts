import { matrix } from './matrix';

const [start, end] = [
  '<!-- Written by "npm run docs:tampering" from test/tampering; do not edit. -->',
  '<!-- End of what is written by "npm run docs:tampering". -->',
];

/** Returns docs/security.md with the table of the matrix in its place. */
export function withTable(page: string): string {
  const [before, rest] = page.split(start);
  const after = rest?.split(end)[1];
  if (before === undefined || after === undefined)
    throw new Error('docs/security.md has no place for the table.');
  const rows = matrix.map(({ what, foundBy }) => `| ${what} | ${foundBy} |`);
  return `${before}${start}\n\n| somebody with access to archive and ledger does this | found by |\n|---|---|\n${rows.join('\n')}\n\n${end}${after}`;
}
