// Pictures of the mail and of the HTML report, taken by Chromium from pages that the real jobs made.
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { build } from 'esbuild';
import { chromium } from 'playwright-core';

/** A Monday morning: the pictures are the same whenever they are taken. */
const monday = new Date('2026-11-23T07:00:00Z');

const pictures = [
  { page: 'mail', name: 'mail.png', width: 720, height: 1000, colorScheme: 'light' },
  { page: 'mail', name: 'mail-wide.png', width: 1200, height: 900, colorScheme: 'light' },
  { page: 'mail', name: 'mail-narrow.png', width: 360, height: 780, colorScheme: 'light' },
  { page: 'mail', name: 'mail-dark.png', width: 720, height: 1000, colorScheme: 'dark' },
  { page: 'report', name: 'html-report.png', width: 1200, height: 900, colorScheme: 'light' },
];

/**
 * Writes the pictures into a folder.
 * @throws Error when there is no Chromium at `executablePath`.
 */
export async function takeMailPictures(folder, executablePath = '/usr/bin/chromium') {
  const { sampleReport, samplePages } = await loadSample();
  const pages = await samplePages(await sampleReport(monday));
  await photograph(pages, folder, executablePath);
}

/** Takes the pictures of pages that are there already. */
export async function photograph(pages, folder, executablePath = '/usr/bin/chromium') {
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] });
  try {
    for (const { page: which, name, width, height, colorScheme } of pictures) {
      const page = await browser.newPage({ viewport: { width, height }, colorScheme });
      await page.setContent(pages[which]);
      await page.screenshot({ path: join(folder, name) });
      await page.close();
    }
  } finally {
    await browser.close();
  }
}

async function loadSample() {
  const outfile = resolve('dist/screenshots/sample-mail.js');
  await build({
    entryPoints: ['scripts/screenshots/sample-mail.ts'],
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    outfile,
    mainFields: ['module', 'main'],
    external: ['azurite', 'nodemailer', '@azure/functions-core', '@aws-sdk/client-s3'],
    logLevel: 'warning',
  });
  return createRequire(import.meta.url)(outfile);
}
