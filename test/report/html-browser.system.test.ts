import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import { renderHtml } from '../../shared/report/html';
import {
  accessibilityViolations,
  describeInBrowser,
  overflow,
  show,
  startBrowser,
  type OpenPage,
} from '../support/outputs/browser';
import { aReportedAccess } from '../support/builders/reported-access';
import {
  aChange,
  aCoverage,
  aFinding,
  aHostileReportModel,
  anElevation,
  aReportModel,
  hostileTexts,
} from '../support/builders/report';

const names = ['Zoë Aalto', 'mia Berg', 'Ömer 管理员', 'Aylin Demir', null];
const minutes = [9, 120, 61.5, null, 10];
const elevations = names.map((name, index) => {
  const startedAt = new Date(Date.UTC(2026, 10, 16 + index, 8));
  const length = minutes[index] ?? null;
  return anElevation({
    principal: { id: name === null ? null : `u-${index}`, name, upn: null, type: 'user' },
    startedAt,
    endedAt: length === null ? null : new Date(startedAt.getTime() + length * 60_000),
    justification: `reason ${index}\nof two lines`,
  });
});
const severities = ['low', 'high', 'info', 'medium'] as const;
const long = aReportModel({
  filter: 'roles Exchange Administrator',
  coverage: aCoverage({ '2026-11-18': 'missing', '2026-11-19': 'partial' }),
  elevations,
  changes: Array.from({ length: 40 }, (_, index) =>
    aChange({ justification: `change ${index} ${'words that wrap '.repeat(8)}` }),
  ),
  findings: severities.map((severity) => aFinding({ severity, sentence: `A ${severity} one.` })),
});

const pdftotext = '/usr/bin/pdftotext';
const unread = existsSync(pdftotext) ? '' : ' (pages not read: no pdftotext; apt-get install poppler-utils)';

/** The words of a column of the rows that are shown, the list found by its heading. */
const column = (page: Page, list: string, index: number) =>
  page.locator(`h2#${list} + .list tbody tr:visible td:nth-child(${index})`).allInnerTexts();
const head = (page: Page, list: string, name: string) =>
  page.locator(`h2#${list} + .list`).getByRole('button', { name: `Sort by ${name}`, exact: true });

describeInBrowser('the HTML report in a browser', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await startBrowser();
  });
  afterAll(() => browser.close());

  test('a click on a head sorts words by language, minutes by number, severities by weight, and blanks last', async () => {
    const { page, noise, done } = await show(browser, renderHtml(long));
    await head(page, 'activations', 'Person').click();
    expect(await column(page, 'activations', 1)).toEqual([
      'Aylin Demir',
      'mia Berg',
      'Ömer 管理员',
      'Zoë Aalto',
      '',
    ]);
    await head(page, 'activations', 'Duration').click();
    const shown = () => page.locator('h2#activations + .list td.duration').allInnerTexts();
    expect(await shown()).toEqual(['0:09', '0:10', '1:02', '2:00', '']);
    await head(page, 'activations', 'Duration').click();
    expect(await shown()).toEqual(['2:00', '1:02', '0:10', '0:09', '']);
    expect(await page.locator('th[aria-sort]').allInnerTexts()).toEqual(['Duration']);
    await head(page, 'findings', 'Severity').click();
    expect(await column(page, 'findings', 2)).toEqual(['high', 'medium', 'low', 'info']);
    expect(noise).toEqual([]);
    done();
  });

  test('a filter keeps the rows that contain all its words, and shows their number', async () => {
    const { page, noise, done } = await show(browser, renderHtml(long));
    const list = page.locator('h2#activations + .list');
    expect(await list.locator('output').innerText()).toBe('5 of 5');
    await list.getByLabel('Filter').fill('  ZOË   reason');
    expect(await column(page, 'activations', 1)).toEqual(['Zoë Aalto']);
    expect(await list.locator('output').innerText()).toBe('1 of 5');
    expect(await column(page, 'changes', 1)).toHaveLength(40);
    await list.getByLabel('Filter').fill('nobody');
    expect(await column(page, 'activations', 1)).toEqual([]);
    await list.getByLabel('Filter').fill('');
    expect(await column(page, 'activations', 1)).toHaveLength(5);
    expect(noise).toEqual([]);
    done();
  });

  test('columns keep their widths while a filter hides rows, even all of them', async () => {
    const { page, done } = await show(browser, renderHtml(long));
    const list = page.locator('h2#activations + .list');
    const widths = async () => {
      const boxes = await Promise.all((await list.locator('th:visible').all()).map((th) => th.boundingBox()));
      return boxes.map((box) => Math.round(box?.width ?? 0));
    };
    const before = await widths();
    await list.getByLabel('Filter').fill('nobody');
    expect(await list.locator('output').innerText()).toBe('0 of 5');
    expect(await widths()).toEqual(before);
    done();
  });

  test('details are hidden until the reader checks "Details"', async () => {
    const { page, done } = await show(browser, renderHtml(long));
    const list = page.locator('h2#activations + .list');
    const shown = () => list.locator('th:visible').count();
    expect(await shown()).toBe(11);
    await list.getByLabel('Details').check();
    expect(await shown()).toBeGreaterThan(25);
    done();
  });

  test('a finding links to its row even if a filter hides it, and the row links back', async () => {
    const model = {
      ...long,
      findings: [aFinding({ eventIds: ['PIM_11'] }), aFinding({ eventIds: ['PIM_2'] })],
    };
    const { page, done } = await show(browser, renderHtml(model));
    const changes = page.locator('h2#changes + .list');
    await changes.getByLabel('Filter').fill('nobody');
    await page.locator('#findings-1').getByText('Changes').click();
    expect(page.url()).toMatch(/#changes-1$/);
    expect(await changes.locator('output').innerText()).toBe('40 of 40');
    await page.locator('#findings-2').getByText('Activations').click();
    await page.locator('#activations-1').getByText('assigned-outside-pim').click();
    expect(page.url()).toMatch(/#findings-2$/);
    await page.locator('h2#findings').getByText('Back to top').click();
    expect(page.url()).toMatch(/#top$/);
    done();
  });

  test('without scripts every row is shown, and no tool', async () => {
    const { page, done } = await show(browser, renderHtml(long), { javaScriptEnabled: false });
    expect(await column(page, 'changes', 1)).toHaveLength(40);
    expect(await page.locator('.tools:visible').count()).toBe(0);
    done();
  });

  test(`on paper every row is printed, without tools, on A4 landscape, with the heads on each page${unread}`, async () => {
    const { page, done } = await show(browser, renderHtml(long), { viewport: { width: 1032, height: 700 } });
    await page.getByLabel('Filter').last().fill('nothing holds this');
    expect(await column(page, 'coverage', 1)).toHaveLength(0);
    await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
    expect(await column(page, 'coverage', 1)).toHaveLength(7);
    expect(await page.locator('.tools:visible').count()).toBe(0);
    expect(await overflow(page)).toBe(0);
    const back = "getComputedStyle(document.querySelector('.high')).backgroundColor";
    expect(await page.evaluate<string>(back)).toBe('rgb(251, 224, 220)');
    if (unread === '') {
      const pages = pdfPages(await page.pdf({ preferCSSPageSize: true }));
      const withChanges = pages.filter((text) => /change \d+ words/.test(text));
      expect(withChanges.length).toBeGreaterThan(1);
      for (const text of withChanges) expect(text).toMatch(/Made *by/);
      expect(pages.join().match(/change \d+ words/g)).toHaveLength(40);
    }
    done();
  });

  describe('wide enough for all its lists, with nothing folded', () => {
    let shown: OpenPage;
    beforeAll(async () => {
      const viewport = { width: 5_000, height: 3_000 };
      shown = await show(browser, renderHtml({ ...long, changes: [aChange()] }), { viewport });
      // axe computes no contrast for elements out of sight, so no list may scroll and no ids may be folded.
      await shown.page.evaluate(`
        for (const { style } of document.querySelectorAll('main, .wide')) {
          style.overflow = 'visible';
          style.maxWidth = style.maxHeight = 'none';
        }
        for (const ids of document.querySelectorAll('details')) ids.open = true;
      `);
    });
    afterAll(() => {
      shown.done();
    });

    test.each(['light', 'dark'] as const)('axe finds no violation in %s mode', async (colorScheme) => {
      await shown.page.emulateMedia({ colorScheme });
      expect(await accessibilityViolations(shown.page)).toEqual([]);
    });
  });

  /** The elements that can be scrolled sideways, or hide what does not fit. */
  const sideways = `[...document.querySelectorAll('main *')]
    .filter((one) => one.scrollWidth > one.clientWidth && getComputedStyle(one).overflowX !== 'visible')
    .map((one) => one.tagName + '.' + one.className)`;
  /** Each shown value of the first row of a list, after its label; empty without one. */
  const labelled = (list: string) => `[...document.querySelectorAll('.of-${list} tbody tr:first-child td')]
    .filter((one) => one.checkVisibility())
    .map((one) => getComputedStyle(one, '::before').content.replace('none', '').replaceAll('"', '') + ': ' + one.innerText)`;

  describe.each([
    ['long lists', long],
    ['text without a blank', aHostileReportModel(hostileTexts.long)],
    ['standing access', aReportModel({ access: aReportedAccess() })],
  ])('with %s', (_, model) => {
    let shown: OpenPage;
    beforeAll(async () => {
      shown = await show(browser, renderHtml(model), { viewport: { width: 320, height: 800 } });
    });
    afterAll(() => {
      shown.done();
    });

    test.each([320, 390])('on a phone %i px wide, nothing scrolls sideways', async (width) => {
      await shown.page.setViewportSize({ width, height: 800 });
      expect(await shown.page.evaluate(sideways)).toEqual([]);
      expect(await overflow(shown.page)).toBe(0);
    });

    test('the page is never wider than a screen of 1200 px; its lists scroll on their own', async () => {
      await shown.page.setViewportSize({ width: 1200, height: 800 });
      expect(await overflow(shown.page)).toBe(0);
    });
  });

  test('a row is a block of labelled values up to 700 px, and a line of a table above', async () => {
    const { page, done } = await show(browser, renderHtml(long), { viewport: { width: 700, height: 800 } });
    const tops = `new Set([...document.querySelectorAll('#findings-1 td')].filter((one) => one.checkVisibility()).map((one) => one.offsetTop)).size`;
    expect(await page.evaluate<string[]>(labelled('findings'))).toContain('Severity: low');
    expect(await page.evaluate<number>(tops)).toBeGreaterThan(1);
    await page.setViewportSize({ width: 701, height: 800 });
    expect(await page.evaluate<string[]>(labelled('findings'))).toContain(': low');
    expect(await page.evaluate<number>(tops)).toBe(1);
    done();
  });

  test('on a phone each value has a label, empty values take no space, and heads still sort', async () => {
    const chosen = { ...long, columns: ['role', 'minutes', 'endedBy', 'person'] };
    const viewport = { width: 390, height: 800 };
    const { page, noise, done } = await show(browser, renderHtml(chosen), { viewport });
    expect(await page.evaluate(labelled('activations'))).toEqual([
      'Person: Zoë Aalto',
      'Role: Global Administrator',
      'Minutes: 9',
      'Ended by: deactivated',
    ]);
    await head(page, 'activations', 'Minutes').click();
    await head(page, 'activations', 'Minutes').click();
    expect((await page.evaluate<string[]>(labelled('activations')))[0]).toBe('Person: mia Berg');
    await page.locator('h2#activations + .list').getByLabel('Filter').fill('Ömer');
    expect(await page.locator('.of-activations tbody tr:visible').count()).toBe(1);
    expect(noise).toEqual([]);
    expect(await accessibilityViolations(page)).toEqual([]);
    done();
  });

  test.each([true, false])(
    'on a phone a list of more than 50 rows scrolls on its own (script: %s)',
    async (javaScriptEnabled) => {
      const model = aReportModel({
        elevations: Array.from({ length: 1_200 }, (_, index) => anElevation({ eventIds: [`PIM_${index}`] })),
        findings: [aFinding({ eventIds: ['PIM_1199'] })],
      });
      const viewport = { width: 390, height: 800 };
      const { page, done } = await show(browser, renderHtml(model), { viewport, javaScriptEnabled });
      expect(await page.evaluate<number>('document.body.scrollHeight')).toBeLessThan(10_000);
      await page.locator('#findings-1').getByText('Activations').click();
      const last = page.locator('#activations-1200');
      await last.waitFor();
      expect((await last.boundingBox())?.y).toBeLessThan(800);
      if (javaScriptEnabled) {
        expect(await page.locator('h2#activations + .list output').innerText()).toBe('1,200 of 1,200');
      }
      await page.emulateMedia({ media: 'print' });
      expect(await page.evaluate<number>('document.body.scrollHeight')).toBeGreaterThan(10_000);
      done();
    },
  );

  test('typed text runs no script and loads nothing, while sorting and filtering work', async () => {
    const typed = Object.values(hostileTexts).map((justification) =>
      anElevation({ justification, ipAddress: justification }),
    );
    const { page, noise, done } = await show(
      browser,
      renderHtml({ ...aHostileReportModel(hostileTexts.script), elevations: typed }),
    );
    await head(page, 'activations', 'Why').click();
    await page.locator('h2#activations + .list').getByLabel('Filter').fill('<script>');
    expect(await column(page, 'activations', 5)).toEqual([hostileTexts.script]);
    await page.waitForLoadState('networkidle');
    expect(noise).toEqual([]);
    done();
  });

  test('the content policy stops an injected script and picture', async () => {
    const forged = renderHtml(long).replace(
      '</main>',
      '<script>alert(1)</script><img src="https://elsewhere.invalid/x.png" onerror="alert(2)"></main>',
    );
    const { page, noise, done } = await show(browser, forged);
    await page.waitForLoadState('networkidle');
    expect(
      noise.filter((line) => line.startsWith('error: ') && line.includes('Content Security Policy')),
    ).not.toEqual([]);
    expect(noise.filter((line) => line.startsWith('dialog') || line.startsWith('request'))).toEqual([]);
    done();
  });
});

/** The text of each page of a PDF. */
function pdfPages(pdf: Buffer): string[] {
  const text = execFileSync(pdftotext, ['-layout', '-', '-'], { input: pdf, encoding: 'utf8' });
  return text.split('\f').slice(0, -1);
}
