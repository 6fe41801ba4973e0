/**
 * Folds a name, id or UPN for comparing: without surrounding white space and in lower case. The empty text for nothing.
 * Directory names compare without regard to case; ids come in either case.
 */
export function fold(text: string | null | undefined): string {
  return (text ?? '').trim().toLowerCase();
}
