import { randomBytes } from 'node:crypto';
import type { TableClient } from '@azure/data-tables';
import fc from 'fast-check';
import type { StorageEmulator } from '../../../../local/storage-emulator';
import { openTestStorage } from '../../../support/servers/shared-storage';
import { joinRaw, splitRaw } from '../../../../shared/storage/azure/service/raw-parts';
import { openTable } from '../../../support/servers/pipeline';
import { anyCodePoint } from '../../../support/builders/any-text';

let storage: StorageEmulator;
let table: TableClient;

beforeAll(async () => {
  storage = await openTestStorage();
  table = await openTable(storage.connectionString, 'RawParts');
});
afterAll(() => storage.stop());

let serial = 0;

/** Writes the text to the table and reads it back. */
async function roundTrip(raw: string): Promise<string> {
  serial += 1;
  const [partitionKey, rowKey] = ['raw', String(serial)];
  // As the event store does it. (A single upsert would not do: the emulator decodes its body chunk by chunk.)
  await table.submitTransaction([['upsert', { partitionKey, rowKey, ...splitRaw(raw) }, 'Replace']]);
  return joinRaw(await table.getEntity(partitionKey, rowKey));
}

/** Any text that UTF-8 can carry: every code point but lone surrogates. */
const texts = (size: { minLength?: number; maxLength: number }) => fc.string({ unit: anyCodePoint, ...size });
const repeated = (text: string, units: number): string =>
  text
    .repeat(Math.ceil(units / Math.max(1, text.length)))
    .slice(0, units)
    .replace(/[\ud800-\udbff]$/, 'x');

describe('a raw text', () => {
  test.each([0, 1, 32_767, 32_768, 32_769, 65_536, 399_999, 400_000, 400_001])(
    'of %i units comes back unchanged',
    async (units) => {
      const raw = repeated('{"justification":"Überprüfung 👩‍💻"} ', units);
      expect((await roundTrip(raw)) === raw).toBe(true);
    },
  );

  test('is never cut inside a surrogate pair, wherever the pairs lie', () => {
    for (const shift of [0, 1, 2, 3]) {
      const raw = `${'x'.repeat(shift)}${'😀'.repeat(60_000)}`;
      const parts = Object.values(splitRaw(raw)) as string[];
      expect(parts.length).toBeGreaterThan(3);
      for (const part of parts) {
        expect(part.length).toBeLessThanOrEqual(32_768);
        expect(Buffer.from(part).toString() === part).toBe(true);
      }
      expect(parts.join('') === raw).toBe(true);
    }
  });

  test('with any code points comes back byte for byte', async () => {
    await fc.assert(
      fc.asyncProperty(texts({ maxLength: 200 }), async (raw) => {
        expect(Buffer.from(await roundTrip(raw)).equals(Buffer.from(raw))).toBe(true);
      }),
      { numRuns: 60 },
    );
  });

  test('of more than 100,000 units with any code points comes back byte for byte', async () => {
    await fc.assert(
      fc.asyncProperty(
        texts({ minLength: 1, maxLength: 300 }),
        fc.integer({ min: 100_000, max: 450_000 }),
        async (text, units) => {
          const raw = repeated(text, units);
          expect(Buffer.from(await roundTrip(raw)).equals(Buffer.from(raw))).toBe(true);
        },
      ),
      { numRuns: 12 },
    );
  });

  test('that is too long for one entity is kept compressed', async () => {
    const raw = repeated(`{"id":"${randomBytes(2_000).toString('hex')}","text":"äöü😀"}`, 3_000_000);
    expect(Object.keys(splitRaw(raw)).every((name) => name.startsWith('gzip'))).toBe(true);
    expect((await roundTrip(raw)) === raw).toBe(true);
  });

  test.each(['\u0000', '"', '字', '😀'])(
    'of 390,000 units of %j fits, however many bytes it has',
    async (text) => {
      const raw = repeated(text, 390_000);
      expect((await roundTrip(raw)) === raw).toBe(true);
    },
  );

  test('that is hard to compress is kept in several binary properties', async () => {
    const raw = randomBytes(300_000).toString('hex');
    expect(Object.keys(splitRaw(raw)).slice(0, 2)).toEqual(['gzip00', 'gzip01']);
    expect((await roundTrip(raw)) === raw).toBe(true);
  });

  test('of ordinary length is readable in the table', () => {
    expect(splitRaw('{"id":"PIM_1"}')).toEqual({ raw00: '{"id":"PIM_1"}' });
  });
});
