import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';

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

/** The first date that a zip entry can carry, read by local fields as zip libraries do: equal in every zone. */
const fixedTime = new Date(1980, 0, 1);

/**
 * Mends what exceljs 4.4 writes against the Open XML schema or cannot write, and zips it again so that the same parts give the same
 * bytes.
 * @throws when the bytes are no zip archive.
 */
export function mendPackage(written: Uint8Array): Uint8Array {
  const parts = Object.entries(unzipSync(written)).filter(([path]) => !path.endsWith('/'));
  const mended = parts.map(([path, bytes]) => [path, mendPart(path, bytes)] as const);
  return zipSync(Object.fromEntries(mended), { level: 6, mtime: fixedTime });
}

function mendPart(path: string, bytes: Uint8Array): Uint8Array {
  if (path === 'xl/styles.xml') return strToU8(orderFonts(strFromU8(bytes)));
  // Only the Summary, the first sheet, has bars: the others can be long and are left as they are.
  return path === 'xl/worksheets/sheet1.xml' ? strToU8(mendBars(strFromU8(bytes))) : bytes;
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
