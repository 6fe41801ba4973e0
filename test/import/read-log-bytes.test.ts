import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { constants, gunzipSync, gzipSync } from 'node:zlib';
import { UnreadableFileError } from '../../shared/import/unreadable-file-error';
import { readLogBytes } from '../../shared/import/read-log-bytes';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pim-import-'));
});
afterAll(() => rm(folder, { recursive: true }));

const signal = AbortSignal.timeout(900_000);
const text = 'Ünïcode 😀\n'.repeat(50_000);

async function written(content: string | Buffer): Promise<string> {
  const path = join(folder, `${Math.random()}`);
  await writeFile(path, content);
  return path;
}

/** Reads a file, and calls `pause` after each part. */
async function read(
  path: string,
  pause: () => Promise<unknown> = () => Promise.resolve(),
): Promise<{ text: string; problem: string | null }> {
  const chunks: Buffer[] = [];
  try {
    for await (const chunk of readLogBytes(path, signal)) {
      chunks.push(chunk);
      await pause();
    }
  } catch (error) {
    if (!(error instanceof UnreadableFileError)) throw error;
    return { text: Buffer.concat(chunks).toString(), problem: error.message };
  }
  return { text: Buffer.concat(chunks).toString(), problem: null };
}

describe('a file is read as UTF-8 by its content', () => {
  test.each<[string, string | Buffer]>([
    ['plain', text],
    ['with a byte order mark', `\uFEFF${text}`],
    ['UTF-16, little-endian', Buffer.from(`\uFEFF${text}`, 'utf16le')],
    ['UTF-16, big-endian', Buffer.from(`\uFEFF${text}`, 'utf16le').swap16()],
    ['gzip', gzipSync(text)],
    ['gzip of a text with a byte order mark', gzipSync(`\uFEFF${text}`)],
    ['gzip of UTF-16', gzipSync(Buffer.from(`\uFEFF${text}`, 'utf16le'))],
    [
      'gzip in two members, as concatenated files are',
      Buffer.concat([gzipSync(text.slice(0, 400)), gzipSync(text.slice(400))]),
    ],
  ])('%s', async (_, content) => {
    expect(await read(await written(content))).toEqual({ text, problem: null });
  });

  test.each(['', 'a', '\uFEFF'])('a tiny file: %j', async (content) => {
    expect((await read(await written(content))).text).toBe(content.replace('\uFEFF', ''));
  });
});

describe('a file that cannot be read to its end', () => {
  test.each([0.01, 0.3, 0.5, 0.999])(
    'gives a slow reader every byte before the cut of a gzip file, then reports it: cut at %d',
    async (part) => {
      const lines = Array.from({ length: 100_000 }, () => `${Math.random()}\n`).join('');
      const packed = gzipSync(lines);
      const cut = packed.subarray(0, packed.length * part);
      const { text: found, problem } = await read(await written(cut), () => setTimeout(5));
      expect(problem).toMatch(/gzip data ends early/);
      const whole = gunzipSync(cut, { finishFlush: constants.Z_SYNC_FLUSH }).toString();
      expect(found.length).toBe(whole.length);
      expect(lines.startsWith(found)).toBe(true);
    },
  );

  test('reports that gzip data is damaged', async () => {
    const packed = gzipSync(text);
    packed[packed.length - 6]! ^= 0xff;
    expect((await read(await written(packed))).problem).toMatch(/gzip data is damaged/);
  });

  test.each([
    ['a file that is not there', 'nowhere.json', /no such file/],
    ['a folder', '.', /folder/],
  ])('reports %s', async (_, name, problem) => {
    expect((await read(join(folder, name))).problem).toMatch(problem);
  });
});

test('an abort ends the reading with its own reason', async () => {
  const controller = new AbortController();
  const path = await written(gzipSync(Buffer.alloc(30_000_000, 'x')));
  const reading = (async () => {
    for await (const chunk of readLogBytes(path, controller.signal)) {
      if (chunk.length > 0) controller.abort(new Error('enough'));
    }
  })();
  await expect(reading).rejects.toThrow('enough');
});
