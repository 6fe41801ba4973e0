import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expressionsIn } from './support/expressions/expressions-in';
import { slowText } from './support/expressions/slow-text';

const root = join(__dirname, '..');

const found = ['cli', 'functions', 'local', 'scripts', 'shared'].flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(?:ts|mjs|cjs)$/.test(name))
    .map((name) => join(folder, name))
    .flatMap((file) =>
      expressionsIn(readFileSync(join(root, file), 'utf8')).map((expression) => ({ file, ...expression })),
    ),
);

/** Expressions, and parts of them, that read some text again, and why this takes no long time. */
const harmless: readonly (readonly [source: string, reason: string])[] = [
  [
    String.raw`\beyJ[\w-]{1,1000}\.[\w-]+\.?[\w-]*`,
    'From each place, it reads at most 1,000 characters again.',
  ],
  ['".*"|"[^"]*$', 'Where it reads a second quotation mark, it matches.'],
  [
    String.raw`<font>(.*?)<\/font>`,
    'The fonts of the workbook are few, and no text of a report is among them.',
  ],
  ['x[^.]* (enabled|disabled)', 'It reads the changes of settings in the sample tenant.'],
];

test('no regular expression takes more than linear time', () => {
  expect(found.length).toBeGreaterThan(300);
  const slow = found.flatMap(({ file, source, flags }) => {
    const rest = harmless.reduce((text, [part]) => text.replace(part, () => 'x'), source);
    const text = slowText({ source: rest, flags });
    return text === null ? [] : [`${file}: /${source}/${flags} is slow on many ${JSON.stringify(text)}`];
  });
  expect(slow).toEqual([]);
});

test.each(harmless)('%s is among them, and would not be taken for fast', (part) => {
  expect(found.filter(({ source }) => source.includes(part))).not.toEqual([]);
  expect(slowText({ source: part, flags: '' })).not.toBeNull();
});
