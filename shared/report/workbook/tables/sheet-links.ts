import type { ColumnLink } from '../../columns/column';
import { escapeXml } from './cell-xml';

/** The most links that Excel follows on one sheet (Microsoft, "Excel specifications and limits"). */
export const mostLinks = 65_530;

/** The links of one sheet, gathered while its rows are written. */
export interface SheetLinks {
  /** Lets a cell lead somewhere; false when the sheet can hold no more links. */
  add(ref: string, link: ColumnLink): boolean;
  /** What stands in the sheet for them: nothing, or the `hyperlinks` element. */
  elementXml(): string;
  /** The relationships that lead outside, to be put into the sheet's own. */
  relationshipsXml(): string;
}

const relationType = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink';

/** Gathers links up to a number; a page that many cells lead to is one relationship. */
export function createSheetLinks(most = mostLinks): SheetLinks {
  const relations = new Map<string, string>();
  let [count, xml] = [0, ''];

  function idOf(url: string): string {
    const known = relations.get(url);
    if (known !== undefined) return known;
    const id = `link${relations.size + 1}`;
    relations.set(url, id);
    return id;
  }
  function target(link: ColumnLink): string {
    if ('url' in link) return `r:id="${idOf(link.url)}"`;
    return `location="${escapeXml(`'${link.sheet}'!A${link.row}`)}"`;
  }
  return {
    add(ref, link) {
      if (count >= most) return false;
      count += 1;
      xml += `<hyperlink ref="${ref}" ${target(link)}/>`;
      return true;
    },
    elementXml: () => (count === 0 ? '' : `<hyperlinks>${xml}</hyperlinks>`),
    relationshipsXml: () =>
      [...relations]
        .map(
          ([url, id]) =>
            `<Relationship Id="${id}" Type="${relationType}" Target="${escapeXml(url)}" TargetMode="External"/>`,
        )
        .join(''),
  };
}
