import type { Finding } from '../../domain/finding';
import { asPrincipal } from '../../domain/events/people';
import type { ColumnLink } from '../../spreadsheet/column';
import { severityTones } from '../words/word-tones';
import type { ColumnFacts, ReportColumn } from './column';
import { columnList, collapsed, id, instant, long, number, text, word } from './column';
import { eventIds, objectId, person, role, scope, upn } from './shared-columns';

/** The header of the column by whose value links find a finding. */
export const findingKeyHeader = 'No.';

/** A link to the row that proves a finding. */
export type Evidence = (finding: Finding) => { readonly words: string; readonly target: ColumnLink } | null;

/**
 * The columns of the Findings sheet. A list with suppressed findings shows why they are suppressed; otherwise that is
 * collapsed.
 * @param evidence the row that proves a finding; called when the rows are written. Left out, there is no such column.
 */
export function findingColumns(
  findings: readonly Finding[],
  evidence: Evidence | null = null,
): readonly ReportColumn<Finding>[] {
  const numbers = new Map(findings.map((finding, index) => [finding, index + 1]));
  const open = findings.every(({ suppressed }) => suppressed === null) ? collapsed : {};
  const actor = ({ initiator }: Finding) => (initiator === null ? null : asPrincipal(initiator));
  const concerned = (row: Finding) => row.concerned ?? row.principal;
  return columnList<Finding>({
    number: number(
      findingKeyHeader,
      6,
      'The rank of the finding, the worst first. Sorting by it restores the order.',
      (row) => numbers.get(row) ?? null,
    ),
    severity: word(
      'Severity',
      11,
      'high, medium, low or info: how soon somebody should review it.',
      (row) => row.severity,
      severityTones,
    ),
    sentence: long('Finding', 46, 'What was found, in one sentence.', (row) => row.sentence),
    at: instant(
      'When',
      'When what it says happened; of several things, the first. Empty when no event has a time.',
      (row) => row.at,
    ),
    doneBy: person('Done by', 'Who did it: a person or an application.', actor),
    concerns: person('Concerns', 'Whom it concerns: people, groups or service principals.', concerned),
    role: role('The role concerned.', (row) => row.role),
    why: long('Why it matters', 28, 'What the rule looks for.', (row) => row.why || null),
    advice: long('What to do', 28, 'What to do next.', (row) => row.advice || null),
    ...(evidence === null ? {} : { evidence: evidenceColumn(evidence) }),
    state: text(
      'State',
      11,
      'new, seen before (the report before had it too) or suppressed.',
      ({ suppressed, isStillOpen }) =>
        suppressed !== null ? 'suppressed' : isStillOpen === true ? 'seen before' : 'new',
    ),
    suppressed: long(
      'Suppressed because',
      24,
      'Why this known-good case is not counted as open. Empty for an open finding.',
      (row) => row.suppressed?.reason ?? null,
      open,
    ),
    suppressedUntil: text(
      'Suppressed until',
      17,
      'The last UTC date on which the suppression applies; "for good" when it has no end.',
      ({ suppressed }) => (suppressed === null ? null : (suppressed.until ?? 'for good')),
      open,
    ),
    scope: { ...scope<Finding>((row) => row.scope), ...collapsed },
    count: number(
      'Cases',
      10,
      'The number of cases that the finding covers, or how often the same fact was logged.',
      (row) => row.count,
      collapsed,
    ),
    rule: text(
      'Rule',
      30,
      'The rule that found it; the FINDINGS setting knows it by this name.',
      (row) => row.rule,
      collapsed,
    ),
    alsoRules: text(
      'Other rules',
      30,
      'Weaker rules that rest on the same events: merged into this finding and counted with it once.',
      (row) => row.alsoRules.join(', ') || null,
      collapsed,
    ),
    doneByUpn: upn('Done by (UPN)', actor),
    doneById: objectId('Done by (id)', actor),
    concernsUpn: upn('Concerns (UPN)', concerned),
    concernsId: objectId('Concerns (id)', concerned),
    eventIds: eventIds('The audit events that prove it. Those of the period are on the Events sheet.'),
  });
}

function evidenceColumn(evidence: Evidence): ColumnFacts<Finding> {
  return id(
    'Evidence',
    13,
    'Leads to the first row that proves it, however that sheet is sorted. Empty when no row of this report does.',
    (row) => evidence(row)?.words ?? null,
    { link: (row) => evidence(row)?.target ?? null },
  );
}
