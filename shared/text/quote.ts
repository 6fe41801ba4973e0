/** Returns text that somebody typed in quotation marks, on one line and cut to some characters. */
export function quote(text: string, maxCharacters = 80): string {
  const characters = [...text.replace(/\s+/g, ' ').trim()];
  const ellipsis = characters.length > maxCharacters ? '…' : '';
  return `“${characters.slice(0, maxCharacters).join('')}${ellipsis}”`;
}
