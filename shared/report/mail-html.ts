import type { DayState } from '../domain/collection-day';
import type { Severity } from '../domain/finding';
import type { Html } from './html-template';
import { html } from './html-template';
import type { MailContent } from './mail-content';
import type { MailRow, MailSection } from './mail-section';

const font = 'font-family:Segoe UI,Calibri,Arial,sans-serif';
const ink = 'color:#1f2933';
const muted = 'color:#5b6770';

const headCell = `font-size:12px;line-height:18px;font-weight:normal;${font};${muted}`;
const bodyCell = `border-top:1px solid #d0d7de;font-size:14px;line-height:20px;word-break:break-word;${font};${ink}`;

/** What stands beside a bar stays on one line: the bar gives way on a narrow screen. */
const whole = ';white-space:nowrap';
const barWidth = '50%';

const tones: Readonly<Record<Severity | DayState, string>> = {
  high: 'background-color:#fbe3e0;color:#8b1a10',
  medium: 'background-color:#fdf0d9;color:#7a4100',
  low: 'background-color:#e6eff8;color:#1f4e79',
  info: 'background-color:#edf0f2;color:#46525c',
  complete: 'background-color:#e3f4e8;color:#0b5d2a',
  partial: 'background-color:#fdf0d9;color:#7a4100',
  missing: 'background-color:#fbe3e0;color:#8b1a10',
  lost: 'background-color:#fbe3e0;color:#8b1a10',
};

/**
 * The mail as HTML that Outlook draws as well as a browser: tables and inline styles, 600 pixels wide or as narrow
 * as the screen, no script, nothing from elsewhere. The first line is whether the report is complete.
 */
export function mailHtml(content: MailContent): string {
  const { completeness } = content;
  const lead = tones[completeness.complete ? 'complete' : 'missing'];
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${content.subject}</title>
      </head>
      <body style="margin:0;padding:0;background-color:#f3f6f9">
        <table
          role="presentation"
          width="100%"
          cellpadding="0"
          cellspacing="0"
          border="0"
          style="background-color:#f3f6f9"
        >
          <tr>
            <td align="center" style="padding:16px 8px">
              <table
                role="presentation"
                width="600"
                cellpadding="0"
                cellspacing="0"
                border="0"
                style="width:100%;max-width:600px;background-color:#ffffff"
              >
                <tr>
                  <td
                    style="padding:12px 20px;font-size:15px;line-height:21px;font-weight:bold;${font};${lead}"
                  >
                    ${completeness.sentence}
                  </td>
                </tr>
                <tr>
                  <td style="padding:20px 20px 4px 20px;${font};${ink}">
                    <h1 style="margin:0;font-size:24px;line-height:30px">${content.organization}</h1>
                    <p style="margin:2px 0 0 0;font-size:14px;line-height:20px;${muted}">
                      Privileged access, ${content.period}
                    </p>
                    <p style="margin:14px 0 0 0;font-size:17px;line-height:24px">${content.happened}</p>
                    <p style="margin:6px 0 0 0;font-size:17px;line-height:24px;font-weight:bold">
                      ${content.needsYou}
                    </p>
                  </td>
                </tr>
                ${content.sections.map(sectionBlock)}
                <tr>
                  <td style="padding:20px;font-size:12px;line-height:18px;${font};${muted}">
                    ${content.foot.map((line) => html`<p style="margin:0 0 6px 0">${line}</p>`)}
                  </td>
                </tr>
              </table>
            </td>
          </tr>
        </table>
      </body>
    </html> `.markup;
}

function sectionBlock(section: MailSection): Html {
  const { title, rows, note } = section;
  return html`<tr>
    <td style="padding:18px 20px 0 20px;${font};${ink}">
      <h2 style="margin:0 0 6px 0;font-size:16px;line-height:22px">${title}</h2>
      ${rows.length === 0 ? null : sectionTable(section)}
      ${note === null ? null : html`<p style="margin:6px 0 0 0;font-size:13px;line-height:19px;${muted}">${note}</p>`}
    </td>
  </tr>`;
}

function sectionTable({ head, rows, figures }: MailSection): Html {
  const hasBars = rows.some(({ bar }) => bar !== undefined);
  return html`<table width="100%" cellpadding="0" cellspacing="0" border="0" style="border-collapse:collapse">
    <tr>
      ${head.map(
        (name, column) =>
          html`<th
              scope="col"
              align="${side(figures, column)}"
              style="padding:${pad(figures, column)};${headCell}${hasBars ? whole : null}"
            >
              ${name}
            </th>
            ${hasBars && column === 0 ? html`<td width="${barWidth}" aria-hidden="true"></td>` : null}`,
      )}
    </tr>
    ${rows.map((row) => tableRow(row, figures))}
  </table>`;
}

function tableRow({ cells, tone, bar }: MailRow, figures: boolean): Html {
  return html`<tr>
    ${cells.map(
      (cell, column) =>
        html`<td
            valign="top"
            align="${side(figures, column)}"
            style="padding:${pad(figures, column)};${bodyCell}${bar === undefined ? null : whole}"
          >
            ${column === 0 && tone !== null ? badge(cell, tone) : cell}
          </td>
          ${column === 0 && bar !== undefined ? barCell(bar) : null}`,
    )}
  </tr>`;
}

/** A bar as a table of two cells, which Outlook draws as well. The figure stands beside it: readers skip the bar. */
function barCell(share: number): Html {
  const filled = Math.round(Math.min(1, Math.max(0, share)) * 100);
  const cell = (width: number, look: string): Html | null =>
    width === 0
      ? null
      : html`<td width="${width}%" height="10" style="${look}line-height:10px;font-size:1px">&nbsp;</td>`;
  return html`<td
    width="${barWidth}"
    valign="middle"
    aria-hidden="true"
    style="padding:5px 4px;border-top:1px solid #d0d7de"
  >
    <table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0">
      <tr>
        ${cell(filled, 'background-color:#4f81b0;')}${cell(100 - filled, '')}
      </tr>
    </table>
  </td>`;
}

function badge(word: string, tone: Severity | DayState): Html {
  return html`<span style="padding:1px 6px;font-weight:bold;white-space:nowrap;${tones[tone]}"
    >${word}</span
  >`;
}

function side(figures: boolean, column: number): string {
  return figures && column > 0 ? 'right' : 'left';
}

function pad(figures: boolean, column: number): string {
  return side(figures, column) === 'right' ? '5px 0 5px 8px' : '5px 8px 5px 0';
}
