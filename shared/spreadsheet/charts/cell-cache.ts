import { xml, type Markup } from '../../text/markup';
import type { Categories, Cells } from './chart';

/** A reference to cells of text, with a copy of what they hold. */
export function textCells(cells: Cells<string>): Markup {
  return xml`<c:strRef><c:f>${cells.ref}</c:f><c:strCache>${points(cells.values)}</c:strCache></c:strRef>`;
}

/** A reference to cells of numbers, with a copy of what they hold. */
export function numberCells(cells: Cells<number>): Markup {
  return xml`<c:numRef><c:f>${cells.ref}</c:f><c:numCache><c:formatCode>#,##0</c:formatCode>${points(cells.values)}</c:numCache></c:numRef>`;
}

/** A reference to the names along a chart. In groups, the level of the names comes before the level of the groups. */
export function nameCells({ ref, values, groups }: Categories): Markup {
  if (groups === undefined) return textCells({ ref, values });
  const levels = [values, groups].map((level) => xml`<c:lvl>${pointsOf(level)}</c:lvl>`);
  return xml`<c:multiLvlStrRef><c:f>${ref}</c:f><c:multiLvlStrCache><c:ptCount val="${values.length}"/>${levels}</c:multiLvlStrCache></c:multiLvlStrRef>`;
}

function points(values: readonly (string | number | null)[]): Markup {
  return xml`<c:ptCount val="${values.length}"/>${pointsOf(values)}`;
}

function pointsOf(values: readonly (string | number | null)[]): (Markup | null)[] {
  return values.map((value, index) =>
    // An empty cell has no point: a point without text would be drawn as 0.
    value === null || value === '' ? null : xml`<c:pt idx="${index}"><c:v>${value}</c:v></c:pt>`,
  );
}
