import { TableClient } from '@azure/data-tables';
import { BlobServiceClient, type ContainerClient } from '@azure/storage-blob';

/** A file of the archive as the blob service holds it. */
export interface BlobFile {
  readonly path: string;
  readonly content: Buffer;
}

/** The container `pim-reports` of a storage. */
export const archiveContainer = (connectionString: string): ContainerClient =>
  BlobServiceClient.fromConnectionString(connectionString).getContainerClient('pim-reports');

/** Every file of the archive, in order of its path; none where there is no archive yet. */
export async function dumpArchive(connectionString: string): Promise<BlobFile[]> {
  const container = archiveContainer(connectionString);
  if (!(await container.exists())) return [];
  const files: BlobFile[] = [];
  for await (const { name } of container.listBlobsFlat())
    files.push({ path: name, content: await container.getBlobClient(name).downloadToBuffer() });
  return files;
}

/** Puts a file there, over whatever is: what only somebody who is not the archive does. */
export async function putFile(connectionString: string, { path, content }: BlobFile): Promise<void> {
  await archiveContainer(connectionString).getBlockBlobClient(path).upload(content, content.length);
}

/** Makes a storage as if nothing had ever been stored. */
export async function clearStorage(connectionString: string): Promise<void> {
  const options = { allowInsecureConnection: true };
  for (const name of ['PimAuditEvents', 'CollectionDays', 'ReportRuns'])
    await TableClient.fromConnectionString(connectionString, name, options).deleteTable();
  await archiveContainer(connectionString).deleteIfExists();
}
