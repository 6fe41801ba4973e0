import escapeHtml from 'escape-html';
import { printable } from './text-safety';

/** Safe markup, HTML or XML: made by {@link html} and {@link xml} alone. */
export interface Markup {
  readonly markup: string;
}

/** What a template accepts: text and numbers are escaped, markup is kept as it is, null prints nothing. */
export type MarkupPart = string | number | Markup | null | readonly MarkupPart[];

/**
 * A template that escapes every part that is not markup of another template, and removes characters that HTML and XML
 * forbid as well as marks that reverse the reading order. Typed text is therefore harmless between tags and inside
 * quoted attributes. Not for script, style or URLs.
 */
export function html(strings: TemplateStringsArray, ...parts: readonly MarkupPart[]): Markup {
  const markup = strings.reduce((page, text, index) => page + render(parts[index - 1] ?? null) + text);
  return { markup };
}

/** {@link html} under the name of what is written with it. */
export const xml = html;

function render(part: MarkupPart): string {
  if (part === null) return '';
  if (typeof part === 'number') return String(part);
  if (typeof part === 'string') return escapeHtml(printable(part));
  return isList(part) ? part.map(render).join('') : part.markup;
}

function isList(part: Markup | readonly MarkupPart[]): part is readonly MarkupPart[] {
  return Array.isArray(part);
}
