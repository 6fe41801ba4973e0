import { html, type Markup } from '../../text/markup';
import { look } from './mail-look';
import type { MailRow, MailSection } from './mail-section';

/** Figures beside a bar stay on one line: the bar gives way on a narrow screen. */
const whole = 'white-space:nowrap;';
/** Figures up to this length are not broken. */
const maxWhole = 13;
const barWidth = '50%';

/** Text of any length may break anywhere rather than push the mail wider than the screen. */
export const breakable = 'word-break:break-word;overflow-wrap:anywhere;';

/** A section's rows as a real table of names and figures: column heads, and a head to every row. */
export function mailTable({ title, head = [], rows = [] }: MailSection): Markup | null {
  if (rows.length === 0) return null;
  const hasBars = rows.some(({ bar }) => bar !== undefined);
  return html`<table
    width="100%"
    cellpadding="0"
    cellspacing="0"
    border="0"
    aria-label="${title}"
    style="border-collapse:collapse"
  >
    <tr>
      ${head.map((name, column) => headCell(name, column, hasBars))}
    </tr>
    ${rows.map(tableRow)}
  </table>`;
}

function headCell(name: string, column: number, hasBars: boolean): Markup {
  const style = `padding:${pad(column)};font-size:12px;line-height:18px;font-weight:normal;${name.length <= maxWhole ? whole : ''}`;
  return html`<th scope="col" align="${side(column)}" ${look(style, 'muted')}>${name}</th>
    ${hasBars && column === 0 ? html`<td width="${barWidth}" aria-hidden="true"></td>` : null}`;
}

function tableRow({ cells, bar }: MailRow): Markup {
  return html`<tr>
    ${cells.map((cell, column) => {
      const isWhole = column > 0 && (bar !== undefined || cell.length <= maxWhole);
      // Names beside bars are ours and short: they break between words only, and the bar gives way.
      const wrap = column === 0 && bar !== undefined ? 'word-break:normal;overflow-wrap:normal;' : '';
      const style = `padding:${pad(column)};font-size:15px;line-height:21px;font-weight:normal;${isWhole ? whole : wrap}`;
      const attributes = html`align="${side(column)}" ${look(style, 'cell')}`;
      return column === 0
        ? html`<th scope="row" ${attributes}>${cell}</th>
            ${bar === undefined ? null : barCell(bar)}`
        : html`<td ${attributes}>${cell}</td>`;
    })}
  </tr>`;
}

/** A bar as a table of two cells, which Outlook draws as well. The figure is next to it, so screen readers skip the bar. */
function barCell(share: number): Markup {
  const filled = Math.round(Math.min(1, Math.max(0, share)) * 100);
  const size = 'font-size:1px;line-height:10px;';
  return html`<td width="${barWidth}" valign="middle" aria-hidden="true" ${look('padding:5px 4px;', 'line')}>
    <table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" ${look('', 'track')}>
      <tr>
        ${filled === 0 ? null : html`<td width="${filled}%" height="10" ${look(size, 'bar')}>&nbsp;</td>`}
        ${filled === 100 ? null : html`<td width="${100 - filled}%" height="10" style="${size}">&nbsp;</td>`}
      </tr>
    </table>
  </td>`;
}

const side = (column: number): string => (column > 0 ? 'right' : 'left');
const pad = (column: number): string => (column > 0 ? '7px 0 7px 8px' : '7px 10px 7px 0');
