const maxCharacters = 80;

/** Returns text that somebody typed in quotation marks, on one line and cut to 80 characters. */
export function quote(text: string): string {
  const characters = [...text.replace(/\s+/g, ' ').trim()];
  const ellipsis = characters.length > maxCharacters ? '…' : '';
  return `“${characters.slice(0, maxCharacters).join('')}${ellipsis}”`;
}
