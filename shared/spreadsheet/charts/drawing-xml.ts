import { xml } from '../../text/markup';
import type { Area, Chart } from './chart';
import { declaration } from './chart-xml';

const chartNamespace = 'http://schemas.openxmlformats.org/drawingml/2006/chart';

/** The drawing that places charts on a sheet (ECMA-376-1, 20.5); chart number n is its relationship `rId<n>`. */
export function drawingXml(charts: readonly Chart[]): string {
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
