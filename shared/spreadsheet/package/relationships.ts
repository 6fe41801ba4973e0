/** A reference of one part to another. */
export interface Relationship {
  readonly type: 'drawing' | 'chart';
  /** Its path in the zip archive. */
  readonly path: string;
}

const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const none =
  '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"></Relationships>';

/** The path of a part's relationships: `xl/worksheets/_rels/sheet1.xml.rels`. */
export function relationshipsPath(part: string): string {
  return part.replace(/(?<=^|\/)[^/]+$/, '_rels/$&.rels');
}

/** Adds relationships to a part. Returns all of its relationships, and the ids of the new ones. */
export function addRelationships(
  before: string | undefined,
  added: readonly Relationship[],
): { readonly xml: string; readonly ids: readonly string[] } {
  const known = before ?? none;
  const used = [...known.matchAll(/ Id="rId(\d+)"/g)].map(([, number]) => Number(number));
  const ids = added.map((_, index) => `rId${Math.max(0, ...used) + 1 + index}`);
  const lines = added.map(
    ({ type, path }, index) =>
      `<Relationship Id="${ids[index] ?? ''}" Type="${office}/${type}" Target="/${path}"/>`,
  );
  // exceljs closes an empty list in its opening tag.
  const open = known.replace(/<Relationships([^<>]*)\/>/, '<Relationships$1></Relationships>');
  return {
    xml: open.replace('</Relationships>', () => `${lines.join('')}</Relationships>`),
    ids,
  };
}
