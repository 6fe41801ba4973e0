import fc from 'fast-check';
import { maxRecordBytes, type FoundRecord } from '../../../shared/import/formats/found-record';
import { createJsonScanner } from '../../../shared/import/formats/json-scanner';
import { fuzzRuns } from '../../support/fuzz-runs';

/** A record of a log, for these tests. */
const isRecord = (value: unknown): boolean => typeof value === 'object' && value !== null && 'act' in value;

/** Scans a text that arrives in pieces of the given length. */
function scan(text: string | Buffer, pieceLength = Infinity): FoundRecord[] {
  const bytes = Buffer.from(text);
  const scanner = createJsonScanner(isRecord);
  const found: FoundRecord[] = [];
  for (let at = 0; at < bytes.length; at += pieceLength)
    found.push(...scanner.push(bytes.subarray(at, Math.min(bytes.length, at + pieceLength))));
  return [...found, ...scanner.end()];
}

const values = (found: readonly FoundRecord[]) =>
  found.map((each) => ('value' in each ? each.value : `broken ${each.line}`));
const places = (found: readonly FoundRecord[]) => found.map(({ line }) => line);

const a = { act: 'a', t: [{ id: '1' }, { id: '}]"{' }] };
const b = { act: 'b \\" , \n', n: -1.5e3, nothing: null };
const c = { act: 'c', nested: { value: [{ act: 'inner' }], deep: [[], {}, [[1]]] } };
const [la, lb, lc] = [a, b, c].map((value) => JSON.stringify(value)) as [string, string, string];

describe('records are found in every arrangement', () => {
  test.each<[string, string, number[]]>([
    ['one object a line', `${la}\n${lb}\n${lc}\n`, [1, 2, 3]],
    ['lines that end in CRLF, with blank ones between', `${la}\r\n\r\n${lb}\r\n${lc}`, [1, 3, 4]],
    ['objects that follow each other without a line end', `${la}${lb} ${lc}`, [1, 1, 1]],
    [
      'objects over many lines',
      [a, b, c].map((value) => JSON.stringify(value, null, 2)).join('\n'),
      [1, 12, 17],
    ],
    ['an array on one line', `[${la},${lb},${lc}]`, [1, 2, 3]],
    ['an array over many lines', JSON.stringify([a, b, c], null, 4), [1, 2, 3]],
    ['an array with one object a line', `[\n${la},\n${lb},\n${lc}\n]\n`, [1, 2, 3]],
    ['an object with `value`', JSON.stringify({ '@odata.context': 'x[{', value: [a, b, c] }), [1, 2, 3]],
    ['the same over many lines', JSON.stringify({ value: [a, b, c], next: { x: [1] } }, null, 2), [1, 2, 3]],
    ['an object with `records`', JSON.stringify({ records: [a, b, c] }), [1, 2, 3]],
    ['an object with `Records`', JSON.stringify({ Records: [a, b, c] }), [1, 2, 3]],
    [
      'files joined into one, each with its byte order mark',
      `${la}\n\uFEFF${lb}\r\n\uFEFF[${lc}]`,
      [1, 2, 1],
    ],
    [
      'several objects with `records`, as an event hub delivers them',
      `${JSON.stringify({ records: [a, b] })}${JSON.stringify({ records: [] })}\n${JSON.stringify({ records: [c] }, null, 1)}`,
      [1, 2, 3],
    ],
  ])('%s', (_, text, lines) => {
    for (const length of [Infinity, 1, 7, 64]) {
      const found = scan(text, length);
      expect(values(found)).toEqual([a, b, c]);
      expect(places(found)).toEqual(lines);
    }
  });

  test('the text of a record is unchanged', () => {
    const text = '{ "act" : 1.50, "u":"\\u00e9" ,"act":2}';
    expect(scan(`[ ${text} ]`)).toEqual([{ line: 1, text, value: { act: 2, u: 'é' } }]);
    expect(scan(`${text}\n`)).toEqual([{ line: 1, text, value: { act: 2, u: 'é' } }]);
  });

  test.each(['', ' \r\n', '[]', '{"value":[]}', '[\n]', '{"records":[],"x":1}\n{"records":[]}'])(
    'no record is found in %j',
    (text) => {
      expect(scan(text)).toEqual([]);
    },
  );
});

describe('the other records are found beside a broken one', () => {
  test.each<[string, string, unknown[]]>([
    ['a line that is cut off', `${la}\n{"act":"x","t":[{"id"\n${lb}\n${lc}\n`, [a, 'broken 2', b, c]],
    ['the first line', `{"act":"x","t":\n${lb}\n${lc}\n`, ['broken 1', b, c]],
    ['two lines', `${la}\n{"act":"x",\n{"act":"y"\n${lb}\n${lc}`, [a, 'broken 2', 'broken 3', b, c]],
    ['the last line', `${la}\n${lb}\n{"act":"x","t":[{"i`, [a, b, 'broken 3']],
    ['a line with an open text', `${la}\n{"act":"x\n${lb}\n${lc}\n`, [a, 'broken 2', b, c]],
    [
      'a line that is balanced and no JSON',
      `${la}\n{"act": }\n{"act": }\n${lb}\n`,
      [a, 'broken 2', 'broken 3', b],
    ],
    ['lines that are no JSON', `${la}\nhello\n# x\n${lb}\n`, [a, 'broken 2', 'broken 3', b]],
    ['an item that is no JSON', `[${la},{"act": },${lb}]`, [a, 'broken 2', b]],
    ['an item without its brace', `[${la},{"act":"x",${lb},${lc}]`, [a, 'broken 2', b, c]],
    ['an item without its bracket', `[${la},{"act":"x","t":[{"id":"1"},${lb},${lc}]`, [a, 'broken 2', b, c]],
    ['an item with a bracket too many', `[${la},{"act":"x"}},${lb}]`, [a, { act: 'x' }, 'broken 3', b]],
    [
      'an item over many lines',
      JSON.stringify([a, { act: 'x', t: [1] }, b, c], null, 2).replace('"x",', '"x'),
      [a, 'broken 2', b, c],
    ],
    ['an array that is cut off within a record', `[${la},${lb},{"act":"x","t":`, [a, b, 'broken 3']],
    ['an array that is cut off between records', `[${la},${lb},`, [a, b, 'broken 3']],
    ['a page that is cut off after its list', `{"value":[${la}],"next":"`, [a, 'broken 2']],
  ])('%s', (_, text, expected) => {
    for (const length of [Infinity, 1, 7]) expect(values(scan(text, length))).toEqual(expected);
  });

  test('a broken record has a reason and a text', () => {
    const found = scan(`${la}\n{"act":"x","t":[{"id"\n${lb}\n{"act": }`);
    expect(found.filter((each) => 'reason' in each)).toEqual([
      { line: 2, text: '{"act":"x","t":[{"id"', reason: 'The record is cut off at the end of its line.' },
      { line: 4, text: '{"act": }', reason: 'This is not valid JSON.' },
    ]);
  });

  test('values that are not objects are returned unchanged', () => {
    expect(values(scan(`[1, null,"x",[2],{"act":1},true]`))).toEqual([1, null, 'x', [2], { act: 1 }, true]);
  });
});

describe('a record that is too long', () => {
  // Each piece is scanned with those before it: many small ones would only take longer.
  const pieceLength = 1024 * 1024;
  const long = `{"act":"${'x'.repeat(maxRecordBytes + 2 * pieceLength)}"}`;

  test.each([
    ['among lines', `${la}\n${long}\n${lb}\n`],
    ['in an array', `[${la},${long},${lb}]`],
  ])('is reported once, and the others are read: %s', (_, text) => {
    const found = scan(text, pieceLength);
    expect(values(found)).toEqual([a, 'broken 2', b]);
    expect(found[1]).toMatchObject({ reason: expect.stringMatching(/longer than 8 MiB/) as string });
    expect((found[1]?.text ?? '').length).toBe(1_000);
  });

  test.each([
    ['among lines', (bare: string) => `${la}\n${bare}\n${lb}\n`],
    ['in an array', (bare: string) => `[${la},${bare},${lb}]`],
    ['that holds brackets', (bare: string) => `${la}\n${bare}{[" ${bare}\n${lb}\n`],
  ])('is reported once even if it is no object: %s', (_, file) => {
    const found = scan(file('x'.repeat(2 * maxRecordBytes + 2 * pieceLength)), pieceLength);
    expect(values(found)).toEqual([a, 'broken 2', b]);
    expect(found[1]).toMatchObject({ reason: expect.stringMatching(/longer than 8 MiB/) as string });
  });

  test('an item without its closing bracket does not hide megabytes of others', () => {
    const others = Array.from({ length: 9_000 }, (_, index) => ({ act: index, x: 'y'.repeat(1_000) }));
    const found = scan(`[{"act":"x","t":[{"id":"1"},${JSON.stringify(others).slice(1)}`, pieceLength);
    expect(values(found)).toEqual(['broken 1', ...others]);
  });
});

test('property: after any cut or insertion the scan ends, and finds the other whole lines', () => {
  const line = fc.record({ act: fc.string(), more: fc.jsonValue({ maxDepth: 3 }) });
  fc.assert(
    fc.property(
      fc.array(line, { minLength: 2, maxLength: 8 }),
      fc.constantFrom('"', '{', '}', '[', ']', ',', '\\', '\n', ':', 'x'),
      fc.nat(),
      fc.integer({ min: 1, max: 50 }),
      (records, insertion, where, pieceLength) => {
        const lines = records.map((record) => JSON.stringify(record));
        const broken = where % lines.length;
        const at = where % ((lines[broken]?.length ?? 0) + 1);
        const texts = lines.with(
          broken,
          `${lines[broken]?.slice(0, at) ?? ''}${insertion}${lines[broken]?.slice(at) ?? ''}`,
        );
        const found = values(scan(texts.join('\n'), pieceLength));
        const others = records.filter((_, index) => index !== broken);
        for (const other of others) expect(found).toContainEqual(JSON.parse(JSON.stringify(other)));
      },
    ),
    { numRuns: fuzzRuns(200) },
  );
});

test.each([
  ['one a line', '', '\n', ''],
  ['in an array', '[', ',\n', ']'],
  ['in a list of an object', '{"value":[', ',', ']}'],
])('a record that is not UTF-8 is refused alone: %s', (_, start, between, end) => {
  const own = { act: 'own \uFFFD ü' };
  const bytes = Buffer.concat([
    Buffer.from(start + JSON.stringify(own) + between),
    Buffer.from('{"act":"Jürgen"}', 'latin1'),
    Buffer.from(between + la + end),
  ]);
  for (const length of [Infinity, 1, 7]) {
    const found = scan(bytes, length);
    expect(values(found)).toEqual([own, 'broken 2', a]);
    expect(found[1]).toMatchObject({
      text: '{"act":"J\uFFFDrgen"}',
      reason: 'The record is not UTF-8: save the file as UTF-8, and import it again.',
    });
  }
});
