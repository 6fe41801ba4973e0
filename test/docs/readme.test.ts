import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { rules } from '../../shared/analysis/findings/rules';

const root = join(__dirname, '../..');
const readme = readFileSync(join(root, 'README.md'), 'utf8');
const pages = [
  'README.md',
  'CONTRIBUTING.md',
  ...readdirSync(join(root, 'docs')).map((name) => `docs/${name}`),
];

test('the README begins with a picture, the benefits, and the two commands, then how to deploy', () => {
  const places = [
    '](docs/images/',
    '**What you get**',
    '$ npm ci\n$ npm run demo',
    '## Deploy it',
    '## Settings',
  ];
  const found = places.map((words) => readme.indexOf(words));
  expect(found).not.toContain(-1);
  expect(found).toEqual(found.toSorted((a, b) => a - b));
});

test('the tree in the README has exactly the existing folders', () => {
  const tree = /```text\nfunctions\/[^`]*```/.exec(readme)?.[0] ?? '';
  const named = [...tree.matchAll(/^([\w./-]+?)\/? +\w/gm)].map(([, path = '']) => path);
  for (const path of named) expect([path, existsSync(join(root, path))]).toEqual([path, true]);
  const rooms = readdirSync(join(root, 'shared'), { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && entry.name !== 'composition')
    .map(({ name }) => `shared/${name}`);
  expect(named).toEqual(expect.arrayContaining([...rooms, 'functions', 'cli', 'local', 'infra', 'test']));
});

test('every file that CONTRIBUTING names exists', () => {
  const text = readFileSync(join(root, 'CONTRIBUTING.md'), 'utf8');
  const named = [...text.matchAll(/`([\w-]+(?:\/[\w.-]+)+\.\w+)`/g)].map(([, path = '']) => path);
  expect(named).toContain('shared/analysis/analyse.ts');
  expect(named.filter((path) => !existsSync(join(root, path)))).toEqual([]);
});

test('the README has the number of rules in the code', () => {
  expect(readme).toContain(`\n${rules.length} rules, from`);
});

test.each(pages.filter((name) => name.endsWith('.md')))('%s links only to existing files', (name) => {
  const text = readFileSync(join(root, name), 'utf8');
  const links = [...text.matchAll(/\]\(([^)#\s]+)[^)]*\)|src="([^"]+)"/g)]
    .map(([, link, source]) => link ?? source ?? '')
    .filter((link) => !/^https?:|^mailto:/.test(link));
  expect(links.filter((link) => !existsSync(join(root, dirname(name), link)))).toEqual([]);
});
