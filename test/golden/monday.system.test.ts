import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fixedMonday } from './fixed-monday';

/**
 * Holds every output of a fixed Monday byte for byte: workbook parts, CSV, JSON, HTML, mail, tables, telemetry and the
 * text of a settings error. Refactoring must not change it. A change that is meant to show is renewed with
 * `GOLDEN=write npx jest test/golden` and explained in the commit; the outputs themselves are in `out/golden`.
 */
const golden = join(__dirname, 'monday.json');
const outputs = join(__dirname, '../../out/golden');
/** Outputs that are committed as text, so that a change of words shows in the diff. */
const readable = /\.(txt|csv)$/;

const hash = (content: string): string => createHash('sha256').update(content).digest('hex');

test('a fixed Monday gives the same bytes as before', async () => {
  const files = await fixedMonday();
  for (const [name, content] of files) write(join(outputs, name), content);
  const hashes = Object.fromEntries([...files].map(([name, content]) => [name, hash(content)]));
  if (process.env.GOLDEN === 'write') {
    write(golden, `${JSON.stringify(hashes, null, 2)}\n`);
    for (const [name, content] of files)
      if (readable.test(name)) write(join(__dirname, 'monday', name), content);
  }
  for (const [name, content] of files) {
    if (readable.test(name)) expect(content).toBe(readFileSync(join(__dirname, 'monday', name), 'utf8'));
  }
  expect(hashes).toEqual(JSON.parse(readFileSync(golden, 'utf8')));
});

function write(path: string, content: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content);
}
