import { escapeXml } from './cell-xml';

/** Maximum links that Excel follows on one sheet (Microsoft, "Excel specifications and limits"). */
export const maxLinks = 65_530;

/** The links of one sheet, collected while its rows are written. */
export type SheetLinks = ReturnType<typeof createSheetLinks>;

const relationType = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink';

/** Collects up to `max` links; a page that many cells lead to is one relationship. */
export function createSheetLinks(max = maxLinks) {
  const relations = new Map<string, string>();
  let [count, xml] = [0, ''];

  function idOf(url: string): string {
    const known = relations.get(url);
    if (known !== undefined) return known;
    const id = `link${relations.size + 1}`;
    relations.set(url, id);
    return id;
  }
  return {
    /** Adds a link to a page; false when the sheet can hold no more. */
    add(ref: string, url: string): boolean {
      if (count >= max) return false;
      count += 1;
      xml += `<hyperlink ref="${ref}" r:id="${idOf(url)}"/>`;
      return true;
    },
    /** The `hyperlinks` element of the sheet; empty without links. */
    elementXml: () => (count === 0 ? '' : `<hyperlinks>${xml}</hyperlinks>`),
    /** The relationships to pages, to be added to the sheet's own. */
    relationshipsXml: () =>
      [...relations]
        .map(
          ([url, id]) =>
            `<Relationship Id="${id}" Type="${relationType}" Target="${escapeXml(url)}" TargetMode="External"/>`,
        )
        .join(''),
  };
}
