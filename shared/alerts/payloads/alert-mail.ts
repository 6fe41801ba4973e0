import type { Alert, AlertMessage } from '../../domain/alerts/alert';
import type { Severity } from '../../domain/finding';
import { html, type Markup } from '../../text/markup';
import { oneLine } from '../../text/text-safety';
import { factsOf, headingOf, sentenceOf, summaryLine, worstOf } from './alert-text';

/** Longest subject; mail programs show about half of it. */
const maxSubject = 150;

/** Alerts that a summary names; the mail service takes 10 MB, a reader takes less. */
const maxListed = 100;

const colours: Readonly<Record<Severity, string>> = {
  high: '#b3261e',
  medium: '#b06000',
  low: '#5f6368',
  info: '#1a73e8',
};

/** Builds the mail for one alert or a summary. Text is escaped; colours are few, so that dark mode can turn them over. */
export function alertMail(message: AlertMessage, timeZone: string) {
  const heading = headingOf(message);
  const [first] = message.alerts;
  const about = message.isSummary ? heading : `${heading} – ${sentenceOf(first)}`;
  const body = message.isSummary ? summaryParts(message.alerts, timeZone) : alertParts(first, timeZone);
  const foot = `Key ${message.id}. The weekly report lists every finding; ALERTS decides which of them are mailed at once.`;
  return {
    subject: `${oneLine(about, maxSubject)} – ${oneLine(first.organization, 100)}`,
    text: [heading, '', ...body.lines, '', foot, ''].join('\n'),
    html: page(heading, body.markup, foot, colours[worstOf(message)]),
  };
}

/** The same content twice: as plain lines, and as HTML. */
interface Parts {
  readonly lines: readonly string[];
  readonly markup: Markup;
}

function alertParts(alert: Alert, timeZone: string): Parts {
  const facts = factsOf(alert, timeZone);
  return {
    lines: [sentenceOf(alert), '', ...facts.map(({ label, value }) => `${label}: ${value}`)],
    markup: html`<p style="margin:0 0 12px;font-size:16px;line-height:22px;word-break:break-word">
        ${sentenceOf(alert)}
      </p>
      <table
        role="presentation"
        cellpadding="0"
        cellspacing="0"
        border="0"
        style="font-size:14px;line-height:20px"
      >
        ${facts.map(
          ({ label, value }) =>
            html`<tr>
              <td style="padding:3px 16px 3px 0;vertical-align:top;white-space:nowrap">${label}</td>
              <td style="padding:3px 0;word-break:break-word">${value}</td>
            </tr>`,
        )}
      </table>`,
  };
}

function summaryParts(alerts: readonly Alert[], timeZone: string): Parts {
  const lines = alerts.slice(0, maxListed).map((alert) => summaryLine(alert, timeZone));
  const rest = alerts.length - lines.length;
  if (rest > 0) lines.push(`… and ${rest} more.`);
  return {
    lines: lines.map((line) => `- ${line}`),
    markup: html`<ul style="margin:0;padding:0 0 0 20px;font-size:14px;line-height:20px">
      ${lines.map((line) => html`<li style="margin:0 0 6px;word-break:break-word">${line}</li>`)}
    </ul>`,
  };
}

function page(heading: string, body: Markup, foot: string, colour: string): string {
  const { markup } = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>${heading}</title>
      </head>
      <body style="margin:0;padding:16px;font-family:Segoe UI,Helvetica Neue,Arial,sans-serif">
        <div style="max-width:640px;border-left:5px solid ${colour};padding:4px 0 4px 14px">
          <h1 style="margin:0 0 10px;font-size:20px;line-height:26px">${heading}</h1>
          ${body}
          <p style="margin:16px 0 0;font-size:12px;line-height:17px;opacity:0.75;word-break:break-word">
            ${foot}
          </p>
        </div>
      </body>
    </html> `;
  // The template's own indentation: typed text is on one line and is not touched.
  return markup.replace(/\n\s+/g, '\n');
}
