import { resolve } from 'node:path';
import { takePagePictures } from './page-pictures';
import { sampleReport } from './sample-report';
import { takeSheetPictures } from './sheet-pictures';
import { findTools } from './tools';
import { takeWeekPictures } from './week-pictures';

// Without an argument: the pictures of the documents. With a folder: pictures of five kinds of week, to look at.

/** A Monday morning: the pictures are the same whenever they are taken. */
const monday = new Date('2026-11-23T07:00:00Z');
const images = resolve('docs/images');

async function main(): Promise<void> {
  const tools = findTools(process.env.PATH ?? '');
  const [folder] = process.argv.slice(2);
  if (folder !== undefined) return takeWeekPictures(monday, resolve(folder), tools);
  const report = await sampleReport(monday);
  await takePagePictures(report, images, tools.chromium);
  await takeSheetPictures(report.workbook, images, tools);
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
