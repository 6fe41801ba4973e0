import { cellText } from '../text/text-safety';
import { openPackage, type PackageParts } from './package/package-parts';
import { addPageSheet, type PageSheetPlan } from './page/page-sheet';
import type { Footer } from './page-setup';
import { addTableSkeleton, type TablePlan } from './tables/table-skeleton';

/** Everything of a workbook but its tables. */
export interface WorkbookFrame {
  readonly title: string;
  readonly subject: string;
  /** The program that wrote it. */
  readonly creator: string;
  readonly created: Date;
  readonly footer: Footer;
  /** The first sheet. */
  readonly cover: PageSheetPlan;
}

const coverPath = 'xl/worksheets/sheet1.xml';

/** Makes everything of a workbook but the rows of its tables. The same plans give the same parts. */
export async function makeSkeleton(
  { title, subject, creator, created, footer, cover }: WorkbookFrame,
  plans: readonly TablePlan[],
): Promise<PackageParts> {
  // exceljs takes a quarter of a second to load: it is loaded only when a workbook is written.
  const { default: exceljs } = await import('exceljs');
  const workbook = new exceljs.Workbook();
  workbook.creator = creator;
  workbook.lastModifiedBy = creator;
  workbook.created = created;
  workbook.modified = created;
  workbook.title = cellText(title);
  workbook.subject = subject;
  const finishCover = addPageSheet(workbook, cover, footer);
  for (const plan of plans) addTableSkeleton(workbook, plan, footer);
  // It is opened again at once, so compressing it would only take time.
  const parts = openPackage(
    new Uint8Array(await workbook.xlsx.writeBuffer({ zip: { compression: 'STORE' } })),
  );
  finishCover(parts, coverPath);
  return parts;
}
