import { xmlPart, type PackageParts } from '../package/package-parts';

/** Texts of the workbook's table of shared strings. */
export type SharedTexts = ReturnType<typeof createSharedTexts>;

const path = 'xl/sharedStrings.xml';

/**
 * Collects the few texts with one of Excel's own escapes (`_x005F_`): Excel and LibreOffice undo it in cells too, other
 * readers only in shared strings. Beyond the room texts stay in their cells, so that no log can fill the memory.
 * @param parts the package whose own strings come first.
 * @param room in UTF-16 units.
 */
export function createSharedTexts(parts: PackageParts, room = 4_000_000) {
  const before = xmlPart(parts, path);
  const first = before.split('<si>').length - 1;
  const numbers = new Map<string, number>();
  let left = room;
  return {
    /** Returns the number of a text, given as XML, or null if the table of texts is full. */
    numberOf(xml: string): number | null {
      const known = numbers.get(xml);
      if (known !== undefined) return known;
      if (xml.length > left) return null;
      left -= xml.length;
      const number = first + numbers.size;
      numbers.set(xml, number);
      return number;
    },
    /** Puts the texts into the package. */
    write(target: PackageParts): void {
      if (numbers.size === 0) return;
      const count = first + numbers.size;
      const added = [...numbers.keys()].map((xml) => `<si>${xml}</si>`).join('');
      const xml = xmlPart(target, path)
        .replace(/ count="\d+" uniqueCount="\d+"/, ` count="${count}" uniqueCount="${count}"`)
        .replace('</sst>', () => `${added}</sst>`);
      target.set(path, xml);
    },
  };
}
