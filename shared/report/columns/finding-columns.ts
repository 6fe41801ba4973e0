import type { Finding } from '../../domain/finding';
import { entraPage } from '../entra-page';
import type { Column, RowPlace } from './column';
import { idList } from './column';

/** The columns of the Findings sheet. */
export const findingColumns: readonly Column<Finding>[] = [
  {
    key: 'severity',
    header: 'Severity',
    width: 11,
    kind: 'severity',
    help: 'high, medium, low or info: how soon somebody should look.',
    value: (row) => row.severity,
  },
  {
    key: 'sentence',
    header: 'Finding',
    width: 70,
    kind: 'long',
    help: 'What was found, in one sentence.',
    value: (row) => row.sentence,
  },
  {
    key: 'at',
    header: 'When',
    width: 19,
    kind: 'instant',
    help: 'When it happened; of several, the first.',
    value: (row) => row.at,
  },
  {
    key: 'person',
    header: 'Person',
    width: 22,
    kind: 'text',
    help: 'Whom it concerns.',
    value: ({ principal }) => principal?.name ?? principal?.upn ?? principal?.id ?? null,
    link: ({ principal }) => entraPage(principal),
  },
  {
    key: 'upn',
    header: 'User principal name',
    width: 30,
    kind: 'text',
    help: 'The sign-in name of that person.',
    value: (row) => row.principal?.upn ?? null,
  },
  {
    key: 'role',
    header: 'Role',
    width: 28,
    kind: 'text',
    help: 'The role concerned.',
    value: ({ role }) => role?.name ?? role?.id ?? null,
  },
  {
    key: 'scope',
    header: 'Scope',
    width: 22,
    kind: 'text',
    help: 'Where the role reaches.',
    value: ({ scope }) => scope?.name ?? scope?.id ?? null,
  },
  {
    key: 'count',
    header: 'Cases',
    width: 10,
    kind: 'number',
    help: 'How many cases the finding stands for.',
    value: (row) => row.count,
  },
  {
    key: 'rule',
    header: 'Rule',
    width: 30,
    kind: 'text',
    help: 'The rule that found it; the FINDINGS setting knows it by this name.',
    value: (row) => row.rule,
  },
  {
    key: 'suppressed',
    header: 'Suppressed because',
    width: 30,
    kind: 'long',
    help: 'Why this known-good case is not counted as open. Empty for an open finding.',
    value: (row) => row.suppressed?.reason ?? null,
  },
  {
    key: 'suppressedUntil',
    header: 'Suppressed until',
    width: 18,
    kind: 'text',
    help: 'The last UTC date on which the suppression holds; "for good" when it has no end.',
    value: ({ suppressed }) => (suppressed === null ? null : (suppressed.until ?? 'for good')),
  },
  {
    key: 'eventIds',
    header: 'Event ids',
    width: 40,
    kind: 'id',
    help: 'The audit events that prove it. Those of the period are on the Events sheet.',
    value: (row) => idList(row.eventIds),
  },
];

/**
 * The columns of the Findings sheet of a workbook, where a finding also leads to the first row that proves it.
 * @param placeOf where that row stands, or null when none of the finding's events has a row; asked when the rows are
 * written.
 */
export function linkedFindingColumns(
  placeOf: (finding: Finding) => RowPlace | null,
): readonly Column<Finding>[] {
  const evidence: Column<Finding> = {
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
