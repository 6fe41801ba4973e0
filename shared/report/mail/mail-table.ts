import type { Markup } from '../../text/markup';
import { html } from '../../text/markup';
import { look } from './mail-look';
import type { MailRow, MailSection } from './mail-section';

/** What stands beside a bar stays on one line: the bar gives way on a narrow screen. */
const whole = 'white-space:nowrap;';
/** A figure of so many characters is not broken; a longer one is a date that may be. */
const short = 13;
const barWidth = '50%';

/** Text of any length may break anywhere rather than push the mail wider than the screen. */
export const breakable = 'word-break:break-word;overflow-wrap:anywhere;';

/** A section's rows as a real table: column heads, and in tables of figures a head to every row. */
export function mailTable({ title, head, rows, figures }: MailSection): Markup {
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
      ${head.map((name, column) => headCell(name, column, figures, hasBars))}
    </tr>
    ${rows.map((row) => tableRow(row, figures))}
  </table>`;
}

function headCell(name: string, column: number, figures: boolean, hasBars: boolean): Markup {
  const style = `padding:${pad(figures, column)};font-size:12px;line-height:18px;font-weight:normal;${hasBars || name.length <= short ? whole : ''}`;
  return html`<th scope="col" align="${side(figures, column)}" ${look(style, 'muted')}>${name}</th>
    ${hasBars && column === 0 ? html`<td width="${barWidth}" aria-hidden="true"></td>` : null}`;
}

function tableRow({ cells, tone, bar, detail }: MailRow, figures: boolean): Markup {
  const last = cells.length - 1;
  return html`<tr>
    ${cells.map((cell, column) => {
      // A badge says how much the row matters; a name in front of figures is what the row is about.
      const isHead = figures && column === 0 && tone === null;
      const isWhole = bar !== undefined || (figures && column > 0 && cell.length <= short);
      const style = `padding:${pad(figures, column)};font-size:15px;line-height:21px;${isWhole ? whole : ''}${isHead ? 'font-weight:normal;' : ''}`;
      const valign = tone === null ? null : html` valign="top"`;
      const attributes = html`align="${side(figures, column)}"${valign} ${look(style, 'cell')}`;
      const small = column === last && detail !== undefined ? smallLine(detail) : null;
      const content = html`${column === 0 && tone !== null ? badge(cell, tone) : cell}${small}`;
      return isHead
        ? html`<th scope="row" ${attributes}>${content}</th>
            ${bar === undefined ? null : barCell(bar)}`
        : html`<td ${attributes}>${content}</td>`;
    })}
  </tr>`;
}

function smallLine(text: string): Markup {
  // It may break, also under a figure that may not.
  return html`<br /><span ${look('font-size:13px;line-height:19px;white-space:normal;', 'muted')}
      >${text}</span
    >`;
}

/** A bar as a table of two cells, which Outlook draws as well. The figure stands beside it: readers skip the bar. */
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

function badge(word: string, tone: NonNullable<MailRow['tone']>): Markup {
  return html`<span
    ${look('padding:2px 7px;font-size:13px;line-height:21px;font-weight:bold;white-space:nowrap;', tone)}
    >${word}</span
  >`;
}

function side(figures: boolean, column: number): string {
  return figures && column > 0 ? 'right' : 'left';
}

function pad(figures: boolean, column: number): string {
  return side(figures, column) === 'right' ? '7px 0 7px 8px' : '7px 10px 7px 0';
}
