import { existsSync } from 'node:fs';
import axe, { type AxeResults } from 'axe-core';
import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright-core';

const executablePath = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(
  (path) => existsSync(path),
);

/** `describe`, skipped without Chromium, with the reason in its title. */
export const describeInBrowser =
  executablePath === undefined
    ? (title: string, tests: () => void) => {
        describe.skip(`${title} (skipped: no Chromium in /usr/bin; apt-get install chromium)`, tests);
      }
    : describe;

/** Starts Chromium. Use only inside {@link describeInBrowser}. */
export async function startBrowser(): Promise<Browser> {
  return chromium.launch({
    ...(executablePath && { executablePath }),
    args: ['--no-sandbox', '--disable-gpu'],
  });
}

/** A page that shows markup, and a record of what else it tried. */
export interface OpenPage {
  readonly page: Page;
  /** Console messages, errors, dialogs, and requests for anything but the page itself. */
  readonly noise: readonly string[];
  /** Releases the page for another test: a new page takes 1.5 s. */
  readonly done: () => void;
}

/** A page of the browser, and what it shows now. */
interface Tab {
  readonly page: Page;
  shown: { readonly markup: string; readonly noise: string[] };
}

/** Pages that tests have released. */
const free = new WeakMap<Browser, Tab[]>();
const address = 'http://report.invalid/';

/** Shows markup as a page of another site: its script runs if its policy allows it. */
export async function show(
  browser: Browser,
  markup: string,
  {
    viewport = { width: 1280, height: 720 },
    colorScheme = 'light',
    javaScriptEnabled = true,
  }: Pick<BrowserContextOptions, 'viewport' | 'colorScheme' | 'javaScriptEnabled'> = {},
): Promise<OpenPage> {
  const tabs = free.get(browser) ?? [];
  free.set(browser, tabs);
  const tab = (javaScriptEnabled ? tabs.pop() : undefined) ?? (await openTab(browser, javaScriptEnabled));
  const { page } = tab;
  const noise: string[] = [];
  tab.shown = { markup, noise };
  if (viewport !== null) await page.setViewportSize(viewport);
  await page.emulateMedia({ media: 'screen', colorScheme });
  await page.goto(address);
  return {
    page,
    noise,
    done: () => {
      if (javaScriptEnabled) tabs.push(tab);
    },
  };
}

async function openTab(browser: Browser, javaScriptEnabled: boolean): Promise<Tab> {
  const context = await browser.newContext({ javaScriptEnabled });
  const page = await context.newPage();
  // A busy machine is slow.
  page.setDefaultTimeout(180_000);
  const tab: Tab = { page, shown: { markup: '', noise: [] } };
  const hear = (what: string) => void tab.shown.noise.push(what);
  await context.route('**/*', async (route) => {
    if (route.request().url() === address)
      return route.fulfill({ contentType: 'text/html; charset=utf-8', body: tab.shown.markup });
    hear(`request: ${route.request().url()}`);
    return route.abort();
  });
  page.on('console', (message) => {
    hear(`${message.type()}: ${message.text()}`);
  });
  page.on('pageerror', (error) => {
    hear(`error: ${error.message}`);
  });
  page.on('dialog', (dialog) => {
    hear(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  return tab;
}

/** Returns axe-core's violations on a page, each with rule and element. All rules run; an unknown contrast counts. */
export async function accessibilityViolations(page: Page): Promise<string[]> {
  // Runs over the debugger, which does not change the page's script policy.
  await page.evaluate(axe.source);
  // The details of elements that pass, which are most, are not needed: they took most of the time.
  const run = "axe.run({ resultTypes: ['violations', 'incomplete'] })";
  const { violations, incomplete } = await page.evaluate<AxeResults>(run);
  // axe is not sure that a single digit is text; the digit has the colours of the cells around it.
  const isShort = ({ any }: AxeResults['incomplete'][number]['nodes'][number]): boolean =>
    any.some(({ data }) => (data as { messageKey?: string } | null)?.messageKey === 'shortTextContent');
  const unknown = incomplete
    .filter(({ id }) => id === 'color-contrast')
    .map((result) => ({ ...result, nodes: result.nodes.filter((node) => !isShort(node)) }));
  return [...violations, ...unknown].flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${html} – ${failureSummary ?? ''}`),
  );
}

/** Returns the CSS pixels by which a page is wider than its window. */
export async function overflow(page: Page): Promise<number> {
  const root = 'document.documentElement';
  return page.evaluate<number>(`${root}.scrollWidth - ${root}.clientWidth`);
}
