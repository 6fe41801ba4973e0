import type { ReportModel } from '../report-model';
import { cellText } from '../../text/text-safety';
import { mendPackage } from './package/mend-package';
import type { PackageParts } from './package/package-parts';
import { openPackage } from './package/package-parts';
import { addToSheet } from './sheet-additions';
import { summaryFacts } from './summary/summary-facts';
import { addSummarySheet } from './summary/summary-sheet';
import type { SheetFrame } from './table-sheet';
import type { TablePlan } from './tables/table-skeleton';
import { addTableSkeleton } from './tables/table-skeleton';

/** The Summary is the first sheet. */
const summaryPath = 'xl/worksheets/sheet1.xml';

/** Makes everything of a workbook but the rows of its tables. The same plans give the same parts. */
export function bookSkeleton(model: ReportModel, frame: SheetFrame) {
  const facts = summaryFacts(model);
  return async function skeleton(plans: readonly TablePlan[]): Promise<PackageParts> {
    // exceljs takes a quarter of a second to load: only who renders a report pays for it.
    const { default: exceljs } = await import('exceljs');
    const workbook = new exceljs.Workbook();
    const { organization, period } = frame.footer;
    workbook.creator = 'PIM Report';
    workbook.lastModifiedBy = 'PIM Report';
    workbook.created = model.generatedAt;
    workbook.modified = model.generatedAt;
    workbook.title = cellText(`${organization} – PIM ${period}`);
    workbook.subject = 'Privileged Identity Management: who activated which role, when, for how long and why';
    const additions = addSummarySheet(workbook, model, frame, facts);
    for (const plan of plans) addTableSkeleton(workbook, plan, frame.footer);
    // It is opened again at once, so compressing it here would only take time.
    const parts = openPackage(
      new Uint8Array(await workbook.xlsx.writeBuffer({ zip: { compression: 'STORE' } })),
    );
    mendPackage(parts);
    addToSheet(parts, summaryPath, additions);
    return parts;
  };
}
