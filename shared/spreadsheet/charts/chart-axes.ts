import { xml, type Markup } from '../../text/markup';
import type { Chart } from './chart';
import { chartColours } from './chart-colours';
import { axes } from './chart-series';
import { solidFill, textLook } from './chart-text';

const rule = xml`<a:ln w="6350">${solidFill(chartColours.rule)}</a:ln>`;
const noLine = xml`<a:ln><a:noFill/></a:ln>`;
const grid = xml`<a:ln w="6350">${solidFill(chartColours.grid)}</a:ln>`;
const muted = textLook({ size: 9, colour: chartColours.muted });

/** Up to this figure the axis counts in ones: by itself it would print fractions of a count. */
const maxUnitSteps = 5;

/** The axis of names and the axis of figures, which starts at 0. */
export function chartAxes(chart: Chart): Markup {
  return xml`${namesAxis(chart)}${figuresAxis(chart)}`;
}

function namesAxis({ bars, nameEvery, categories }: Chart): Markup {
  const up = bars === 'up';
  const skip =
    nameEvery > 1 ? xml`<c:tickLblSkip val="${nameEvery}"/><c:tickMarkSkip val="${nameEvery}"/>` : null;
  return xml`<c:catAx><c:axId val="${axes.names}"/><c:scaling><c:orientation val="${up ? 'minMax' : 'maxMin'}"/></c:scaling><c:delete val="0"/><c:axPos val="${
    up ? 'b' : 'l'
  }"/><c:numFmt formatCode="General" sourceLinked="0"/><c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="low"/><c:spPr>${rule}</c:spPr>${textLook({ size: 9, colour: chartColours.ink }, nameEvery > 1)}<c:crossAx val="${
    axes.figures
  }"/><c:crosses val="autoZero"/><c:auto val="0"/><c:lblAlgn val="ctr"/><c:lblOffset val="60"/>${skip}<c:noMultiLvlLbl val="${categories.groups === undefined ? 1 : 0}"/></c:catAx>`;
}

/** Left out beside horizontal bars, each of which is labelled with its figure. */
function figuresAxis({ bars, series }: Chart): Markup {
  const up = bars === 'up';
  const lines = up ? xml`<c:majorGridlines><c:spPr>${grid}</c:spPr></c:majorGridlines>` : null;
  const ones = highest(series) <= maxUnitSteps ? xml`<c:majorUnit val="1"/>` : null;
  return xml`<c:valAx><c:axId val="${axes.figures}"/><c:scaling><c:orientation val="minMax"/><c:min val="0"/></c:scaling><c:delete val="${
    up ? 0 : 1
  }"/><c:axPos val="${up ? 'l' : 't'}"/>${lines}<c:numFmt formatCode="#,##0" sourceLinked="0"/><c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="nextTo"/><c:spPr>${noLine}</c:spPr>${muted}<c:crossAx val="${
    axes.names
  }"/><c:crosses val="autoZero"/><c:crossBetween val="between"/>${ones}</c:valAx>`;
}

/** The highest stack or point. */
function highest(series: Chart['series']): number {
  const bars = series.filter(({ shape }) => shape === 'bars');
  const stacks = bars[0]?.values.values.map((_, index) =>
    bars.reduce((sum, { values }) => sum + (values.values[index] ?? 0), 0),
  );
  const points = series.flatMap(({ values }) => values.values.map((value) => value ?? 0));
  return Math.max(0, ...(stacks ?? []), ...points);
}
