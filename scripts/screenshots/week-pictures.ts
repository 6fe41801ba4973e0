import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { type Browser, chromium } from 'playwright-core';
import { renderHtml } from '../../shared/report/html';
import { renderMail } from '../../shared/report/mail';
import { renderWorkbook } from '../../shared/report/workbook';
import type { Tools } from './tools';
import { reportOf, worlds } from './worlds';

const run = promisify(execFile);

/** The screens that a report is read on. */
const screens = [
  { name: '390', width: 390, height: 700 },
  { name: '320', width: 320, height: 700 },
  { name: '600', width: 600, height: 900 },
  { name: '1200', width: 1200, height: 900 },
];
const schemes = ['light', 'dark'] as const;

/**
 * Takes pictures of a good, a bad, an incomplete, an empty and a first week into a folder, for somebody who looks at
 * them: the mail's and the HTML report's first screen at every width, light and dark, the whole mail on a telephone, and
 * the mail and the workbook as printed.
 */
export async function takeWeekPictures(now: Date, folder: string, tools: Tools): Promise<void> {
  await mkdir(folder, { recursive: true });
  const browser = await chromium.launch({
    executablePath: tools.chromium,
    args: ['--no-sandbox', '--disable-gpu'],
  });
  try {
    for (const world of worlds) {
      const { model, log } = await reportOf(world, now);
      const target = (name: string): string => join(folder, `${world}-${name}`);
      const mail = renderMail(model);
      await writeFile(target('mail.txt'), `${mail.subject}\n\n${mail.text}`);
      await takeScreens(browser, mail.html, target('mail'), tools);
      await takeScreens(browser, renderHtml(model), target('page'), tools);
      await printWorkbook(await renderWorkbook(model, log), target('sheet'), tools);
    }
  } finally {
    await browser.close();
  }
}

async function takeScreens(browser: Browser, markup: string, target: string, tools: Tools): Promise<void> {
  for (const colorScheme of schemes) {
    for (const { name, width, height } of screens) {
      const page = await browser.newPage({ viewport: { width, height }, colorScheme });
      await page.setContent(markup);
      await page.screenshot({ path: `${target}-${name}-${colorScheme}.png` });
      if (name === '390') {
        const path = `${target}-${name}-${colorScheme}-whole.png`;
        await page.screenshot({ path, fullPage: true });
      }
      await page.close();
    }
  }
  const page = await browser.newPage();
  await page.setContent(markup);
  await page.pdf({ path: `${target}-print.pdf`, format: 'A4' });
  await page.close();
  await run(tools.pdftoppm, ['-png', '-r', '60', `${target}-print.pdf`, `${target}-print`]);
}

async function printWorkbook(workbook: Uint8Array, target: string, tools: Tools): Promise<void> {
  const work = await mkdtemp(join(tmpdir(), 'pim-report-week-'));
  try {
    await writeFile(join(work, 'report.xlsx'), workbook);
    const profile = `-env:UserInstallation=${pathToFileURL(join(work, 'profile')).href}`;
    await run(tools.soffice, [profile, '--headless', '--convert-to', 'pdf', 'report.xlsx'], { cwd: work });
    await run(tools.pdftoppm, ['-png', '-r', '80', '-l', '12', join(work, 'report.pdf'), target]);
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}
