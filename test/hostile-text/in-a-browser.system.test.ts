import { readFile } from 'node:fs/promises';
import type { Browser } from 'playwright-core';
import { renderHtml } from '../../shared/report/html';
import { renderMail } from '../../shared/report/mail';
import { describeInBrowser, show, startBrowser } from '../support/outputs/browser';
import { hostileRun, type HostileRun } from '../support/servers/hostile-run';
import { bidiOverrides, hostileTexts } from '../support/builders/hostile-text';
import { aHostileReportModel } from '../support/builders/report';

/** Distinct kinds of elements: name, attributes and values. Numbers are ignored: all bars of a chart are one kind. */
const elementKinds = `[...new Set([...document.querySelectorAll('*')].map((element) =>
  element.localName + [...element.attributes].map(({ name, value }) =>
    ' ' + name + '=' + value.replace(/\\d+(\\.\\d+)?/g, '0')).sort().join('')))].sort()`;

/**
 * Triggers the events of a reader on every element. They do not bubble: otherwise a table would be sorted again for
 * each of its cells.
 */
const touchEverything = `for (const element of document.querySelectorAll('*'))
  for (const type of ['mouseover', 'focus', 'click', 'load', 'error', 'toggle', 'animationend'])
    element.dispatchEvent(new Event(type, { bubbles: false, cancelable: true }))`;

/** The cells of the table of activations, row by row. */
const cellsOfActivations = `(() => {
  const title = document.querySelector('h2#activations');
  const rows = title.nextElementSibling.querySelectorAll('tr');
  return [...rows].map((row) => [...row.cells].map((cell) => cell.textContent));
})()`;

/** Returns the characters of a text that every output must keep. */
const letters = (text: string): string => text.replace(/[^!-~]/g, '');

/** Removes the content policy from the report, so that, like the mail, it depends only on escaping. */
const withoutPolicy = (markup: string): string => {
  const bare = markup.replace(/<meta http-equiv="Content-Security-Policy"[^>]*>/, '');
  expect(bare).not.toBe(markup);
  return bare;
};
const pages = {
  'the report': ({ files }: HostileRun) => withoutPolicy(files.html.toString('utf8')),
  'the mail': ({ mailHtml }: HostileRun) => mailHtml.toString('utf8'),
};
/** Lower for a text that the mail must show, which names only some of the week's findings: overrides, then markup. */
const rankOf = (text: string): number => (bidiOverrides.test(text) ? 0 : text.includes('<') ? 1 : 2);
/** Texts, the longest cut: a browser takes over ten seconds to lay out a text that fills a workbook cell. */
const texts = Object.fromEntries(
  Object.entries(hostileTexts)
    .map(([name, text]) => [name, text.slice(0, 2_100)] as const)
    .sort(([, one], [, other]) => rankOf(one) - rankOf(other)),
);
/** The same number of ordinary texts, so that lists have the same length. */
const ordinaryTexts = Object.fromEntries(
  Object.keys(hostileTexts).map((key, index) => [key, `Patching the mail servers, ${index}`]),
);

/** Shows a page, triggers events on every element, and returns what the page has then and has done. */
async function touched(browser: Browser, markup: string) {
  const { page, noise, done } = await show(browser, markup);
  await page.evaluate(touchEverything);
  await page.waitForLoadState('networkidle');
  const seen = {
    noise,
    pwned: await page.evaluate('typeof window.pwned'),
    scripts: await page.evaluate('[...document.scripts].map((script) => script.outerHTML)'),
    kinds: await page.evaluate<string[]>(elementKinds),
    rendered: await page.evaluate<string>('document.documentElement.outerHTML'),
  };
  done();
  return seen;
}

describeInBrowser('all of the corpus in a browser', () => {
  let browser: Browser;
  let hostile: HostileRun;
  let benign: HostileRun;
  beforeAll(async () => {
    browser = await startBrowser();
    hostile = await hostileRun(readFile, texts, ['json', 'html']);
    benign = await hostileRun(readFile, ordinaryTexts, ['json', 'html']);
  });
  afterAll(() => browser.close());

  test('the report shows typed text as text, in one cell each', async () => {
    const { page, done } = await show(browser, pages['the report'](hostile));
    const [head = [], ...rows] = await page.evaluate<string[][]>(cellsOfActivations);
    done();
    const shown = rows.map((row) => letters(row[head.indexOf('Why')] ?? ''));
    const { activations } = JSON.parse(hostile.files.json.toString('utf8')) as {
      activations: { justification: string | null }[];
    };
    expect(new Set(rows.map((row) => row.length))).toEqual(new Set([head.length]));
    expect(shown).toEqual(activations.map(({ justification }) => letters(justification ?? '')));
  });

  test('report and mail contain no mark that reverses the reading order, even if every text has one', async () => {
    const { bidiOverride = '', bidiIsolate = '' } = hostileTexts;
    const model = aHostileReportModel(`${bidiOverride} ${bidiIsolate}`);
    for (const markup of [renderHtml(model), renderMail(model).html]) {
      const { page, done } = await show(browser, markup);
      const rendered = await page.evaluate<string>('document.documentElement.outerHTML');
      expect(rendered).toContain('annexgpj.exe');
      expect(rendered).not.toMatch(bidiOverrides);
      done();
    }
  });

  describe.each(Object.entries(pages))('%s, after events on every element,', (_, markupOf) => {
    let typed: Awaited<ReturnType<typeof touched>>;
    let ordinary: Awaited<ReturnType<typeof touched>>;
    beforeAll(async () => {
      typed = await touched(browser, markupOf(hostile));
      ordinary = await touched(browser, markupOf(benign));
    });

    test('runs no foreign script and requests nothing', () => {
      expect(typed.noise).toEqual([]);
      expect(typed.pwned).toBe('undefined');
      expect(typed.scripts).toEqual(ordinary.scripts);
    });

    test('contains no mark that reverses the reading order', () => {
      expect(typed.rendered).not.toMatch(bidiOverrides);
    });

    test('has only kinds of elements and attributes that ordinary text has too', () => {
      const known = new Set(ordinary.kinds);
      expect(typed.kinds.length).toBeGreaterThan(10);
      expect(typed.kinds.filter((kind) => !known.has(kind))).toEqual([]);
    });
  });
});
