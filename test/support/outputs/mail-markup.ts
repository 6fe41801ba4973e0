/** An element in the markup of a mail: its attributes, and the properties of its inline style. */
export interface MailElement {
  readonly tag: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly style: Readonly<Record<string, string>>;
}

/** Returns the markup that Outlook for Windows reads: to Word, conditional comments are markup. */
export function outlookView(page: string): string {
  return page.replace(/<!--\[if mso\]>/g, '').replace(/<!\[endif\]-->/g, '');
}

/** Returns the markup that all other clients read: without comments. */
export function otherView(page: string): string {
  return page.replace(/<!--[^]*?-->/g, '');
}

/** Every element of a page in order, except style sheets and the doctype. */
export function elementsOf(page: string): MailElement[] {
  return tagsOf(page)
    .filter(({ text }) => !text.startsWith('</'))
    .map(({ tag, text }) => {
      const pairs = [...text.matchAll(/\s([a-z:-]+)="([^"]*)"/gi)].map(
        ([, name = '', value = '']) => [name, value] as const,
      );
      const attributes = Object.fromEntries(pairs);
      const declarations = (attributes.style ?? '').split(';').filter((part) => part.trim() !== '');
      const style = declarations.map(
        (part) => part.split(':', 2).map((word) => word.trim()) as [string, string],
      );
      return { tag, attributes, style: Object.fromEntries(style) };
    });
}

/** Returns the first tag that does not close the last opened one, or that is never closed; null if all nest. */
export function nestingFault(page: string): string | null {
  const open: string[] = [];
  for (const { tag, text } of tagsOf(page)) {
    if (text.endsWith('/>')) continue;
    if (!text.startsWith('</')) open.push(tag);
    else if (open.pop() !== tag) return text;
  }
  return open.at(-1) ?? null;
}

function tagsOf(page: string): { tag: string; text: string }[] {
  const bare = page.replace(/<style>[^]*?<\/style>/g, '').replace(/<!--[^]*?-->/g, '');
  return [...bare.matchAll(/<\/?([a-z][a-z0-9:]*)\b[^>]*>/gi)].map(([text, tag = '']) => ({ tag, text }));
}

/** Returns the words of a page in reading order, without the preheader, which repeats some of them. */
export const plain = (page: string): string => chunks(page).join(' ').replace(/\s+/g, ' ');

/** Returns every text between two tags of a page. */
export function chunks(page: string): string[] {
  const body = page.slice(page.indexOf('<body')).replace(/<div style="display:none[^]*?<\/div>/, '');
  return body
    .replace(/<!--[^]*?-->/g, '')
    .split(/<[^>]*>/)
    .map((text) =>
      text
        .replaceAll('&nbsp;', ' ')
        .replaceAll('&quot;', '"')
        .replaceAll('&#39;', "'")
        .replaceAll('&lt;', '<')
        .replaceAll('&gt;', '>')
        .replaceAll('&amp;', '&')
        .replace(/\s+/g, ' ')
        .trim(),
    )
    .filter((text) => text !== '');
}
