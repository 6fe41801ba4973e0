import * as z from 'zod';

// The part of the Adaptive Card schema 1.4 that a notification needs. Unknown elements and properties are refused, as
// the published schema does (https://adaptivecards.io/schemas/1.4.0/adaptive-card.json); its enumerations are read
// without regard to case.

const oneOf = (...names: readonly string[]) =>
  z.string().refine((text) => names.some((name) => name.toLowerCase() === text.toLowerCase()), {
    error: `is not one of ${names.join(', ')}`,
  });

const spacing = oneOf('default', 'none', 'small', 'medium', 'large', 'extraLarge', 'padding');
const colour = oneOf('default', 'dark', 'light', 'accent', 'good', 'warning', 'attention');
const fontSize = oneOf('default', 'small', 'medium', 'large', 'extraLarge');
const fontWeight = oneOf('default', 'lighter', 'bolder');
const alignment = oneOf('left', 'center', 'right');
const containerStyle = oneOf('default', 'emphasis', 'good', 'attention', 'warning', 'accent');

const element = {
  id: z.string().optional(),
  spacing: spacing.optional(),
  separator: z.boolean().optional(),
  isVisible: z.boolean().optional(),
  height: oneOf('auto', 'stretch').optional(),
};

const look = {
  color: colour.optional(),
  fontType: oneOf('default', 'monospace').optional(),
  isSubtle: z.boolean().optional(),
  size: fontSize.optional(),
  weight: fontWeight.optional(),
};

const textBlock = z.strictObject({
  type: z.literal('TextBlock'),
  text: z.string(),
  ...element,
  ...look,
  horizontalAlignment: alignment.optional(),
  maxLines: z.number().optional(),
  wrap: z.boolean().optional(),
});

const textRun = z.strictObject({
  type: z.literal('TextRun'),
  text: z.string(),
  ...look,
  highlight: z.boolean().optional(),
  italic: z.boolean().optional(),
  strikethrough: z.boolean().optional(),
  underline: z.boolean().optional(),
});

const richTextBlock = z.strictObject({
  type: z.literal('RichTextBlock'),
  inlines: z.array(z.union([z.string(), textRun])),
  ...element,
  horizontalAlignment: alignment.optional(),
});

const factSet = z.strictObject({
  type: z.literal('FactSet'),
  facts: z.array(
    z.strictObject({ type: z.literal('Fact').optional(), title: z.string(), value: z.string() }),
  ),
  ...element,
});

const column = z.strictObject({
  type: z.literal('Column').optional(),
  ...element,
  get items() {
    return z.array(cardElement).optional();
  },
  style: containerStyle.optional(),
  verticalContentAlignment: oneOf('top', 'center', 'bottom').optional(),
  width: z.union([z.number(), z.string().regex(/^(auto|stretch|\d+(px)?)$/i)]).optional(),
  minHeight: z.string().optional(),
});

const columnSet = z.strictObject({
  type: z.literal('ColumnSet'),
  ...element,
  columns: z.array(column).optional(),
  style: containerStyle.optional(),
  horizontalAlignment: alignment.optional(),
  minHeight: z.string().optional(),
});

const container = z.strictObject({
  type: z.literal('Container'),
  ...element,
  get items() {
    return z.array(cardElement);
  },
  style: containerStyle.optional(),
  bleed: z.boolean().optional(),
  minHeight: z.string().optional(),
});

const openUrl = z.strictObject({
  type: z.literal('Action.OpenUrl'),
  url: z.url(),
  title: z.string().optional(),
  id: z.string().optional(),
  style: oneOf('default', 'positive', 'destructive').optional(),
});

const cardElement: z.ZodType = z.lazy(() =>
  z.discriminatedUnion('type', [textBlock, richTextBlock, factSet, columnSet, container]),
);

const adaptiveCard = z.strictObject({
  type: z.literal('AdaptiveCard'),
  $schema: z.string().optional(),
  version: z.string().regex(/^1\.[0-4]$/, 'is not a version that Teams shows (1.0 to 1.4)'),
  body: z.array(cardElement).min(1),
  actions: z.array(openUrl).optional(),
  fallbackText: z.string().optional(),
  lang: z.string().optional(),
  minHeight: z.string().optional(),
  // Not part of the schema, but of what Teams reads.
  msteams: z.strictObject({ width: oneOf('full') }).optional(),
});

/** The message that a Teams workflow takes: one card, attached. */
const workflowMessage = z.strictObject({
  type: z.literal('message'),
  attachments: z
    .array(
      z.strictObject({
        contentType: z.literal('application/vnd.microsoft.card.adaptive'),
        contentUrl: z.null().optional(),
        content: adaptiveCard,
      }),
    )
    .min(1),
});

/** What keeps a workflow from posting a message, one line each; empty when it would be posted. */
export function cardProblems(message: unknown): string[] {
  const parsed = workflowMessage.safeParse(message);
  if (parsed.success) return [];
  return parsed.error.issues.map((issue) => `${issue.path.join('.') || 'message'}: ${issue.message}`);
}

/** The texts of a card in reading order; for people who look at what arrived. */
export function cardTexts(message: unknown): string[] {
  if (Array.isArray(message)) return message.flatMap(cardTexts);
  if (typeof message !== 'object' || message === null) return [];
  const own: unknown = Reflect.get(message, 'text');
  return [...(typeof own === 'string' ? [own] : []), ...Object.values(message).flatMap(cardTexts)];
}
