import type { Finding } from '../../domain/finding';
import { knownName } from '../../domain/people';
import type { RowPlace } from '../../spreadsheet/column';
import { entraPage } from '../entra-page';
import { severityTones } from '../word-tones';
import type { ReportColumn } from './column';
import { columnList, id, idList, instant, long, number, text, word } from './column';

/** The columns of the Findings sheet. */
export const findingColumns: readonly ReportColumn<Finding>[] = columnList({
  severity: word(
    'Severity',
    11,
    'high, medium, low or info: how soon somebody should look.',
    (row) => row.severity,
    severityTones,
  ),
  sentence: long('Finding', 70, 'What was found, in one sentence.', (row) => row.sentence),
  at: instant('When', 'When it happened; of several, the first.', (row) => row.at),
  person: text('Person', 22, 'Whom it concerns.', (row) => knownName(row.principal), {
    link: (row) => entraPage(row.principal),
  }),
  upn: text(
    'User principal name',
    30,
    'The sign-in name of that person.',
    (row) => row.principal?.upn ?? null,
  ),
  role: text('Role', 28, 'The role concerned.', (row) => knownName(row.role)),
  scope: text('Scope', 22, 'Where the role reaches.', (row) => knownName(row.scope)),
  count: number('Cases', 10, 'How many cases the finding stands for.', (row) => row.count),
  rule: text(
    'Rule',
    30,
    'The rule that found it; the FINDINGS setting knows it by this name.',
    (row) => row.rule,
  ),
  suppressed: long(
    'Suppressed because',
    30,
    'Why this known-good case is not counted as open. Empty for an open finding.',
    (row) => row.suppressed?.reason ?? null,
  ),
  suppressedUntil: text(
    'Suppressed until',
    18,
    'The last UTC date on which the suppression holds; "for good" when it has no end.',
    ({ suppressed }) => (suppressed === null ? null : (suppressed.until ?? 'for good')),
  ),
  eventIds: id(
    'Event ids',
    40,
    'The audit events that prove it. Those of the period are on the Events sheet.',
    (row) => idList(row.eventIds),
  ),
});

/**
 * The columns of the Findings sheet of a workbook, with a link to the first row that proves the finding.
 * @param placeOf the place of that row, or null when none of the finding's events has a row; called when the rows are
 * written.
 */
export function linkedFindingColumns(
  placeOf: (finding: Finding) => RowPlace | null,
): readonly ReportColumn<Finding>[] {
  const evidence: ReportColumn<Finding> = {
    key: 'evidence',
    header: 'Evidence',
    width: 22,
    kind: 'id',
    help: 'The first row that proves it: a click goes there, as long as that sheet is not sorted anew. Empty when no row of this report does.',
    value: (row) => {
      const place = placeOf(row);
      return place === null ? null : `${place.sheet}, row ${place.row}`;
    },
    link: placeOf,
  };
  const [severity, sentence, ...rest] = findingColumns;
  return [severity, sentence, evidence, ...rest].filter((column) => column !== undefined);
}
