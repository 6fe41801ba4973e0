import { homedir } from 'node:os';
import { join } from 'node:path';
import { UsageError } from '../../cli/errors';
import { fileOption, folderOption } from '../../cli/path-option';

test.each(['', '  ', '""', "'/var/lib/pim-report'"])('rejects the folder %j', (text) => {
  expect(() => folderOption('--out', text, 'reports')).toThrow(UsageError);
});

test.each([
  [' ', '--out names no folder; write it like --out reports.'],
  ['"out"', '--out has quotes around the folder: write it without them.'],
  ['file:out', '--out takes a folder alone: write it without "file:", like --out reports.'],
  ['$HOME/out', '--out holds "$HOME", which nothing replaces here: write the whole path.'],
])('says what is wrong with the folder %j', (text, message) => {
  expect(() => folderOption('--out', text, 'reports')).toThrow(message);
});

test('a folder is taken as it is written, with the home folder for ~', () => {
  expect(folderOption('--out', 'out', 'reports')).toBe('out');
  expect(folderOption('--out', '~/out', 'reports')).toBe(join(homedir(), 'out'));
  expect(folderOption('--out', '~out', 'reports')).toBe('~out');
});

test('a file has a name', () => {
  expect(() => fileOption('--file', ' ', 'a.xlsx')).toThrow(
    '--file names no file; write it like --file a.xlsx.',
  );
  expect(fileOption('--file', '~/a.xlsx', 'a.xlsx')).toBe(join(homedir(), 'a.xlsx'));
});
