/**
 * Returns the name of a report's file: `weekly-2026-W47.xlsx`, `weekly-2026-W47-findings.csv`. It begins with the report's
 * name, because on a reader's disk files of several reports lie side by side. Settings allow only letters, digits, `_` and
 * `-` in names.
 * @param edition the label of the period, for a correction with its number
 */
export const reportFileName = (report: string, edition: string, extension: string, mark = ''): string =>
  `${report}-${edition}${mark}.${extension}`;
