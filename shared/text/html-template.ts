import escapeHtml from 'escape-html';
import { printable } from './text-safety';

/** Markup that is safe to print: made by {@link html} alone. */
export interface Html {
  readonly markup: string;
}

/** What a template may hold: text and numbers are escaped, markup is taken as it is, null prints nothing. */
export type HtmlPart = string | number | Html | null | readonly HtmlPart[];

/**
 * A template that escapes whatever is put into it unless it is markup of another template. Characters that HTML
 * forbids and marks that turn the reading order round are taken out as well, so typed text can do nothing but be
 * read, between tags and inside quoted attributes. Not for script, style or URLs.
 */
export function html(strings: TemplateStringsArray, ...parts: readonly HtmlPart[]): Html {
  const markup = strings.reduce((page, text, index) => page + render(parts[index - 1] ?? null) + text);
  return { markup };
}

function render(part: HtmlPart): string {
  if (part === null) return '';
  if (typeof part === 'number') return String(part);
  if (typeof part === 'string') return escapeHtml(printable(part));
  return isList(part) ? part.map(render).join('') : part.markup;
}

function isList(part: Html | readonly HtmlPart[]): part is readonly HtmlPart[] {
  return Array.isArray(part);
}
