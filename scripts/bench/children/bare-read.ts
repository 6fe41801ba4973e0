import { TableClient } from '@azure/data-tables';
import { joinRaw } from '../../../shared/storage/azure/service/raw-parts';

/** The least that a report over a table can do: reads every event through the SDK and parses its raw text once. */
async function main(): Promise<void> {
  const table = TableClient.fromConnectionString(process.env.AUDIT_STORAGE ?? '', 'PimAuditEvents', {
    allowInsecureConnection: true,
  });
  let events = 0;
  for await (const row of table.listEntities()) {
    const event = JSON.parse(joinRaw(row)) as { id?: string };
    if (event.id !== undefined) events += 1;
  }
  process.stdout.write(`${events}\n`);
}

void main();
