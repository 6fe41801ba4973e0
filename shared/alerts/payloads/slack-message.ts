import type { AlertMessage } from '../../domain/alerts/alert';
import { factsOf, headingOf, sentenceOf, summaryLine } from './alert-text';

/** Slack's own limits. Source: "Reference: blocks" of its documentation. */
const maxBlocks = 50;
const maxSection = 3_000;
const maxHeader = 150;
const maxFields = 10;

/**
 * Builds the message for Slack. `&`, `<` and `>` are escaped in every text, so that no name mentions a channel or
 * makes a link. A summary names as many alerts as there are blocks for and counts the rest.
 */
export function slackMessage(message: AlertMessage, timeZone: string) {
  const heading = headingOf(message);
  const key = `Key ${message.id}`;
  const head = { type: 'header', text: plain(heading, maxHeader) };
  const foot = { type: 'context', elements: [plain(key, maxSection)] };
  if (!message.isSummary) {
    const [alert] = message.alerts;
    const sentence = sentenceOf(alert);
    const fields = factsOf(alert, timeZone).map(({ label, value }) => field(label, value));
    return {
      // Shown in notifications, and by clients that cannot show blocks.
      text: escapeSlack(`${heading}. ${sentence}`, maxSection),
      blocks: [head, section(sentence), { type: 'section', fields: fields.slice(0, maxFields) }, foot],
    };
  }
  const lines = message.alerts.map((alert) => summaryLine(alert, timeZone));
  // Head and foot take two blocks; a third says what is left out.
  const room = maxBlocks - 2;
  const shown = lines.length <= room ? lines : lines.slice(0, room - 1);
  const rest = lines.length - shown.length;
  const more = rest === 0 ? [] : [section(`… and ${rest} more. The weekly report lists them all.`)];
  return { text: escapeSlack(heading, maxSection), blocks: [head, ...shown.map(section), ...more, foot] };
}

const section = (text: string) => ({ type: 'section', text: plain(text, maxSection) });

const plain = (text: string, limit: number) => ({
  type: 'plain_text',
  text: escapeSlack(text, limit),
  emoji: false,
});

const field = (label: string, value: string) => ({
  type: 'mrkdwn',
  text: `*${label}*\n${escapeSlack(value, 1_900)}`,
  // Slack must not turn text that looks like an address into a link.
  verbatim: true,
});

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

/** Text with Slack's three control characters escaped, at most `limit` UTF-16 units after that; no escape is cut. */
function escapeSlack(text: string, limit: number): string {
  let escaped = '';
  for (const character of text) {
    const next = entities[character] ?? character;
    if (escaped.length + next.length > limit - 1) return `${escaped}…`;
    escaped += next;
  }
  return escaped;
}
