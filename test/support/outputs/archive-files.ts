import { TableClient } from '@azure/data-tables';
import { BlobServiceClient, type ContainerClient } from '@azure/storage-blob';

/** A file of the archive in the blob service. */
export interface BlobFile {
  readonly path: string;
  readonly content: Buffer;
}

/** The container `pim-reports` of a storage. */
export const archiveContainer = (connectionString: string): ContainerClient =>
  BlobServiceClient.fromConnectionString(connectionString).getContainerClient('pim-reports');

/** Returns every file of the archive, sorted by path; empty if the archive does not exist. */
export async function dumpArchive(connectionString: string): Promise<BlobFile[]> {
  const container = archiveContainer(connectionString);
  if (!(await container.exists())) return [];
  const files: BlobFile[] = [];
  for await (const { name } of container.listBlobsFlat())
    files.push({ path: name, content: await container.getBlobClient(name).downloadToBuffer() });
  return files;
}

/** Writes a file over an existing one, which the archive itself never does. */
export async function putFile(connectionString: string, { path, content }: BlobFile): Promise<void> {
  await archiveContainer(connectionString).getBlockBlobClient(path).upload(content, content.length);
}

/** Empties a storage. */
export async function clearStorage(connectionString: string): Promise<void> {
  const options = { allowInsecureConnection: true };
  for (const name of ['PimAuditEvents', 'CollectionDays', 'ReportRuns'])
    await TableClient.fromConnectionString(connectionString, name, options).deleteTable();
  await archiveContainer(connectionString).deleteIfExists();
}
