import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { renderHtml } from '../../shared/report/html';
import { aReportModel } from '../support/builders/report';

const page = readFileSync(join(__dirname, '../../docs/sample-report.html'), 'utf8');

/** The heads of the lists of findings, changes and days. */
const heads = (markup: string): string[][] =>
  ['findings', 'changes', 'coverage'].map((id) => {
    const [, list = ''] = markup.split(`<h2 id="${id}">`);
    return [...(/<thead>[^]*?<\/thead>/.exec(list)?.[0] ?? '').matchAll(/>([^<>]+)<\/th>/g)].map(
      ([, head = '']) => head,
    );
  });

test('docs/sample-report.html has the lists of a current report ("npm run docs:sample" writes it)', () => {
  expect(page.startsWith('<!doctype html>')).toBe(true);
  expect(page.trimEnd().endsWith('</html>')).toBe(true);
  expect(page).toContain('<h1>Northgate Shipping</h1>');
  expect(heads(page)).toEqual(heads(renderHtml(aReportModel())));
});

test('docs/sample-report.html opens from a folder: it is one small file and loads nothing', () => {
  expect(Buffer.byteLength(page)).toBeLessThan(320_000);
  expect(page).toMatch(/http-equiv="Content-Security-Policy" content="default-src &#39;none&#39;/);
  expect(page).not.toMatch(/<(?:img|link|iframe|script src)|url\(/);
});
