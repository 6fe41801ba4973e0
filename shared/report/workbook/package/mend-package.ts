import type { PackageParts } from './package-parts';
import { xmlPart } from './package-parts';

/** The order in which the Open XML schema wants the children of a font. */
const fontOrder = [
  'b',
  'i',
  'strike',
  'condense',
  'extend',
  'outline',
  'shadow',
  'u',
  'vertAlign',
  'sz',
  'color',
  'name',
  'family',
  'charset',
  'scheme',
];

/** Where the Summary is, the first sheet: the only one with bars. */
export const summaryPath = 'xl/worksheets/sheet1.xml';

/** Mends, in place, what exceljs 4.4 writes against the Open XML schema or cannot write. */
export function mendPackage(parts: PackageParts): void {
  parts.set('xl/styles.xml', orderFonts(xmlPart(parts, 'xl/styles.xml')));
  parts.set(summaryPath, mendBars(xmlPart(parts, summaryPath)));
}

/**
 * Without its lengths, Excel draws a tenth of the cell for a 0; the extension that exceljs adds to a bar has an empty
 * id. In typed text the `<` of a tag is escaped, so this meets nothing else.
 */
function mendBars(xml: string): string {
  return xml
    .replaceAll('<dataBar>', '<dataBar minLength="0" maxLength="100">')
    .replace(/<extLst><ext [^>]*><x14:id\/><\/ext><\/extLst>/g, '');
}

function orderFonts(xml: string): string {
  return xml.replace(/<font>(.*?)<\/font>/gs, (_, children: string) => {
    const ordered = [...children.matchAll(/<(\w+)[^>]*\/>/g)]
      .sort(([, a = ''], [, b = '']) => fontOrder.indexOf(a) - fontOrder.indexOf(b))
      .map(([tag]) => tag);
    return `<font>${ordered.join('')}</font>`;
  });
}
