import { xmlPart, type PackageParts } from './package-parts';

/** The order of a font's children in the Open XML schema. */
const fontOrder =
  'b i strike condense extend outline shadow u vertAlign sz color name family charset scheme'.split(' ');

/** Corrects, in place, what exceljs 4.4 writes against the Open XML schema: the order of a font's children. */
export function fixPackage(parts: PackageParts): void {
  parts.set('xl/styles.xml', orderFonts(xmlPart(parts, 'xl/styles.xml')));
}

function orderFonts(xml: string): string {
  return xml.replace(/<font>(.*?)<\/font>/gs, (_, children: string) => {
    const ordered = [...children.matchAll(/<(\w+)[^>]*\/>/g)]
      .sort(([, a = ''], [, b = '']) => fontOrder.indexOf(a) - fontOrder.indexOf(b))
      .map(([tag]) => tag);
    return `<font>${ordered.join('')}</font>`;
  });
}
