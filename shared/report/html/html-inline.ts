import { createHash } from 'node:crypto';
import type { Markup } from '../../text/markup';

/**
 * A style sheet or script of our own as an element: its text is not escaped, and must never hold what somebody typed.
 * `source`, for the page's `style-src` or `script-src`, lets this very text through and no other.
 */
export function inlineCode(tag: 'style' | 'script', text: string) {
  const hash = createHash('sha256').update(text).digest('base64');
  const element: Markup = { markup: `<${tag}>${text}</${tag}>` };
  return { element, source: `'sha256-${hash}'` };
}
