import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import type { SampleReport } from './sample-report';

interface Picture {
  readonly of: 'mail' | 'page' | 'pipeline';
  readonly name: string;
  readonly width: number;
  readonly height: number;
  readonly colorScheme: 'light' | 'dark';
  /** Where the picture begins, in CSS pixels from the top. */
  readonly top?: number;
}

const pictures: readonly Picture[] = [
  { of: 'mail', name: 'mail', width: 720, height: 1000, colorScheme: 'light' },
  { of: 'mail', name: 'mail-lists', width: 720, height: 1000, colorScheme: 'light', top: 1200 },
  { of: 'mail', name: 'mail-wide', width: 1200, height: 900, colorScheme: 'light' },
  { of: 'mail', name: 'mail-narrow', width: 360, height: 780, colorScheme: 'light' },
  { of: 'mail', name: 'mail-dark', width: 720, height: 1000, colorScheme: 'dark' },
  { of: 'page', name: 'html-report', width: 1200, height: 900, colorScheme: 'light' },
  { of: 'page', name: 'html-report-dark', width: 1200, height: 900, colorScheme: 'dark', top: 1250 },
  { of: 'pipeline', name: 'pipeline', width: 1080, height: 400, colorScheme: 'light' },
];

/** Takes the pictures of the mail, the HTML report and the drawing of the pipeline into a folder, as PNG. */
export async function takePagePictures(
  report: Pick<SampleReport, 'mail' | 'page'>,
  folder: string,
  executablePath: string,
): Promise<void> {
  const drawing = await readFile(join(folder, 'pipeline.svg'), 'utf8');
  const pages = { ...report, pipeline: `<body style="margin:0">${drawing}` };
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] });
  try {
    for (const { of, name, width, height, colorScheme, top = 0 } of pictures) {
      const page = await browser.newPage({ viewport: { width, height }, colorScheme });
      await page.setContent(pages[of]);
      await page.evaluate(`scrollTo(0, ${top})`);
      await page.screenshot({ path: join(folder, `${name}.png`) });
      await page.close();
    }
  } finally {
    await browser.close();
  }
}
