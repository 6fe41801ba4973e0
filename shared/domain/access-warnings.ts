import { endpointFacts } from './access-endpoint';
import type { EndpointRecord, SnapshotRecord } from './access-snapshot';

/**
 * What somebody has to see to in a snapshot, one sentence a cause: lists that were refused, or read in part. Lists
 * that one missing permission hides share a sentence.
 */
export function accessWarnings({ endpoints }: Pick<SnapshotRecord, 'endpoints'>): string[] {
  const causes = new Map<string, EndpointRecord[]>();
  for (const record of endpoints) {
    if (record.state !== 'refused' && record.state !== 'partial') continue;
    const cause = record.state === 'refused' ? record.permission : record.endpoint;
    causes.set(cause, [...(causes.get(cause) ?? []), record]);
  }
  return [...causes.values()].map(([first, ...others]) => {
    if (first === undefined) return '';
    const { lists } = endpointFacts[first.endpoint];
    const reason = first.reason ?? 'No reason is known.';
    const read = first.state === 'partial' ? `The ${lists} were read only in part. ${reason}` : reason;
    return others.length === 0 ? read : `${read} So were the ${listed(others)}.`;
  });
}

function listed(records: readonly EndpointRecord[]): string {
  const names = records.map(({ endpoint }) => endpointFacts[endpoint].lists);
  const last = names.pop() ?? '';
  return names.length === 0 ? last : `${names.join(', ')} and ${last}`;
}
