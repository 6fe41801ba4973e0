import fc from 'fast-check';
import { parseInstant } from '../../../shared/domain/time/instant';

const read = (text: string): string | null => parseInstant(text)?.toISOString() ?? null;

describe('an instant', () => {
  test.each([
    ['2026-09-06T18:40:52.677024Z', '2026-09-06T18:40:52.677Z'],
    ['2026-09-06T18:40:46.7455924Z', '2026-09-06T18:40:46.745Z'],
    ['2024-12-16 16:32:16.087554000', '2024-12-16T16:32:16.087Z'],
    ['2025-01-29T16:53:43.2764438+00:00', '2025-01-29T16:53:43.276Z'],
    ['2025-01-29T16:53:43+0530', '2025-01-29T11:23:43.000Z'],
    ['2025-01-29T16:53:43-08:00', '2025-01-30T00:53:43.000Z'],
    ['2026-11-16T00:00:00Z', '2026-11-16T00:00:00.000Z'],
    ['2026-11-16T00:00:00', '2026-11-16T00:00:00.000Z'],
    ['2026-11-16t00:00:00.1z', '2026-11-16T00:00:00.100Z'],
    ['  2026-11-16T23:59:59.9999999Z ', '2026-11-16T23:59:59.999Z'],
    ['2028-02-29T12:00:00Z', '2028-02-29T12:00:00.000Z'],
    ['2000-02-29T12:00:00Z', '2000-02-29T12:00:00.000Z'],
    ['2026-11-16T24:00:00Z', '2026-11-17T00:00:00.000Z'],
  ])('is read from %s', (text, expected) => {
    expect(read(text)).toBe(expected);
  });

  test.each([
    '',
    'yesterday',
    '2026-11-16',
    '2026-11-16T10:00Z',
    '2026-02-30T00:00:00Z',
    '2026-02-29T00:00:00Z',
    '1900-02-29T00:00:00Z',
    '2026-04-31T00:00:00Z',
    '2026-13-01T00:00:00Z',
    '2026-00-01T00:00:00Z',
    '2026-01-00T00:00:00Z',
    '2026-11-16T24:00:01Z',
    '2026-11-16T25:00:00Z',
    '2026-11-16T10:60:00Z',
    '2026-11-16T10:00:61Z',
    '2026-11-16T10:00:00.Z',
    '2026-11-16T10:00:00+99:00',
    '2026-11-16T10:00:00 PM',
    '11/16/2026 10:00:00',
    '2026-11-16T10:00:00Z\n2026-11-17T10:00:00Z',
  ])('is not read from "%s"', (text) => {
    expect(parseInstant(text)).toBeNull();
  });

  test('is read from a text with further digits, which are cut, not rounded', () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date(0), max: new Date('2999-01-01'), noInvalidDate: true }),
        fc.stringMatching(/^\d{0,6}$/),
        fc.constantFrom('T', ' '),
        (at, digits, separator) => {
          const text = at.toISOString().replace('Z', `${digits}Z`).replace('T', separator);
          expect(parseInstant(text)).toEqual(at);
        },
      ),
    );
  });

  test('is the same, whichever of the two ways of parsing a text takes', () => {
    const two = (max: number) => fc.integer({ min: 0, max }).map((number) => String(number).padStart(2, '0'));
    const parts = fc.tuple(fc.integer({ min: 1000, max: 9999 }), two(13), two(32), two(25), two(61), two(61));
    fc.assert(
      fc.property(parts, fc.stringMatching(/^(\.\d{1,9})?$/), (of, fraction) => {
        const [year, month, day, hour, minute, second] = of;
        const text = `${year}-${month}-${day}T${hour}:${minute}:${second}${fraction}`;
        expect(parseInstant(`${text}Z`)).toEqual(parseInstant(`${text}+00:00`));
      }),
      { numRuns: 1_000 },
    );
  });

  test('is null or a valid date for any text', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(Number.isNaN(parseInstant(text)?.getTime() ?? 0)).toBe(false);
      }),
    );
  });
});
