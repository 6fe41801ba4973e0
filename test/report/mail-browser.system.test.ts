import type { Browser } from 'playwright-core';
import { renderMail } from '../../shared/report/mail';
import type { ReportModel } from '../../shared/report/report-model';
import {
  accessibilityViolations,
  describeInBrowser,
  overflow,
  show,
  startBrowser,
  type OpenPage,
} from '../support/outputs/browser';
import {
  aCoverage,
  aFinding,
  aHostileReportModel,
  anElevation,
  anEmptyReportModel,
  aReportModel,
  aTrend,
  hostileTexts,
} from '../support/builders/report';

const proof = {
  correction:
    'Correction of the report of Monday 23 November 2026, 08:00: 3 events arrived after it had been sent.',
  files: [
    {
      name: 'weekly-2026-W47.xlsx',
      path: 'pim-reports/weekly/2026/2026-W47.xlsx',
      sha256: 'a3'.repeat(32),
      bytes: 66_000,
      attached: true,
    },
  ],
};
const busy = aReportModel({
  organization: 'Donaudampfschifffahrtsgesellschaftskapitänswitwenverein',
  coverage: aCoverage({ '2026-11-18': 'missing', '2026-11-19': 'lost', '2026-11-20': 'partial' }),
  previous: { ...aReportModel().totals, elevatedMinutes: 3179 },
  totals: { ...aReportModel().totals, activations: 12_345, elevatedMinutes: 5_999 },
  trend: aTrend(7, null, 0, 42, 3, 3, 9, 40, 12, 0, 1, 58),
  elevations: [anElevation(), anElevation({ outcome: 'denied', startedAt: null, endedAt: null })],
  findings: (['high', 'medium', 'low', 'info'] as const).map((severity) => aFinding({ severity })),
  unknownActivities: [{ name: `Add${'Quantum'.repeat(20)}`, count: 3 }],
  filter: 'roles Exchange Administrator; people mia.berg@contoso.example',
});
const mails: readonly (readonly [string, ReportModel])[] = [
  ['a busy week', busy],
  ['an empty week', anEmptyReportModel()],
  ['typed markup', aHostileReportModel(hostileTexts.script)],
  ['text without a blank', aHostileReportModel(hostileTexts.long)],
];

describeInBrowser('the mail in a browser', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await startBrowser();
  });
  afterAll(() => browser.close());

  describe.each(mails)('%s', (_, model) => {
    let shown: OpenPage;
    beforeAll(async () => {
      shown = await show(browser, renderMail(model, 'whole', proof).html);
    });
    afterAll(() => {
      shown.done();
    });

    test.each(['light', 'dark'] as const)('axe finds no violation in %s mode', async (colorScheme) => {
      await shown.page.emulateMedia({ colorScheme });
      expect(await accessibilityViolations(shown.page)).toEqual([]);
    });

    test('never scrolls sideways, at any width', async () => {
      const { page } = shown;
      for (const width of [320, 360, 600, 720, 1200]) {
        await page.setViewportSize({ width, height: 800 });
        expect([width, await overflow(page)]).toEqual([width, 0]);
      }
    });
  });

  test.each(mails)('does not scroll sideways without its style sheets: %s', async (_, model) => {
    const { html } = renderMail(model, 'whole', proof);
    const { page, done } = await show(browser, html.replace(/<style>[^]*?<\/style>/g, ''), {
      viewport: { width: 320, height: 800 },
    });
    expect(await overflow(page)).toBe(0);
    done();
  });

  test('dark mode has dark backgrounds', async () => {
    const { page, done } = await show(browser, renderMail(busy).html, { colorScheme: 'dark' });
    const back = (selector: string) =>
      page.evaluate<string>(`getComputedStyle(document.querySelector('${selector}')).backgroundColor`);
    expect(await back('body')).toBe('rgb(16, 21, 26)');
    expect(await back('.l-card')).toBe('rgb(26, 33, 41)');
    done();
  });

  test.each([hostileTexts.script, hostileTexts.attribute])(
    'typed text runs no script and loads nothing: %s',
    async (typed) => {
      const hostile = { ...proof, correction: typed };
      const { page, noise, done } = await show(
        browser,
        renderMail(aHostileReportModel(typed), 'whole', hostile).html,
      );
      await page.waitForLoadState('networkidle');
      expect(noise).toEqual([]);
      expect(await page.evaluate<number>('document.scripts.length')).toBe(0);
      done();
    },
  );

  test('the first screen of a phone shows completeness, headline, worst findings and figures', async () => {
    const long = 'as long as sentences are that name an actor, a person and a role of some length.';
    const model = aReportModel({
      findings: Array.from({ length: 5 }, (_, index) => aFinding({ sentence: `Sentence ${index}, ${long}` })),
      totals: { ...aReportModel().totals, findings: { high: 5, medium: 0, low: 0, info: 0 } },
      previous: aReportModel().totals,
    });
    const { page, done } = await show(browser, renderMail(model).html, {
      viewport: { width: 390, height: 700 },
    });
    const tops: number[] = [];
    for (const words of [
      'Every day of this week',
      '5 high findings',
      'Sentence 1, as long',
      'Elevated time',
      'More high findings',
      'Sentence 2, as long',
    ]) {
      const box = await page.getByText(words).first().boundingBox();
      tops.push(box?.y ?? Infinity);
    }
    expect(tops).toEqual([...tops].sort((a, b) => a - b));
    const [figures = Infinity] = tops.slice(-3);
    expect(figures).toBeLessThan(700);
    done();
  });
});
