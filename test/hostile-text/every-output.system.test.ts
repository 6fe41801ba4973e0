import { readFile } from 'node:fs/promises';
import { unzipSync, strFromU8 } from 'fflate';
import { simpleParser } from 'mailparser';
import readSheets from 'read-excel-file/node';
import { composeMail } from '../../local/mailbox/mail-file';
import { renderMail } from '../../shared/report/mail';
import { renderWorkbook } from '../../shared/report/workbook';
import { formulasIn } from '../support/builders/foreign-cells';
import { hostileRun, type HostileRun } from '../support/servers/hostile-run';
import { bidiOverrides, hostileTexts } from '../support/builders/hostile-text';
import { openXmlErrors } from '../support/outputs/open-xml';
import { parseCsv } from '../support/outputs/parse-csv';
import { aHostileReportModel } from '../support/builders/report';

interface Json {
  readonly organization: string;
  readonly activations: readonly { justification: string | null; eventIds: readonly string[] }[];
  readonly changes: readonly unknown[];
  readonly findings: readonly unknown[];
  readonly unknownActivities: readonly { name: string }[];
}

const mailHeaders = ['content-type', 'date', 'from', 'message-id', 'mime-version', 'subject', 'to'];

let run: HostileRun;
let json: Json;
beforeAll(async () => {
  run = await hostileRun(readFile);
  json = JSON.parse(run.files.json.toString('utf8')) as Json;
});

test('every event is stored, byte for byte as the server sent it', () => {
  const sent = run.events.map(({ raw }) => raw).sort();
  expect(sent.length).toBeGreaterThan(400);
  const stored = [...run.stored].sort();
  expect(stored).toHaveLength(sent.length);
  expect(stored.findIndex((raw, index) => raw !== sent[index])).toBe(-1);
});

test('keys of the table contain no typed text, only a date, a time and a digest', () => {
  expect(run.keys.filter((key) => !/^2026-11-17\/\d{9}-(utf16-)?[0-9a-f]{40}$/.test(key))).toEqual([]);
  expect(new Set(run.keys).size).toBe(run.events.length);
});

test('only an event whose activity has no name is counted as not understood', () => {
  const nameless = run.events.filter(({ shape, text }) => shape === 'unknown' && text.trim() === '');
  const day = run.days.find(({ events }) => events > 0);
  expect(day).toMatchObject({ state: 'complete', events: run.events.length, unreadable: nameless.length });
});

test('keys such as __proto__ change nothing', () => {
  const plain: Record<string, unknown> = {};
  expect([plain.polluted, plain.id]).toEqual([undefined, undefined]);
  // As in any JSON, the last value of a duplicate key counts: neither "forged" nor "doubled" becomes an id.
  expect(run.files.json.toString('utf8')).not.toMatch(/"(forged|doubled)"/);
  for (const name of ['__proto__', 'constructor']) {
    expect(json.unknownActivities.some((activity) => activity.name === name)).toBe(true);
  }
});

test('the JSON contains typed text unchanged, except outer white space', () => {
  const justifications = new Map(
    json.activations.flatMap(({ justification, eventIds }) => eventIds.map((id) => [id, justification])),
  );
  const typed = run.events.filter(({ shape, text }) => shape === 'activation' && text.trim() !== '');
  expect(typed.length).toBeGreaterThan(60);
  for (const { id, text } of typed) expect(justifications.get(id)).toBe(text.trim());
});

const isTotal = (formula: string) => /^<f>SUBTOTAL\(10\d,\w+\[[\w ]+\]\)<\/f>$/.test(formula);
/** A link to the row of a key. A quote inside the key must be doubled. */
const isLinkToRow = (formula: string) =>
  /^<f>HYPERLINK\(&quot;#'(Activations|Changes)'!A&quot;&amp;MATCH\(&quot;((?!&quot;)[^<]|&quot;&quot;)*&quot;,\1\[(Request|Change) id\],0\)\+1,&quot;\1&quot;\)<\/f>$/.test(
    formula,
  ) ||
  /^<f>HYPERLINK\(&quot;#&apos;Findings&apos;!A&quot;&amp;MATCH\(\d+,Findings\[No\.\],0\)\+1,&quot;\w{3} \d+ \w{3} ›&quot;\)<\/f>$/.test(
    formula,
  );

describe('the workbook', () => {
  test('conforms to Open XML, and has no formula except totals and internal links, and no link except to the portal', async () => {
    expect(await openXmlErrors(run.files.xlsx)).toEqual([]);
    const parts = Object.entries(unzipSync(run.files.xlsx));
    const xml = parts.map(([name, bytes]) => [name, strFromU8(bytes)] as const);
    expect(xml.filter(([name]) => /externalLink|vba|embeddings|activeX/i.test(name))).toEqual([]);
    for (const [name, text] of xml.filter(([name]) => /worksheets\/sheet\d+\.xml$/.test(name))) {
      expect([name, text.includes('<oleObject')]).toEqual([name, false]);
      const formulas = [...text.matchAll(/<f[ >][^<]*<\/f>|<f[^>]*\/>/g)].map(([formula]) => formula);
      expect(formulas.filter((formula) => !isTotal(formula) && !isLinkToRow(formula))).toEqual([]);
      const inside = [...text.matchAll(/<hyperlink [^>]*location="([^"]*)"/g)].map(([, place]) => place);
      expect(
        inside.filter(
          (place) => !/^('?)(Findings|Activations|Changes|Events)( \(\d+\))?\1![A-Z]+\d+$/.test(place ?? ''),
        ),
      ).toEqual([]);
    }
    const outside = xml
      .filter(([name]) => name.endsWith('.rels'))
      .flatMap(([, text]) => [...text.matchAll(/<Relationship [^>]*TargetMode="External"[^>]*>/g)])
      .map(([relation]) => /Target="([^"]*)"/.exec(relation)?.[1] ?? '');
    expect(outside.length).toBeGreaterThan(0);
    expect(outside.filter((target) => !/^https:\/\/entra\.microsoft\.com\/[^\s<>]*$/.test(target))).toEqual(
      [],
    );
  });

  test('has a row for each row of the JSON in another reader, and no cell outside its columns', async () => {
    const sheets = await readSheets(run.files.xlsx);
    const rowsOf = (name: string) => sheets.find(({ sheet }) => sheet === name)?.data ?? [];
    const counts = {
      // Its last row contains the totals.
      Activations: json.activations.length + 1,
      Changes: json.changes.length,
      Findings: json.findings.length,
      Events: run.events.length,
    };
    for (const [name, count] of Object.entries(counts)) {
      const [head = [], ...rows] = rowsOf(name);
      expect([name, rows.length]).toEqual([name, count]);
      for (const row of rows) expect(row.slice(head.length).every((cell) => cell === null)).toBe(true);
    }
  });
});

describe('marks that reverse the reading order', () => {
  const typed = [hostileTexts.bidiOverride, hostileTexts.bidiIsolate];
  const justifications = ([head = [], ...rows]: readonly (readonly unknown[])[]) =>
    rows.map((row) => row[head.indexOf('Why')]);

  // A cell is evidence and keeps the typed text; a reversed order ends with the cell.
  test('are unchanged in the cells of workbook and CSV', async () => {
    const activations = (await readSheets(run.files.xlsx)).find(({ sheet }) => sheet === 'Activations');
    const table = parseCsv(run.files.csv.toString('utf8').replace(/^\uFEFF/, ''));
    for (const cells of [justifications(activations?.data ?? []), justifications(table)])
      expect(typed.filter((text) => !cells.includes(text!))).toEqual([]);
  });

  test("are absent from the workbook's own sentences and names", async () => {
    const file = await renderWorkbook(aHostileReportModel(typed.join(' ')), null);
    const summary = (await readSheets(Buffer.from(file))).find(({ sheet }) => sheet === 'Summary');
    const words = summary?.data.flat().map(String) ?? [];
    expect(words.filter((word) => word.includes('annexgpj.exe')).length).toBeGreaterThan(3);
    expect(words.filter((word) => bidiOverrides.test(word))).toEqual([]);
    const parts = Object.entries(unzipSync(file)).map(([name, bytes]) => [name, strFromU8(bytes)] as const);
    const frame = parts.filter(([name]) => /^(docProps|xl\/(workbook|tables|drawings))/.test(name));
    expect(frame.length).toBeGreaterThan(5);
    expect(frame.filter(([, text]) => bidiOverrides.test(text)).map(([name]) => name)).toEqual([]);
  });
});

describe('the CSV', () => {
  test('is the same table in another parser, and no cell is a formula with any separator', () => {
    const rows = parseCsv(run.files.csv.toString('utf8').replace(/^\uFEFF/, ''));
    expect(rows).toHaveLength(json.activations.length + 1);
    expect(new Set(rows.map((row) => row.length))).toEqual(new Set([rows[0]?.length]));
    const cells = rows.slice(1).flat();
    expect(cells.filter((cell) => /^\s*[=+\-@＝＋－＠\t\r]/.test(cell))).toEqual([]);
    expect(formulasIn(run.files.csv.toString('utf8'))).toEqual([]);
    expect(Math.max(...cells.map(({ length }) => length))).toBeLessThanOrEqual(32_767);
  });
});

test('the HTML report contains the longest texts completely', () => {
  const html = run.files.html.toString('utf8');
  const { cellLimit = '', overCellLimit = '', pairAtCellLimit = '' } = hostileTexts;
  for (const text of [cellLimit, overCellLimit, pairAtCellLimit]) {
    expect(text.length).toBeGreaterThan(32_000);
    // Compared here, because a failure must not print the report.
    expect(html.includes(`>${text}<`)).toBe(true);
  }
});

describe('the mail', () => {
  test('has exactly the expected headers, address, parts and file', async () => {
    const mail = await simpleParser(run.eml);
    expect([...mail.headers.keys()].sort()).toEqual(mailHeaders);
    expect([mail.to].flat().map((to) => to?.text)).toEqual(['audit@contoso.example']);
    expect(mail.attachments.map(({ filename }) => filename)).toEqual(['weekly-2026-W47.xlsx']);
    expect(mail.subject).toMatch(/^[\P{Cc}]+$/u);
    expect(mail.subject).toBe(run.message.mail.content.subject);
    expect(mail.text).not.toMatch(
      /[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u202A-\u202E\u2066-\u2069\uFFFE\uFFFF]/,
    );
  });
});

test.each(Object.entries(hostileTexts))(
  'no name, organization or subject adds a header, part or address to a mail: %s',
  async (_, text) => {
    const { subject, html, text: plainText } = renderMail(aHostileReportModel(text));
    const wire = {
      senderAddress: 'pim@contoso.example',
      recipients: { to: [{ address: 'audit@contoso.example' }] },
      content: { subject, html, plainText },
    };
    const mail = await simpleParser(await composeMail(wire, new Date('2026-11-23T07:00:00Z')));
    expect([...mail.headers.keys()].sort()).toEqual(mailHeaders);
    expect([mail.subject, mail.attachments]).toEqual([subject, []]);
    expect([mail.to].flat().map((to) => to?.text)).toEqual(['audit@contoso.example']);
    expect(subject).toMatch(/^[\P{Cc}]{1,200}$/u);
  },
);

test('progress messages contain no typed text', () => {
  expect(run.told.join('\n')).toMatch(/^[a-z :\n]*$/);
});
