import type { Markup } from '../../text/markup';
import { html } from '../../text/markup';
import type { MailContent, MailFigure } from './mail-content';
import { font, look, mailStyle } from './mail-look';
import type { MailSection } from './mail-section';
import { breakable, mailTable } from './mail-table';

/** The widest that the mail grows, in CSS pixels; it is as narrow as the screen. */
const width = 680;
const presentation = html`role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0"`;

/** Outlook for Windows knows no max-width and scales pictures and tables by the screen's dpi: both are put right here. */
const outlookHead = html`<!--[if mso]>
  <noscript
    ><xml
      ><o:OfficeDocumentSettings><o:PixelsPerInch>96</o:PixelsPerInch></o:OfficeDocumentSettings></xml
    ></noscript
  >
  <style>
    table {
      border-collapse: collapse;
    }
    td,
    th,
    h1,
    h2,
    p {
      font-family: 'Segoe UI', Arial, sans-serif !important;
    }
  </style>
<![endif]-->`;
const frameStart = html`<!--[if mso]><table role="presentation" align="center" width="${width}" cellpadding="0" cellspacing="0" border="0"><tr><td><![endif]-->`;
const frameEnd = html`<!--[if mso]></td></tr></table><![endif]-->`;

/** Blanks that nobody sees: without them an inbox goes on from the preheader into the mail's own text. */
const filler = html`${Array.from({ length: 60 }, () => html`&#847;&zwnj;&nbsp;`)}`;

/**
 * The mail as HTML that Outlook draws as well as a browser: tables and inline styles, 680 pixels wide or as narrow
 * as the screen, no script, nothing from elsewhere. It is whole where style sheets are taken away; they add dark mode.
 * The first line is the correction, if it is one, then whether the report is complete.
 */
export function mailHtml(content: MailContent): string {
  const { completeness, correction } = content;
  const { markup } = html`<!doctype html>
    <html lang="en" xmlns="http://www.w3.org/1999/xhtml" xmlns:o="urn:schemas-microsoft-com:office:office">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="supported-color-schemes" content="light dark" />
        <meta name="format-detection" content="telephone=no, date=no, address=no, email=no, url=no" />
        <title>${content.subject}</title>
        ${outlookHead} ${mailStyle}
      </head>
      <body ${look('margin:0;padding:0;width:100%;', 'page')}>
        <div style="display:none;max-height:0;overflow:hidden;mso-hide:all;font-size:1px;line-height:1px">
          ${content.preheader}${filler}
        </div>
        <div role="main">
          <table ${presentation} ${look('', 'page')}>
            <tr>
              <td align="center" style="padding:16px 6px;${font}">
                ${frameStart}
                <table ${presentation} ${look(`max-width:${width}px;margin:0 auto;text-align:left;`, 'card')}>
                  ${correction === null ? null : band(correction, 'medium')}
                  ${band(completeness.sentence, completeness.complete ? 'complete' : 'missing')}
                  ${header(content)} ${tiles(content.figures)} ${happened(content.happened)}
                  ${content.sections.map(section)} ${footer(content.foot)}
                </table>
                ${frameEnd}
              </td>
            </tr>
          </table>
        </div>
      </body>
    </html> `;
  // The templates' own indentation: typed text is on one line and is not touched.
  return markup.replace(/\n\s+/g, '\n');
}

function band(sentence: string, tone: 'medium' | 'complete' | 'missing'): Markup {
  return html`<tr>
    <td ${look('', tone)}>
      <table ${presentation}>
        <tr>
          <td
            class="edge"
            style="padding:12px 14px;font-size:15px;line-height:21px;font-weight:bold;${breakable}"
          >
            <span ${look('', tone)}>${sentence}</span>
          </td>
        </tr>
      </table>
    </td>
  </tr>`;
}

function header({ organization, period, filter }: MailContent): Markup {
  return html`<tr>
    <td class="edge" style="padding:22px 14px 0 14px;${breakable}">
      <h1 ${look('margin:0;font-size:26px;line-height:32px;font-weight:bold;', 'ink')}>${organization}</h1>
      <p ${look('margin:2px 0 0 0;font-size:14px;line-height:20px;', 'muted')}>
        Privileged access, ${period}
      </p>
      ${filter === null ? null : html`<p ${look('margin:8px 0 0 0;font-size:14px;line-height:20px;', 'ink')}><b>This report is narrowed to:</b> ${filter}</p>`}
    </td>
  </tr>`;
}

/** The headline figures beside each other, two in a row on a narrow screen; Outlook is given a row of cells. */
function tiles(figures: readonly MailFigure[]): Markup {
  const row = width - 40;
  return html`<tr>
    <td class="edge-tiles" style="padding:16px 6px 0 14px;font-size:0">
      <!--[if mso]><table role="presentation" cellpadding="0" cellspacing="0" border="0"><tr><![endif]-->
      ${figures.map(
        ({ label, now, before, share }) =>
          html`<!--[if mso]><td width="${Math.floor(row * share)}" valign="top"><![endif]-->
            <div
              class="tile"
              style="display:inline-block;width:50%;max-width:${Math.floor(row * share)}px;vertical-align:top"
            >
              <table ${presentation}>
                <tr>
                  <td style="padding:0 8px 8px 0">
                    <table ${presentation} ${look('', 'tile')}>
                      <tr>
                        <td style="padding:10px 12px;${font}">
                          <p ${look('margin:0;font-size:13px;line-height:18px;', 'muted')}>${label}</p>
                          <p ${look('margin:0;font-size:20px;line-height:27px;font-weight:bold;', 'ink')}>
                            ${now}
                          </p>
                          <p ${look('margin:0;font-size:12px;line-height:17px;', 'muted')}>${before}</p>
                        </td>
                      </tr>
                    </table>
                  </td>
                </tr>
              </table>
            </div>
            <!--[if mso]></td><![endif]-->`,
      )}
      <!--[if mso]></tr></table><![endif]-->
    </td>
  </tr>`;
}

function happened(sentence: string): Markup {
  return html`<tr>
    <td class="edge" style="padding:10px 14px 0 14px;${breakable}">
      <p ${look('margin:0;font-size:17px;line-height:25px;', 'ink')}>${sentence}</p>
    </td>
  </tr>`;
}

function section(part: MailSection): Markup {
  const { title, lead, rows, notes } = part;
  return html`<tr>
    <td class="edge" style="padding:24px 14px 0 14px;${breakable}">
      <h2 ${look('margin:0 0 4px 0;font-size:18px;line-height:24px;font-weight:bold;', 'ink')}>${title}</h2>
      ${lead === null ? null : html`<p ${look('margin:0 0 8px 0;font-size:17px;line-height:25px;font-weight:bold;', 'ink')}>${lead}</p>`}
      ${rows.length === 0 ? null : mailTable(part)}
      ${notes.map((note) => html`<p ${look('margin:8px 0 0 0;font-size:13px;line-height:19px;', 'muted')}>${note}</p>`)}
    </td>
  </tr>`;
}

function footer(lines: readonly string[]): Markup {
  return html`<tr>
    <td class="edge" style="padding:24px 14px;${breakable}">
      ${lines.map((line) => html`<p ${look('margin:0 0 6px 0;font-size:13px;line-height:19px;', 'muted')}>${line}</p>`)}
    </td>
  </tr>`;
}
