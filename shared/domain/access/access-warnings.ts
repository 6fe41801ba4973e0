import { endpointFacts } from './access-endpoint';
import { snapshotState, type EndpointRecord, type SnapshotRecord } from './access-snapshot';

/** How one list was read. */
type ReadList = Pick<EndpointRecord, 'endpoint' | 'state' | 'reason'>;

/**
 * What somebody has to see to in a snapshot, one sentence a cause: lists that were refused, or read in part. Lists
 * that one missing permission hides share a sentence.
 */
export function accessWarnings(lists: readonly ReadList[]): string[] {
  const causes = new Map<string, ReadList[]>();
  for (const record of lists) {
    if (record.state !== 'refused' && record.state !== 'partial') continue;
    const cause = record.state === 'refused' ? endpointFacts[record.endpoint].permission : record.endpoint;
    causes.set(cause, [...(causes.get(cause) ?? []), record]);
  }
  return [...causes.values()].map(([first, ...others]) => {
    if (first === undefined) return '';
    const { lists: what } = endpointFacts[first.endpoint];
    const reason = first.reason ?? 'No reason is known.';
    const read = first.state === 'partial' ? `The ${what} were read only in part. ${reason}` : reason;
    return others.length === 0 ? read : `${read} So were the ${listed(others)}.`;
  });
}

const conjunction = new Intl.ListFormat('en-GB', { type: 'conjunction' });

const listed = (records: readonly ReadList[]): string =>
  conjunction.format(records.map(({ endpoint }) => endpointFacts[endpoint].lists));

const stateWords = { complete: 'read in full', partial: 'read in part', refused: 'refused' } as const;

/** Returns one line about a snapshot: "standing access read in full: 412 assignments, 150 role settings". */
export function snapshotLine(record: Pick<SnapshotRecord, 'endpoints'>): string {
  const rows = (...names: readonly EndpointRecord['endpoint'][]) =>
    record.endpoints
      .filter(({ endpoint }) => names.includes(endpoint))
      .reduce((sum, endpoint) => sum + endpoint.rows, 0);
  const held = rows('role-eligibility', 'role-assignments', 'group-eligibility', 'group-assignments');
  const settings = rows('role-policies');
  return `standing access ${stateWords[snapshotState(record)]}: ${held} assignments, ${settings} role settings`;
}
