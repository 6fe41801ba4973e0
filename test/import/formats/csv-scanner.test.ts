import { stringify } from 'csv-stringify/sync';
import fc from 'fast-check';
import { createCsvScanner } from '../../../shared/import/formats/csv-scanner';
import { maxRecordBytes, type FoundRecord } from '../../../shared/import/formats/found-record';
import { fuzzRuns } from '../../support/fuzz-runs';

function scan(text: string | Buffer, pieceLength = Infinity): FoundRecord[] {
  const bytes = Buffer.from(text);
  const scanner = createCsvScanner();
  const found: FoundRecord[] = [];
  for (let at = 0; at < bytes.length; at += pieceLength)
    found.push(...scanner.push(bytes.subarray(at, Math.min(bytes.length, at + pieceLength))));
  return [...found, ...scanner.end()];
}

const rows = (found: readonly FoundRecord[]) =>
  found.map((each) => ('value' in each ? each.value : `broken ${each.line}: ${each.text}`));
const lines = (found: readonly FoundRecord[]) => found.map(({ line }) => line);

describe('the scanner', () => {
  test('reads line ends, quotes and delimiters inside quotes', () => {
    const text = 'a,b,c\r\n"1\r\nx","2,""3""",\r\n\r\n4,5,6';
    for (const length of [Infinity, 1, 5]) {
      const found = scan(text, length);
      expect(rows(found)).toEqual([
        ['a', 'b', 'c'],
        ['1\r\nx', '2,"3"', ''],
        ['4', '5', '6'],
      ]);
      expect(lines(found)).toEqual([1, 2, 5]);
      expect(found[1]?.text).toBe('"1\r\nx","2,""3""",');
    }
  });

  test.each([';', '\t'])('reads rows with the delimiter %j, as the header shows', (delimiter) => {
    expect(
      rows(scan(['"a,b"', 'b', 'c'].join(delimiter) + '\n' + ['1', '2,2', '3'].join(delimiter))),
    ).toEqual([
      ['a,b', 'b', 'c'],
      ['1', '2,2', '3'],
    ]);
  });

  test('skips the first line of a PowerShell export', () => {
    const found = scan('#TYPE Deserialized.Something\r\n"a","b"\r\n1,2\r\n');
    expect(rows(found)).toEqual([
      ['a', 'b'],
      ['1', '2'],
    ]);
    expect(lines(found)).toEqual([2, 3]);
  });

  test('reads lines that end in CR alone, as a spreadsheet for the Mac writes them', () => {
    const text = 'a,b\r"1\ry",2\r\r3,4\r5,"6\r';
    for (const length of [Infinity, 1, 4]) {
      const found = scan(text, length);
      expect(rows(found)).toEqual([['a', 'b'], ['1\ry', '2'], ['3', '4'], 'broken 6: 5,"6']);
      expect(lines(found)).toEqual([1, 2, 5, 6]);
    }
  });

  test.each(['\n', '\r\n', '\r\r\n'])('reads a CR within a line, where lines end in %j', (end) => {
    const text = `"a\r","b"${end}"1","2\r"${end}x\ry,z${end}`;
    for (const length of [Infinity, 1])
      expect(rows(scan(text, length)).slice(0, 2)).toEqual([
        ['a\r', 'b'],
        ['1', '2\r'],
      ]);
  });

  test('reads a row whose first cells are blank', () => {
    const blanks = '\t'.repeat(12);
    expect(rows(scan(`${'a\t'.repeat(12)}b\n${blanks}1\n${blanks}\n \n`))).toEqual([
      [...'aaaaaaaaaaaab'],
      [...Array<string>(12).fill(''), '1'],
    ]);
  });

  test.each(['', '\n\n', ' \r\n'])('finds no row in %j', (text) => {
    expect(scan(text)).toEqual([]);
  });

  test('property: reads the output of csv-stringify, split into pieces of any length', () => {
    const cell = fc.oneof(fc.string(), fc.constantFrom('a,b', 'x\ny', 'x\r\ny', '"', '""', ' ', 'ü😀'));
    fc.assert(
      fc.property(
        fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 12 }),
        fc.integer({ min: 1, max: 40 }),
        fc.boolean(),
        (table, pieceLength, quoted) => {
          const all = [['header', 'h'], ...table];
          const text = stringify(all, { quoted, quoted_match: /\s/, record_delimiter: '\r\n' });
          expect(rows(scan(text, pieceLength))).toEqual(all);
        },
      ),
      { numRuns: fuzzRuns(100) },
    );
  });
});

describe('the other rows are found beside a broken one', () => {
  test.each<[string, string, unknown[]]>([
    ['a quote within a cell', 'a,b\n1,2"x,3\n4,5\n6,"7"\n', ['broken 2: 1,2"x,3', ['4', '5'], ['6', '7']]],
    ['a quote that is not closed', 'a,b\n1,"2\n4,5\n6,"7"\n', ['broken 2: 1,"2', ['4', '5'], ['6', '7']]],
    ['more after a closing quote', 'a,b\n"1"x,2\n4,5\n', ['broken 2: "1"x,2', ['4', '5']]],
    ['the last row', 'a,b\n4,5\n6,"7', [['4', '5'], 'broken 3: 6,"7']],
    ['several in a row', 'a,b\n1,"2\n3"x,4\n4,5\n', ['broken 2: 1,"2', 'broken 3: 3"x,4', ['4', '5']]],
  ])('%s', (_, text, expected) => {
    for (const length of [Infinity, 1, 3]) expect(rows(scan(text, length)).slice(1)).toEqual(expected);
  });

  test('property: other rows without quotes are found', () => {
    fc.assert(
      fc.property(
        fc.array(fc.stringMatching(/^[a-z]{1,5},[a-z]{1,5}$/), { minLength: 2, maxLength: 10 }),
        fc.stringMatching(/^[a",]{1,12}$/),
        fc.nat(),
        fc.integer({ min: 1, max: 20 }),
        (plain, bad, where, pieceLength) => {
          const all = [...plain];
          all.splice(where % all.length, 0, bad);
          const found = rows(scan(['h,i', ...all].join('\n'), pieceLength));
          for (const row of plain) expect(found).toContainEqual(row.split(','));
        },
      ),
      { numRuns: fuzzRuns(200) },
    );
  });
});

describe('a row that is too long', () => {
  // Each piece is scanned with those before it: many small ones would only take longer.
  const pieceLength = 1024 * 1024;
  const long = 'x'.repeat(maxRecordBytes + 2 * pieceLength);
  test.each([
    ['without quotes', `1,${long}`],
    ['with an open quote', `1,"${long}`],
    ['in quotes', `1,"${long}"`],
  ])('is reported once, and the others are read: %s', (_, row) => {
    const found = scan(`a,b\n1,2\n${row}\n3,4\n`, pieceLength);
    expect(rows(found)).toEqual([
      ['a', 'b'],
      ['1', '2'],
      expect.stringMatching(/^broken 3: 1,/) as string,
      ['3', '4'],
    ]);
    expect(found[2]).toMatchObject({ reason: expect.stringMatching(/longer than 8 MiB/) as string });
  });

  test('an open quote does not hide megabytes of rows', () => {
    const row = `${'y'.repeat(1_000)},1`;
    const found = rows(scan(`a,b\n1,"2\n${`${row}\n`.repeat(9_000)}`, pieceLength));
    expect(found[1]).toBe('broken 2: 1,"2');
    expect(found).toHaveLength(9_002);
  });
});

test('a row that is not UTF-8 is refused alone, however it arrives', () => {
  const bytes = Buffer.concat([
    Buffer.from('a,b\n1,ü\n'),
    Buffer.from('2,"Jürgen\nMüller"\r\n', 'latin1'),
    Buffer.from('3,own \uFFFD\n4,x\n'),
  ]);
  for (const length of [Infinity, 1, 5]) {
    const found = scan(bytes, length);
    expect(rows(found)).toEqual([
      ['a', 'b'],
      ['1', 'ü'],
      'broken 3: 2,"J\uFFFDrgen\nM\uFFFDller"',
      ['3', 'own \uFFFD'],
      ['4', 'x'],
    ]);
    expect(found[2]).toMatchObject({
      reason: 'The row is not UTF-8: save the file as CSV UTF-8, and import it again.',
    });
    expect(lines(found)).toEqual([1, 2, 3, 5, 6]);
  }
});

test('a header that is not UTF-8 leaves the rows below it readable', () => {
  expect(rows(scan(Buffer.from('Aktivität,b\n1,2\n', 'latin1')))).toEqual([
    ['Aktivit\uFFFDt', 'b'],
    ['1', '2'],
  ]);
});
