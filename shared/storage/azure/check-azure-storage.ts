import { RestError } from '@azure/core-rest-pipeline';
import type { TableClient } from '@azure/data-tables';
import type { ContainerClient } from '@azure/storage-blob';
import type { CheckResult } from '../../domain/check';
import { hostOf } from './service/create-tables';
import { storageAdvice, type StorageService } from './service/storage-advice';

export interface CheckAzureStorageParts {
  readonly days: TableClient;
  readonly reports: () => Promise<ContainerClient>;
  readonly usesKey: boolean;
}

/** An entity and a blob that are never stored: deleting them takes the right to write and changes nothing. */
const nothing = 'pim-report-doctor';

/**
 * Checks that tables and the archive's container are there and can be written. Nothing is created or changed: what is
 * asked for is to delete something that is not there, which a service refuses to who may not write.
 */
export async function checkAzureStorage(
  { days, reports, usesKey }: CheckAzureStorageParts,
  signal: AbortSignal,
): Promise<CheckResult> {
  const host = hostOf(days.url);
  const tables = await ask('table', () => days.deleteEntity(nothing, nothing, { abortSignal: signal }));
  if (typeof tables !== 'string') return tables;
  const container = await reports();
  const blobs = await ask('blob', () => container.deleteBlob(nothing, { abortSignal: signal }));
  if (typeof blobs !== 'string') return blobs;
  if (tables === 'TableNotFound')
    return {
      state: 'warning',
      found: `The storage account (${host}) can be used; its tables do not exist yet.`,
      fix: 'Run "pim-report collect": it creates them.',
    };
  if (blobs === 'ContainerNotFound')
    return {
      state: 'warning',
      found: `The tables (${host}) can be written; the container pim-reports, which keeps what was sent, does not exist.`,
      fix: 'If the identity may not create the container "pim-reports", create it yourself; otherwise the first report that is sent creates it.',
    };
  return { state: 'ok', found: `Tables and archive (${host}) can be read and written.` };

  /** The service's code of a 404, or `done`; any other failure as a result. */
  async function ask(service: StorageService, call: () => Promise<unknown>): Promise<string | CheckResult> {
    try {
      await call();
      return 'done';
    } catch (error) {
      signal.throwIfAborted();
      if (error instanceof RestError && error.statusCode === 404) return notFoundCode(error);
      const { said, ...advice } = storageAdvice(error, service, usesKey);
      const where = service === 'table' ? host : hostOf((await reports()).url);
      return { state: 'failed', found: `The ${service}s of ${where} refused: ${said}`, ...advice };
    }
  }
}

function notFoundCode(error: RestError): string {
  const text = `${error.response?.headers.get('x-ms-error-code') ?? ''} ${error.code ?? ''} ${error.message} ${error.response?.bodyAsText ?? ''}`;
  return /TableNotFound|ContainerNotFound/.exec(text)?.[0] ?? 'NotFound';
}
