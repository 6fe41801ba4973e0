import { html, type Markup } from '../../text/markup';
import type { HeadlinePart } from '../headline';
import type { MailBar, MailContent, MailFigure } from './mail-content';
import type { MailFinding } from './mail-findings';
import { font, look, mailStyle } from './mail-look';
import type { MailSection } from './mail-section';
import { breakable, mailTable } from './mail-table';

/** The widest that the mail grows, in CSS pixels; it is as narrow as the screen. */
const width = 680;
const presentation = html`role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0"`;

/** Outlook for Windows knows no max-width and scales pictures and tables by the screen's dpi: this sets both right. */
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

/** Invisible blanks that keep an inbox from continuing the preheader with the mail's own text. */
const filler = html`${Array.from({ length: 60 }, () => html`&#847;&zwnj;&nbsp;`)}`;

/**
 * The mail as HTML that Outlook draws as well as a browser: tables and inline styles, 680 pixels wide or as narrow as
 * the screen, no script, nothing from elsewhere. It works without its style sheets; they add dark mode. The first screen
 * of a telephone has the headline, the worst findings and the figures.
 */
export function mailHtml(content: MailContent): string {
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
              <td align="center" class="outer" style="padding:0;${font}">
                ${frameStart}
                <table ${presentation} ${look(`max-width:${width}px;margin:0 auto;text-align:left;`, 'card')}>
                  ${content.bars.map(barRow)} ${header(content)} ${content.worst.map(findingRow)}
                  ${tiles(content.figures)} ${content.sections.map(section)} ${footer(content.foot)}
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

/** A warning is large; that all is well is one line. */
function barRow({ words, tone }: MailBar): Markup {
  const size =
    tone === 'complete'
      ? html`padding:6px 14px;font-size:13px;line-height:18px;${breakable}`
      : html`padding:12px 14px;font-size:15px;line-height:21px;font-weight:bold;${breakable}`;
  return html`<tr>
    <td ${look('', tone)}>
      <table ${presentation}>
        <tr>
          <td class="edge" style="${size}"><span ${look('', tone)}>${words}</span></td>
        </tr>
      </table>
    </td>
  </tr>`;
}

function header({ organization, period, filter, headline: [main, ...others] }: MailContent): Markup {
  return html`<tr>
    <td class="edge" style="padding:12px 14px 4px 14px;${breakable}">
      <p ${look('margin:0;font-size:13px;line-height:18px;', 'muted')}>
        <b>${organization}</b><br />Privileged access, ${period}
      </p>
      ${filter === null ? null : html`<p ${look('margin:4px 0 0 0;font-size:13px;line-height:18px;', 'ink')}><b>This report is narrowed to:</b> ${filter}</p>`}
      <h1 ${look('margin:8px 0 0 0;font-size:22px;line-height:28px;font-weight:bold;', 'ink')}>
        ${main === undefined ? null : withBefore(main)}
      </h1>
      ${others.map((part) => html`<p ${look('margin:2px 0 0 0;font-size:16px;line-height:22px;', 'ink')}>${withBefore(part)}</p>`)}
    </td>
  </tr>`;
}

function withBefore({ words, before }: HeadlinePart): Markup {
  if (before === null) return html`${words}`;
  return html`${words}
    <span ${look('font-size:14px;font-weight:normal;white-space:nowrap;', 'muted')}>(${before})</span>`;
}

/** A finding: severity and sentence, names linked, in small print when, why and what to do, and the number of its kind. */
function findingRow({ severity, sentence, detail, others }: MailFinding): Markup {
  const parts = sentence.map(({ text, url }) =>
    url === null ? text : html`<a href="${url}" ${look('text-decoration:underline;', 'link')}>${text}</a>`,
  );
  return html`<tr>
    <td class="edge" style="padding:9px 14px 0 14px;${breakable}">
      <p ${look('margin:0;font-size:15px;line-height:20px;', 'ink')}>
        <span
          ${look('padding:1px 6px;font-size:12px;line-height:18px;font-weight:bold;white-space:nowrap;', severity)}
          >${severity}</span
        >
        ${parts}
      </p>
      ${detail === '' ? null : html`<p ${look('margin:2px 0 0 0;font-size:13px;line-height:17px;', 'muted')}>${detail}</p>`}
      ${others === '' ? null : html`<p ${look('margin:2px 0 0 0;font-size:13px;line-height:17px;', 'ink')}><b>${others}</b></p>`}
    </td>
  </tr>`;
}

/** Small words beside a large figure. */
const beside = 'font-size:12px;line-height:12px;font-weight:normal;white-space:nowrap;';

/** The headline figures beside each other, two in a row on a narrow screen; Outlook gets a row of cells. */
function tiles(figures: readonly MailFigure[]): Markup {
  const cell = Math.floor((width - 40) / figures.length);
  return html`<tr>
    <td class="edge-tiles" style="padding:14px 6px 0 14px;font-size:0">
      <!--[if mso]><table role="presentation" cellpadding="0" cellspacing="0" border="0"><tr><![endif]-->
      ${figures.map(
        ({ label, part, now, aside, before }) =>
          html`<!--[if mso]><td width="${cell}" valign="top"><![endif]-->
            <div class="tile" style="display:inline-block;width:50%;max-width:${cell}px;vertical-align:top">
              <table ${presentation}>
                <tr>
                  <td style="padding:0 8px 8px 0">
                    <table ${presentation} ${look('', 'tile')}>
                      <tr>
                        <td style="padding:6px 10px;${font}">
                          <p ${look('margin:0;font-size:18px;line-height:23px;font-weight:bold;', 'ink')}>
                            ${part === '' ? null : html`<span ${look(beside, 'muted')}>${part}</span>`}
                            <span style="white-space:nowrap">${now}</span>
                            ${aside === null ? null : html`<span ${look(beside, 'muted')}>(${aside})</span>`}
                          </p>
                          <p ${look('margin:0;font-size:12px;line-height:16px;', 'muted')}>
                            ${label}${before === null ? null : html`<br />${before}`}
                          </p>
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

function section(part: MailSection): Markup {
  const { title, findings = [], notes } = part;
  return html`<tr class="head">
      <td class="edge" style="padding:22px 14px 0 14px;${breakable}">
        <h2 ${look('margin:0 0 2px 0;font-size:18px;line-height:24px;font-weight:bold;', 'ink')}>${title}</h2>
        ${mailTable(part)} ${findings.length > 0 ? null : notes.map(note)}
      </td>
    </tr>
    ${findings.map(findingRow)}
    ${
      findings.length === 0 || notes.length === 0
        ? null
        : html`<tr>
            <td class="edge" style="padding:2px 14px 0 14px;${breakable}">${notes.map(note)}</td>
          </tr>`
    }`;
}

function note(words: string): Markup {
  return html`<p ${look('margin:6px 0 0 0;font-size:14px;line-height:20px;', 'ink')}>${words}</p>`;
}

function footer(lines: readonly string[]): Markup {
  return html`<tr>
    <td class="edge" style="padding:24px 14px;${breakable}">
      ${lines.map((line) => html`<p ${look('margin:0 0 6px 0;font-size:12px;line-height:17px;', 'muted')}>${line}</p>`)}
    </td>
  </tr>`;
}
