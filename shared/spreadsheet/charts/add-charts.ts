import { xmlPart, type PackageParts } from '../package/package-parts';
import { addRelationships, relationshipsPath } from '../package/relationships';
import type { Chart, Area } from './chart';
import { chartXml, declaration } from './chart-xml';
import { xml } from '../../text/markup';

const types = 'application/vnd.openxmlformats-officedocument.';

/**
 * Puts charts on a sheet that has no drawing yet: adds parts, and changes the sheet, its relationships and the list of
 * content types. The same charts give the same text.
 * @throws Error when the sheet or the list of content types is not among the parts.
 */
export function addCharts(parts: PackageParts, sheetPath: string, charts: readonly Chart[]): void {
  if (charts.length === 0) return;
  const countOf = (start: string) => [...parts.keys()].filter((path) => path.startsWith(start)).length;
  const drawing = `xl/drawings/drawing${1 + countOf('xl/drawings/drawing')}.xml`;
  const first = 1 + countOf('xl/charts/chart');
  const placed = charts.map((chart, index) => ({ chart, path: `xl/charts/chart${first + index}.xml` }));
  const sheetRelations = relationshipsPath(sheetPath);
  const before = parts.has(sheetRelations) ? xmlPart(parts, sheetRelations) : undefined;
  const ofSheet = addRelationships(before, [{ type: 'drawing', path: drawing }]);
  const ofDrawing = addRelationships(
    undefined,
    placed.map(({ path }) => ({ type: 'chart', path })),
  );
  const overrides = [
    override(drawing, `${types}drawing+xml`),
    ...placed.map(({ path }) => override(path, `${types}drawingml.chart+xml`)),
  ];
  const contentTypes = xmlPart(parts, '[Content_Types].xml');
  parts.set(sheetPath, withDrawing(xmlPart(parts, sheetPath), ofSheet.ids[0] ?? ''));
  parts.set(sheetRelations, ofSheet.xml);
  parts.set(drawing, drawingXml(charts));
  parts.set(relationshipsPath(drawing), ofDrawing.xml);
  for (const { chart, path } of placed) parts.set(path, chartXml(chart));
  parts.set(
    '[Content_Types].xml',
    contentTypes.replace('</Types>', () => `${overrides.join('')}</Types>`),
  );
}

/** The elements that the schema puts behind a sheet's drawing (ECMA-376-1, 18.3.1.99). In typed text the `<` of a tag is escaped. */
const afterDrawing =
  /<(?:legacyDrawing|legacyDrawingHF|drawingHF|picture|oleObjects|controls|webPublishItems|tableParts|extLst)\b|<\/worksheet>/;

function withDrawing(xml: string, id: string): string {
  return xml.replace(afterDrawing, (next) => `<drawing r:id="${id}"/>${next}`);
}

function override(path: string, type: string): string {
  return `<Override PartName="/${path}" ContentType="${type}"/>`;
}

const chartNamespace = 'http://schemas.openxmlformats.org/drawingml/2006/chart';

/** The drawing that places charts on a sheet (ECMA-376-1, 20.5); chart number n is its relationship `rId<n>`. */
function drawingXml(charts: readonly Chart[]): string {
  const frames = charts.map(
    ({ title, description, area }, index) =>
      xml`<xdr:twoCellAnchor editAs="oneCell">${corners(area)}<xdr:graphicFrame macro=""><xdr:nvGraphicFramePr><xdr:cNvPr id="${
        index + 2
      }" name="${title}" descr="${description}"/><xdr:cNvGraphicFramePr/></xdr:nvGraphicFramePr><xdr:xfrm><a:off x="0" y="0"/><a:ext cx="0" cy="0"/></xdr:xfrm><a:graphic><a:graphicData uri="${chartNamespace}"><c:chart xmlns:c="${chartNamespace}" r:id="rId${
        index + 1
      }"/></a:graphicData></a:graphic></xdr:graphicFrame><xdr:clientData/></xdr:twoCellAnchor>`,
  );
  const { markup } =
    xml`<xdr:wsDr xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">${frames}</xdr:wsDr>`;
  return declaration + markup;
}

/** The corners of an area; a drawing counts columns and rows from 0. */
function corners({ column, row, endColumn, endRow }: Area) {
  const corner = (right: number, down: number) =>
    xml`<xdr:col>${right - 1}</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>${down - 1}</xdr:row><xdr:rowOff>0</xdr:rowOff>`;
  return xml`<xdr:from>${corner(column, row)}</xdr:from><xdr:to>${corner(endColumn, endRow)}</xdr:to>`;
}
