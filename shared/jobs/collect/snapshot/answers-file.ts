import { once } from 'node:events';
import { createGunzip, createGzip } from 'node:zlib';
import { Readable } from 'node:stream';
import { StringDecoder } from 'node:string_decoder';
import { answerLine, answersFileEnd, answersFileStart } from '../../../domain/access/answer-line';
import type { AccessAnswer } from '../../../domain/access/access-reading';

/** Compresses answers one by one: memory holds the compressed bytes alone. */
export function createAnswersFile() {
  const gzip = createGzip();
  const chunks: Buffer[] = [];
  gzip.on('data', (chunk: Buffer) => chunks.push(chunk));
  let isEmpty = true;

  async function write(text: string): Promise<void> {
    if (!gzip.write(text)) await once(gzip, 'drain');
  }

  return {
    async add(answer: AccessAnswer): Promise<void> {
      await write(`${isEmpty ? answersFileStart : ','}\n${answerLine(answer)}`);
      isEmpty = false;
    },
    /** Ends the file: a JSON array with an answer a line. */
    async finish(): Promise<Uint8Array> {
      const ended = once(gzip, 'end');
      gzip.end(`\n${answersFileEnd}\n`);
      await ended;
      return Buffer.concat(chunks);
    },
  };
}

/** The lines of a file of {@link createAnswersFile}, decompressed as they are asked for. */
export async function* readAnswerLines(file: Uint8Array): AsyncGenerator<string> {
  const decoder = new StringDecoder('utf8');
  let rest = '';
  for await (const chunk of Readable.from([file]).pipe(createGunzip())) {
    // Do not use readline: it also splits at the Unicode line separators that JSON may contain.
    const lines = (rest + decoder.write(chunk as Buffer)).split('\n');
    rest = lines.pop() ?? '';
    yield* lines;
  }
  yield rest + decoder.end();
}
