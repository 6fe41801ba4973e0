import type { AlertMessage } from '../../domain/alerts/alert';
import type { Severity } from '../../domain/finding';
import { factsOf, headingOf, sentenceOf, summaryLine, worstOf } from './alert-text';

/** A part of an Adaptive Card: a block of text, or a row of a label and its text. */
type CardElement = ReturnType<typeof block> | ReturnType<typeof factRow>;

interface TextLook {
  readonly text: string;
  readonly size?: 'Small' | 'Large';
  readonly weight?: 'Bolder';
  readonly color?: 'Attention' | 'Warning' | 'Accent' | 'Default';
  readonly isSubtle?: true;
}

/**
 * Bytes of JSON that a message may have. Teams takes 28 KB, of which some are left for what the workflow adds.
 * Source: "Limits and specifications for Microsoft Teams", messages of webhooks.
 */
const maxBytes = 27 * 1024;

const colours: Readonly<Record<Severity, NonNullable<TextLook['color']>>> = {
  high: 'Attention',
  medium: 'Warning',
  low: 'Accent',
  info: 'Default',
};

/**
 * Builds the message for Teams: an Adaptive Card 1.4. Everything is a text run, which knows no Markdown, so that a
 * name with brackets makes no link. A summary that would be too large names as many alerts as fit and counts the rest.
 */
export function teamsMessage(message: AlertMessage, timeZone: string) {
  const heading = block({
    text: headingOf(message),
    size: 'Large',
    weight: 'Bolder',
    color: colours[worstOf(message)],
  });
  const key = block({ text: `Key ${message.id}`, size: 'Small', isSubtle: true }, { separator: true });
  if (!message.isSummary) {
    const [alert] = message.alerts;
    const facts = factsOf(alert, timeZone).map(({ label, value }) => factRow(label, value));
    return envelope([heading, block({ text: sentenceOf(alert) }), ...facts, key]);
  }
  const lines = message.alerts.map((alert) =>
    block({ text: summaryLine(alert, timeZone) }, { spacing: 'Small' }),
  );
  for (let shown = lines.length; ; shown -= 1) {
    const rest = lines.length - shown;
    const more = rest === 0 ? [] : [block({ text: `… and ${rest} more. The weekly report lists them all.` })];
    const whole = envelope([heading, ...lines.slice(0, shown), ...more, key]);
    if (shown === 0 || Buffer.byteLength(JSON.stringify(whole)) <= maxBytes) return whole;
  }
}

/** The message that a Teams workflow ("Post to a channel when a webhook request is received") takes. */
const envelope = (body: readonly CardElement[]) => ({
  type: 'message',
  attachments: [
    {
      contentType: 'application/vnd.microsoft.card.adaptive',
      contentUrl: null,
      content: { type: 'AdaptiveCard', version: '1.4', body, msteams: { width: 'Full' } },
    },
  ],
});

function block(run: TextLook, look: { readonly spacing?: 'Small'; readonly separator?: true } = {}) {
  return {
    type: 'RichTextBlock',
    inlines: [{ type: 'TextRun', ...run, text: withoutFunctions(run.text) }],
    ...look,
  };
}

const factRow = (label: string, value: string) => ({
  type: 'ColumnSet',
  spacing: 'Small',
  columns: [
    { type: 'Column', width: '110px', items: [block({ text: label, isSubtle: true })] },
    { type: 'Column', width: 'stretch', items: [block({ text: value })] },
  ],
});

/** Cards replace `{{DATE(…)}}` and `{{TIME(…)}}` in any text; nobody's name may do that. */
const withoutFunctions = (text: string): string => text.replaceAll('{{', '{ {');
