import { strFromU8, unzipSync } from 'fflate';

/** The small parts of a workbook by path (`xl/workbook.xml`): XML as text, anything else as bytes. */
export type PackageParts = Map<string, string | Uint8Array>;

/**
 * Opens a workbook that exceljs wrote, and corrects what exceljs 4.4 writes against the Open XML schema: the order of a
 * font's children.
 * @throws Error when the bytes are no zip archive, or one without styles.
 */
export function openPackage(written: Uint8Array): PackageParts {
  const entries = Object.entries(unzipSync(written)).filter(([path]) => !path.endsWith('/'));
  const parts: PackageParts = new Map(
    entries.map(([path, bytes]) => [path, /\.(xml|rels)$/.test(path) ? strFromU8(bytes) : bytes]),
  );
  parts.set('xl/styles.xml', orderFonts(xmlPart(parts, 'xl/styles.xml')));
  return parts;
}

/**
 * The XML of a part.
 * @throws Error when the package has no such part.
 */
export function xmlPart(parts: PackageParts, path: string): string {
  const part = parts.get(path);
  if (typeof part !== 'string') throw new Error(`The workbook has no part ${path}.`);
  return part;
}

/** The order of a font's children in the Open XML schema. */
const fontOrder =
  'b i strike condense extend outline shadow u vertAlign sz color name family charset scheme'.split(' ');

function orderFonts(xml: string): string {
  return xml.replace(/<font>(.*?)<\/font>/gs, (_, children: string) => {
    const ordered = [...children.matchAll(/<(\w+)\b[^<>]*\/>/g)]
      .sort(([, a = ''], [, b = '']) => fontOrder.indexOf(a) - fontOrder.indexOf(b))
      .map(([tag]) => tag);
    return `<font>${ordered.join('')}</font>`;
  });
}
