import { xml, type Markup } from '../../text/markup';
import type { Categories, Chart, Series, Cells } from './chart';
import { chartColours } from './chart-colours';
import { solidFill, textLook } from './chart-text';

/** The ids by which the bars and lines of a chart find its axes. */
export const axes = { names: 1, figures: 2 } as const;

const axisIds = xml`<c:axId val="${axes.names}"/><c:axId val="${axes.figures}"/>`;
const noLine = xml`<a:ln><a:noFill/></a:ln>`;

/** The bars and lines of a chart. */
export function plots({ bars, categories, series, gap }: Chart): Markup {
  const numbered = series.map((one, index) => ({ ...one, index }));
  const standing = numbered.filter(({ shape }) => shape === 'bars');
  const lines = numbered.filter(({ shape }) => shape !== 'bars');
  const stacked = standing.length > 1;
  return xml`<c:barChart><c:barDir val="${bars === 'up' ? 'col' : 'bar'}"/><c:grouping val="${
    stacked ? 'stacked' : 'clustered'
  }"/><c:varyColors val="0"/>${standing.map((one) => barSeries(one, categories, stacked))}<c:gapWidth val="${gap}"/>${
    stacked ? xml`<c:overlap val="100"/>` : null
  }${axisIds}</c:barChart>${
    lines.length === 0
      ? null
      : xml`<c:lineChart><c:grouping val="standard"/><c:varyColors val="0"/>${lines.map((one) =>
          lineSeries(one, categories),
        )}<c:marker val="1"/>${axisIds}</c:lineChart>`
  }`;
}

type Numbered = Series & { readonly index: number };

function barSeries(series: Numbered, categories: Categories, stacked: boolean): Markup {
  return xml`<c:ser>${head(series)}<c:spPr>${solidFill(series.colour)}${noLine}</c:spPr><c:invertIfNegative val="0"/>${labels(
    series,
    stacked ? 'ctr' : 'outEnd',
  )}${data(series, categories)}</c:ser>`;
}

function lineSeries(series: Numbered, categories: Categories): Markup {
  const drawn = series.shape === 'line';
  const line = drawn ? xml`<a:ln w="22225" cap="rnd">${solidFill(series.colour)}<a:round/></a:ln>` : noLine;
  const marker = drawn
    ? xml`<c:marker><c:symbol val="circle"/><c:size val="5"/><c:spPr>${solidFill(series.colour)}<a:ln w="6350">${solidFill(chartColours.paper)}</a:ln></c:spPr></c:marker>`
    : xml`<c:marker><c:symbol val="none"/></c:marker>`;
  return xml`<c:ser>${head(series)}<c:spPr>${line}</c:spPr>${marker}${labels(series, 't')}${data(series, categories)}<c:smooth val="0"/></c:ser>`;
}

function head({ index, name }: Numbered): Markup {
  return xml`<c:idx val="${index}"/><c:order val="${index}"/><c:tx>${textCells(name)}</c:tx>`;
}

function data({ values }: Series, categories: Categories): Markup {
  return xml`<c:cat>${nameCells(categories)}</c:cat><c:val>${numberCells(values)}</c:val>`;
}

function labels({ labelled }: Series, position: 'ctr' | 'outEnd' | 't'): Markup | null {
  if (!labelled) return null;
  const look = textLook({ size: 9, colour: chartColours.ink });
  return xml`<c:dLbls><c:numFmt formatCode="#,##0" sourceLinked="0"/><c:spPr><a:noFill/>${noLine}</c:spPr>${look}<c:dLblPos val="${position}"/><c:showLegendKey val="0"/><c:showVal val="1"/><c:showCatName val="0"/><c:showSerName val="0"/><c:showPercent val="0"/><c:showBubbleSize val="0"/></c:dLbls>`;
}

/** A reference to cells of text, with a copy of what they hold. */
function textCells(cells: Cells<string>): Markup {
  return xml`<c:strRef><c:f>${cells.ref}</c:f><c:strCache>${points(cells.values)}</c:strCache></c:strRef>`;
}

/** A reference to cells of numbers, with a copy of what they hold. */
function numberCells(cells: Cells<number>): Markup {
  return xml`<c:numRef><c:f>${cells.ref}</c:f><c:numCache><c:formatCode>#,##0</c:formatCode>${points(cells.values)}</c:numCache></c:numRef>`;
}

/** A reference to the names along a chart. In groups, the level of the names comes before the level of the groups. */
function nameCells({ ref, values, groups }: Categories): Markup {
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
