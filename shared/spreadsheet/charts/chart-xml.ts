import { xml, type Markup } from '../../text/markup';
import { chartAxes } from './chart-axes';
import type { Chart } from './chart';
import { chartColours } from './chart-colours';
import { plots } from './chart-series';
import { richText, solidFill, textLook } from './chart-text';

/** The start of every XML part. */
export const declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';

/** Shares of the chart's width and height. */
interface Frame {
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
}

/**
 * A chart as its part of the workbook (ECMA-376-1, 21.2): title at the top left, and a legend if there is more
 * than one series, and a copy of the cells for programs that do not read them.
 */
export function chartXml(chart: Chart): string {
  const { markup } =
    xml`<c:chartSpace xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><c:date1904 val="0"/><c:lang val="en-GB"/><c:roundedCorners val="0"/><c:style val="2"/><c:chart>${title(
      chart,
    )}<c:autoTitleDeleted val="0"/><c:plotArea>${layout(plotFrame(chart), true)}${plots(chart)}${chartAxes(
      chart,
    )}<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr></c:plotArea>${legend(
      chart,
    )}<c:plotVisOnly val="0"/><c:dispBlanksAs val="gap"/></c:chart><c:spPr>${solidFill(
      chartColours.paper,
    )}<a:ln w="9525">${solidFill(chartColours.rule)}</a:ln></c:spPr>${textLook({ size: 9, colour: chartColours.ink })}</c:chartSpace>`;
  return declaration + markup;
}

function title({ title: words }: Chart): Markup {
  const look = { words, size: 11, bold: true, colour: chartColours.title };
  return xml`<c:title><c:tx>${richText(look)}</c:tx>${layout({ x: 0.015, y: 0.025, w: 0, h: 0 }, false)}<c:overlay val="0"/></c:title>`;
}

/** Names the series that have a shape; bare figures need no name. */
function legend({ series }: Chart): Markup | null {
  if (!hasLegend(series)) return null;
  const unnamed = series.map(({ shape }, index) =>
    shape === 'labels'
      ? xml`<c:legendEntry><c:idx val="${index}"/><c:delete val="1"/></c:legendEntry>`
      : null,
  );
  return xml`<c:legend><c:legendPos val="b"/>${unnamed}<c:overlay val="0"/>${textLook({ size: 9, colour: chartColours.ink })}</c:legend>`;
}

function hasLegend(series: Chart['series']): boolean {
  return series.filter(({ shape }) => shape !== 'labels').length > 1;
}

/** The plot area, fixed so that neighbouring charts line up whatever their figures are. */
function plotFrame({ bars, height, nameEvery, categories, series }: Chart): Frame {
  // In points: the title, names of up to two lines, and the legend.
  const top = 30 / height;
  if (bars === 'across') return { x: 0.42, y: top, w: 0.5, h: 1 - top - 8 / height };
  const oneLine = nameEvery > 1 && categories.groups === undefined;
  const foot = ((oneLine ? 18 : 30) + (hasLegend(series) ? 20 : 4)) / height;
  return { x: 0.08, y: top, w: 0.9, h: 1 - foot - top };
}

function layout({ x, y, w, h }: Frame, inner: boolean): Markup {
  const size = inner ? xml`<c:w val="${share(w)}"/><c:h val="${share(h)}"/>` : null;
  const target = inner ? xml`<c:layoutTarget val="inner"/>` : null;
  return xml`<c:layout><c:manualLayout>${target}<c:xMode val="edge"/><c:yMode val="edge"/><c:x val="${share(x)}"/><c:y val="${share(y)}"/>${size}</c:manualLayout></c:layout>`;
}

function share(part: number): number {
  return Math.round(part * 10_000) / 10_000;
}
