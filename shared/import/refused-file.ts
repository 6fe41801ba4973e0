import { open, rename, rm, type FileHandle } from 'node:fs/promises';
import { LogFileError } from '../domain/events/log-file-error';
import type { RefusedRow } from '../domain/events/log-row';

/** Refused rows of a log file; they are written to a file next to it. */
export interface RefusedFile {
  add(rows: readonly RefusedRow[]): Promise<void>;
  finish(): Promise<string | null>;
  discard(): Promise<void>;
}

/**
 * Keeps the refused rows of a file in `FILE.refused.ndjson`: one JSON object a line, `{line, reason, text}`. They are
 * first written to a temporary file next to it, which replaces it at the end.
 */
export function createRefusedFile(logFile: string): RefusedFile {
  const path = `${logFile}.refused.ndjson`;
  const unfinished = `${path}.tmp`;
  let file: FileHandle | null = null;
  let failure: Error | null = null;

  async function close(): Promise<void> {
    await file?.close();
    file = null;
  }

  return {
    async add(rows) {
      if (failure !== null || rows.length === 0) return;
      try {
        file ??= await open(unfinished, 'w', 0o600);
        await file.write(
          rows.map(({ line, reason, text }) => `${JSON.stringify({ line, reason, text })}\n`).join(''),
        );
      } catch (error) {
        // The import continues; the failure is reported at the end.
        failure = error instanceof Error ? error : new Error(String(error));
      }
    },
    async finish() {
      const hasRows = file !== null;
      try {
        if (failure !== null) throw failure;
        await close();
        if (hasRows) await rename(unfinished, path);
        else await rm(path, { force: true });
        return hasRows ? path : null;
      } catch (cause) {
        await close();
        const why = cause instanceof Error ? cause.message : String(cause);
        throw new LogFileError(`The refused rows cannot be written to ${path}: ${why}.`, { cause });
      }
    },
    async discard() {
      await close();
      await rm(unfinished, { force: true });
    },
  };
}
