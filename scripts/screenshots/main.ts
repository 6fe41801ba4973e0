import { resolve } from 'node:path';
import { takePagePictures } from './page-pictures';
import { sampleReport } from './sample-report';
import { takeSheetPictures } from './sheet-pictures';
import { findTools } from './tools';

/** A Monday morning: the pictures are the same whenever they are taken. */
const monday = new Date('2026-11-23T07:00:00Z');
const images = resolve('docs/images');

async function main(): Promise<void> {
  const tools = findTools(process.env.PATH ?? '');
  const report = await sampleReport(monday);
  await takePagePictures(report, images, tools.chromium);
  await takeSheetPictures(report.workbook, images, tools);
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
