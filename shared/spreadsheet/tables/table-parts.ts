import { xmlPart, type PackageParts } from '../package/package-parts';
import { relationshipsPath } from '../package/relationships';
import type { SheetLinks } from './sheet-links';

/** A sheet whose rows have been written. */
export interface WrittenSheet {
  readonly path: string;
  readonly rows: number;
  readonly links: SheetLinks;
}

/** Gives the table of a written sheet its true size, and the sheet the relationships of its links. */
export function finishTable(parts: PackageParts, { path, rows, links }: WrittenSheet): void {
  const relationsPath = relationshipsPath(path);
  const xml = xmlPart(parts, relationsPath);
  parts.set(relationsPath, xml.replace('</Relationships>', `${links.relationshipsXml()}</Relationships>`));
  const tablePath = /Target="\.\.\/(tables\/table\d+\.xml)"/.exec(xml)?.[1];
  if (tablePath === undefined) throw new Error(`The sheet ${path} has no table.`);
  parts.set(`xl/${tablePath}`, withSize(xmlPart(parts, `xl/${tablePath}`), rows));
}

/** exceljs wrote the table with one row, and with a row of totals if it has one. */
function withSize(xml: string, rows: number): string {
  const resize = (tag: string, text: string): string =>
    text.replace(
      new RegExp(`(<${tag} [^>]*ref="A\\d+:[A-Z]+)(\\d+)"`),
      (_, head: string, last: string) => `${head}${Number(last) - 1 + rows}"`,
    );
  return resize('autoFilter', resize('table', xml));
}
