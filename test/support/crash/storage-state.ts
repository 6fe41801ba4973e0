import { type TableEntity, TableClient, TableServiceClient } from '@azure/data-tables';
import { archiveContainer, dumpArchive, putFile, type BlobFile } from '../outputs/archive-files';
import { dumpTables } from '../servers/pipeline';

/** The whole content of the audit storage. */
export interface StorageState {
  readonly tables: Readonly<Record<string, readonly Record<string, unknown>[]>>;
  readonly files: readonly BlobFile[];
}

const options = { allowInsecureConnection: true };
const tableNames = ['PimAuditEvents', 'CollectionDays', 'ReportRuns'];

/** Reads the whole content of a storage with existing tables. */
export async function readState(connectionString: string): Promise<StorageState> {
  return {
    tables: await dumpTables(connectionString, tableNames),
    files: await dumpArchive(connectionString),
  };
}

/** Restores a storage to a state, and deletes everything else, including tables and the container. */
export async function writeState(connectionString: string, { tables, files }: StorageState): Promise<void> {
  const service = TableServiceClient.fromConnectionString(connectionString, options);
  for await (const { name } of service.listTables()) if (name !== undefined) await service.deleteTable(name);
  await archiveContainer(connectionString).deleteIfExists();
  for (const [name, rows] of Object.entries(tables)) {
    const table = TableClient.fromConnectionString(connectionString, name, options);
    await table.createTable();
    await Promise.all(rows.map((row) => table.createEntity(row as TableEntity)));
  }
  if (files.length > 0) await archiveContainer(connectionString).create();
  for (const file of files) await putFile(connectionString, file);
}
