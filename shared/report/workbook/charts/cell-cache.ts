import type { Html as Xml } from '../../../text/html-template';
import { html as xml } from '../../../text/html-template';
import type { Categories, Cells } from './chart';

/** A reference to cells of text, and what they held when the file was written. */
export function textCells(cells: Cells<string>): Xml {
  return xml`<c:strRef><c:f>${cells.ref}</c:f><c:strCache>${points(cells.values)}</c:strCache></c:strRef>`;
}

/** A reference to cells of numbers, and what they held when the file was written. */
export function numberCells(cells: Cells<number>): Xml {
  return xml`<c:numRef><c:f>${cells.ref}</c:f><c:numCache><c:formatCode>#,##0</c:formatCode>${points(cells.values)}</c:numCache></c:numRef>`;
}

/** A reference to the names along a chart; where they are in groups, the names come before what stands under them. */
export function nameCells({ ref, values, groups }: Categories): Xml {
  if (groups === undefined) return textCells({ ref, values });
  const levels = [values, groups].map((level) => xml`<c:lvl>${pointsOf(level)}</c:lvl>`);
  return xml`<c:multiLvlStrRef><c:f>${ref}</c:f><c:multiLvlStrCache><c:ptCount val="${values.length}"/>${levels}</c:multiLvlStrCache></c:multiLvlStrRef>`;
}

function points(values: readonly (string | number | null)[]): Xml {
  return xml`<c:ptCount val="${values.length}"/>${pointsOf(values)}`;
}

function pointsOf(values: readonly (string | number | null)[]): (Xml | null)[] {
  return values.map((value, index) =>
    // An empty cell has no point: a point without text would be drawn as 0.
    value === null || value === '' ? null : xml`<c:pt idx="${index}"><c:v>${value}</c:v></c:pt>`,
  );
}
