import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const folder = join(__dirname, '../../docs/decisions');
const index = readFileSync(join(folder, 'README.md'), 'utf8');
const pages = readdirSync(folder).filter((name) => /^\d{4}-/.test(name));

test('the index lists every decision with its title and status', () => {
  expect(pages.length).toBeGreaterThan(10);
  for (const page of pages) {
    const [heading = '', , status = ''] = readFileSync(join(folder, page), 'utf8').split('\n');
    const [, number, title] = /^# (\d+)\. (.+)$/.exec(heading) ?? [];
    expect([page, Number(number)]).toEqual([page, Number(page.slice(0, 4))]);
    expect(status).toMatch(/^Status: (accepted|superseded by \[\d+\]\(\d{4}-[\w-]+\.md\))$/);
    expect(index).toContain(
      `| ${Number(number)} | [${title}](${page}) | ${status.replace('Status: ', '')} |`,
    );
  }
});

test('an accepted decision names only files and folders that exist', () => {
  const named = pages
    .map((page) => readFileSync(join(folder, page), 'utf8'))
    .filter((text) => text.includes('Status: accepted'))
    .flatMap((text) => [...text.matchAll(/`((?:shared|test|scripts|infra|docs|\.github)\/[\w./-]+)/g)])
    .map(([, path = '']) => path);
  expect(named.length).toBeGreaterThan(20);
  expect(named.filter((path) => !existsSync(join(folder, '../..', path)))).toEqual([]);
});
