import type { Html as Xml } from '../../html-template';
import { html as xml } from '../../html-template';
import type { Cells } from './chart';

/** A reference to cells of text, and what they held when the file was written. */
export function textCells(cells: Cells<string>): Xml {
  return xml`<c:strRef><c:f>${cells.ref}</c:f><c:strCache>${points(cells.values)}</c:strCache></c:strRef>`;
}

/** A reference to cells of numbers, and what they held when the file was written. */
export function numberCells(cells: Cells<number>): Xml {
  return xml`<c:numRef><c:f>${cells.ref}</c:f><c:numCache><c:formatCode>#,##0</c:formatCode>${points(cells.values)}</c:numCache></c:numRef>`;
}

function points(values: readonly (string | number | null)[]): Xml {
  return xml`<c:ptCount val="${values.length}"/>${values.map((value, index) =>
    // An empty cell has no point: a point without text would be drawn as 0.
    value === null || value === '' ? null : xml`<c:pt idx="${index}"><c:v>${value}</c:v></c:pt>`,
  )}`;
}
