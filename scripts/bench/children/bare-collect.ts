import { TableClient, type TransactionAction } from '@azure/data-tables';
import { splitRaw } from '../../../shared/storage/azure/service/raw-parts';

/** Entities of one request: the service accepts no more. */
const batchSize = 100;

/** An event, as far as its key needs it. */
interface WireEvent {
  readonly id: string;
  readonly activityDateTime: string;
}

/**
 * The least that a collection into a table can do: fetches every page, parses it once and stores each event's JSON in
 * batches of one day. It checks nothing, keeps no ledger and does not try again.
 */
async function main(): Promise<void> {
  const table = TableClient.fromConnectionString(process.env.AUDIT_STORAGE ?? '', 'PimAuditEvents', {
    allowInsecureConnection: true,
  });
  await table.createTable();
  let events = 0;
  for (const clause of [
    "loggedByService eq 'PIM'",
    "loggedByService eq 'Core Directory' and category eq 'RoleManagement'",
  ]) {
    const from = new Date(Date.now() - 29 * 86_400_000).toISOString();
    const filter = `${clause} and activityDateTime ge ${from}`;
    const query = new URLSearchParams({ $filter: filter, $orderby: 'activityDateTime asc', $top: '999' });
    let next: string | undefined =
      `${process.env.GRAPH_ENDPOINT}/v1.0/auditLogs/directoryAudits?${query.toString()}`;
    while (next !== undefined) {
      const page = (await (await fetch(next)).json()) as Page;
      for (const batch of batchesOf(page.value)) await table.submitTransaction(batch);
      events += page.value.length;
      next = page['@odata.nextLink'];
    }
  }
  process.stdout.write(`${events}\n`);
}

interface Page {
  readonly value: readonly WireEvent[];
  readonly '@odata.nextLink'?: string;
}

function* batchesOf(events: readonly WireEvent[]): Generator<TransactionAction[]> {
  let batch: TransactionAction[] = [];
  let batchDay = '';
  for (const event of events) {
    const partitionKey = event.activityDateTime.slice(0, 10);
    if (batch.length === batchSize || (batch.length > 0 && partitionKey !== batchDay)) {
      yield batch;
      batch = [];
    }
    batchDay = partitionKey;
    const rowKey = encodeURIComponent(`${event.activityDateTime.slice(11)}-${event.id}`);
    batch.push(['upsert', { partitionKey, rowKey, ...splitRaw(JSON.stringify(event)) }, 'Replace']);
  }
  if (batch.length > 0) yield batch;
}

void main();
