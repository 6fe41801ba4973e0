import { addLinks, type CellLink } from './add-links';
import { addCharts } from './charts/add-charts';
import type { Chart } from './charts/chart';
import type { PackageParts } from './package/package-parts';
import { xmlPart } from './package/package-parts';

/** What a sheet gets that exceljs cannot write. */
export interface SheetAdditions {
  readonly charts: readonly Chart[];
  readonly links: readonly CellLink[];
}

/**
 * Puts charts and links on a sheet of a workbook.
 * @throws when the sheet is not among the parts.
 */
export function addToSheet(parts: PackageParts, sheetPath: string, { charts, links }: SheetAdditions): void {
  addCharts(parts, sheetPath, charts);
  parts.set(sheetPath, addLinks(xmlPart(parts, sheetPath), links));
}
