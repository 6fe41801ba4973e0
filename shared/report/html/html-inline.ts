import { createHash } from 'node:crypto';
import type { Markup } from '../../text/markup';

/** Our own code inside a page, and how the page's policy names it. */
export interface InlineCode {
  readonly element: Markup;
  /** For `style-src` or `script-src`: lets this very text through and no other. */
  readonly source: string;
}

/** A style sheet or script of our own as an element: its text is not escaped, and must never hold what somebody typed. */
export function inlineCode(tag: 'style' | 'script', text: string): InlineCode {
  const hash = createHash('sha256').update(text).digest('base64');
  return { element: { markup: `<${tag}>${text}</${tag}>` }, source: `'sha256-${hash}'` };
}
