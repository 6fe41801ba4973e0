import type { AlertMessage } from '../../domain/alerts/alert';
import type { Severity } from '../../domain/finding';
import { factsOf, headingOf, sentenceOf, summaryLine, worstOf } from './alert-text';

/** The message that a Teams workflow ("Post to a channel when a webhook request is received") takes. */
export interface TeamsMessage {
  readonly type: 'message';
  readonly attachments: readonly [
    {
      readonly contentType: 'application/vnd.microsoft.card.adaptive';
      readonly contentUrl: null;
      readonly content: AdaptiveCard;
    },
  ];
}

interface AdaptiveCard {
  readonly type: 'AdaptiveCard';
  readonly version: '1.4';
  readonly body: readonly CardElement[];
  readonly msteams: { readonly width: 'Full' };
}

type CardElement = RichTextBlock | ColumnSet;

interface RichTextBlock {
  readonly type: 'RichTextBlock';
  readonly inlines: readonly TextRun[];
  readonly spacing?: 'None' | 'Small' | 'Medium';
  readonly separator?: true;
}

interface TextRun {
  readonly type: 'TextRun';
  readonly text: string;
  readonly size?: 'Small' | 'Large';
  readonly weight?: 'Bolder';
  readonly color?: 'Attention' | 'Warning' | 'Accent' | 'Default';
  readonly isSubtle?: true;
}

interface ColumnSet {
  readonly type: 'ColumnSet';
  readonly spacing: 'Small';
  readonly columns: readonly Column[];
}

interface Column {
  readonly type: 'Column';
  readonly width: string;
  readonly items: readonly RichTextBlock[];
}

/**
 * Bytes of JSON that a message may have. Teams takes 28 KB, of which some are left for what the workflow adds.
 * Source: "Limits and specifications for Microsoft Teams", messages of webhooks.
 */
const maxBytes = 27 * 1024;

const colours: Readonly<Record<Severity, NonNullable<TextRun['color']>>> = {
  high: 'Attention',
  medium: 'Warning',
  low: 'Accent',
  info: 'Default',
};

/**
 * Builds the message for Teams: an Adaptive Card 1.4. Everything is a text run, which knows no Markdown, so that a
 * name with brackets makes no link. A summary that would be too large names as many alerts as fit and counts the rest.
 */
export function teamsMessage(message: AlertMessage, timeZone: string): TeamsMessage {
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

const envelope = (body: readonly CardElement[]): TeamsMessage => ({
  type: 'message',
  attachments: [
    {
      contentType: 'application/vnd.microsoft.card.adaptive',
      contentUrl: null,
      content: { type: 'AdaptiveCard', version: '1.4', body, msteams: { width: 'Full' } },
    },
  ],
});

function block(
  run: Omit<TextRun, 'type'>,
  look: Pick<RichTextBlock, 'spacing' | 'separator'> = {},
): RichTextBlock {
  return {
    type: 'RichTextBlock',
    inlines: [{ type: 'TextRun', ...run, text: withoutFunctions(run.text) }],
    ...look,
  };
}

const factRow = (label: string, value: string): ColumnSet => ({
  type: 'ColumnSet',
  spacing: 'Small',
  columns: [
    { type: 'Column', width: '110px', items: [block({ text: label, isSubtle: true })] },
    { type: 'Column', width: 'stretch', items: [block({ text: value })] },
  ],
});

/** Cards replace `{{DATE(…)}}` and `{{TIME(…)}}` in any text; nobody's name may do that. */
const withoutFunctions = (text: string): string => text.replaceAll('{{', '{ {');
