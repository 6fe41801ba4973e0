/** Text for comparing without regard to case and outer blanks; unknown text is the empty text. */
export const fold = (text: string | null | undefined): string => (text ?? '').trim().toLowerCase();
