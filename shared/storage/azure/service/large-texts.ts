import { createHash } from 'node:crypto';
import { gunzipSync, gzipSync } from 'node:zlib';
import type { ContainerClient } from '@azure/storage-blob';
import type { EventKey } from '../../event-key';
import { ensureContainer } from './ensure-container';
import { unless } from './reading';

/** The place of an event's text that is too large for an entity. */
export interface TextReference {
  /** Path of the blob, compressed. */
  readonly blob: string;
  /** SHA-256 of the text, hexadecimal: what the blob must hold. */
  readonly sha256: string;
}

const sha256Of = (text: string): string => createHash('sha256').update(text).digest('hex');

/**
 * Keeps texts that no entity can hold as blobs `events/<day>/…`, in the container of the snapshots: the identity may
 * write there. The client is made when the first such text comes, which is hardly ever.
 */
export function createLargeTexts(container: () => Promise<ContainerClient>) {
  let isThere = false;
  return {
    /** Stores a text and returns its reference; the same text has the same one. */
    async save(
      { partitionKey, rowKey }: EventKey,
      text: string,
      abortSignal: AbortSignal,
    ): Promise<TextReference> {
      const blobs = await container();
      if (!isThere) await ensureContainer(blobs, abortSignal);
      isThere = true;
      const sha256 = sha256Of(text);
      const blob = `events/${partitionKey}/${rowKey}-${sha256.slice(0, 16)}.json.gz`;
      const blobHTTPHeaders = { blobContentType: 'application/gzip' };
      await blobs.getBlockBlobClient(blob).uploadData(gzipSync(text), { abortSignal, blobHTTPHeaders });
      return { blob, sha256 };
    },

    /** Returns a text; null when it is not there, or was changed. */
    async read({ blob, sha256 }: TextReference, abortSignal: AbortSignal): Promise<string | null> {
      const client = (await container()).getBlobClient(blob);
      const content = await unless([404], null, () =>
        client.downloadToBuffer(undefined, undefined, { abortSignal }),
      );
      const text = content === null ? null : unpacked(content);
      return text !== null && sha256Of(text) === sha256 ? text : null;
    },

    async delete(blob: string, abortSignal: AbortSignal): Promise<void> {
      await (await container()).getBlobClient(blob).deleteIfExists({ abortSignal });
    },
  };
}

/** Returns a text; null when it is not one that was compressed. */
function unpacked(content: Uint8Array): string | null {
  try {
    return gunzipSync(content).toString('utf8');
  } catch {
    return null;
  }
}

/** The store of large texts. */
export type LargeTexts = ReturnType<typeof createLargeTexts>;
