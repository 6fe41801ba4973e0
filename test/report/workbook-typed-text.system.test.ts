import { renderWorkbook } from '../../shared/report/workbook';
import { openXmlErrors, readWorkbook, rowsOf } from '../support/outputs/open-xml';
import {
  aHostileReportModel,
  aLog,
  aLoggedEvent,
  aReportModel,
  hostileTexts,
} from '../support/builders/report';

describe('typed text', () => {
  const typed = Object.entries(hostileTexts);
  const parts = typed.map(([, text]) => aHostileReportModel(text));
  const model = aReportModel({
    organization: typed.map(([, text]) => text.slice(0, 5)).join(''),
    filter: hostileTexts.script,
    elevations: parts.flatMap(({ elevations }) => elevations),
    changes: parts.flatMap(({ changes }) => changes),
    findings: parts.flatMap(({ findings }) => findings),
    unknownActivities: parts.flatMap(({ unknownActivities }) => unknownActivities),
  });
  const events = typed.map(([, text]) =>
    aLoggedEvent({ activity: text, resultReason: text, initiator: text, problem: text, raw: text }),
  );
  let file: Uint8Array;
  let workbook: Awaited<ReturnType<typeof readWorkbook>>;
  beforeAll(async () => {
    file = await renderWorkbook(model, aLog(...events));
    workbook = await readWorkbook(file);
  });

  test('leaves a workbook valid Open XML, without formulas other than its totals and links', async () => {
    expect(await openXmlErrors(file)).toEqual([]);
    const formulas: string[] = [];
    workbook.eachSheet((sheet) => {
      sheet.eachRow((row) => {
        row.eachCell((cell) => {
          if (cell.formula !== undefined) formulas.push(cell.formula);
        });
      });
    });
    const links = formulas.filter((formula) => formula.startsWith('HYPERLINK('));
    // A link on the Summary contains a finding's number and day, never typed text.
    for (const link of links)
      expect(link).toMatch(
        /^HYPERLINK\("#'Findings'!A"&MATCH\(\d+,Findings\[No\.\],0\)\+1,"\w{3} \d+ \w{3} ›"\)$/,
      );
    expect(formulas.filter((formula) => !links.includes(formula))).toEqual([
      'SUBTOTAL(109,Activations[Duration])',
      'SUBTOTAL(109,Activations[Minutes])',
      'SUBTOTAL(109,Coverage[Events])',
      'SUBTOTAL(109,Coverage[Late events])',
    ]);
  });

  const readBack: Partial<Record<keyof typeof hostileTexts, string>> = {
    nul: 'a\uFFFDb\uFFFDc',
    nonCharacter: 'a\uFFFDb\uFFFDc',
    highSurrogate: 'a\uFFFD',
    lowSurrogate: '\uFFFDb',
    lines: 'one\ntwo\nthree\nfour',
    csv: 'a","b\n=1',
    long: `${'x'.repeat(32_730)}${'😀'.repeat(4)} … [cut: longer than a cell]`,
  };
  test.each(Object.entries(hostileTexts).map(([name, text], index) => ({ name, text, index })))(
    'reads back as it was typed, or with a mark for characters that no cell can hold: $name',
    ({ name, text, index }) => {
      const expected = readBack[name as keyof typeof hostileTexts] ?? text;
      expect(rowsOf(workbook, 'Activations')[index]).toMatchObject({
        Why: expected,
        Person: expected,
      });
      expect(rowsOf(workbook, 'Changes')[index]).toMatchObject({
        'Reason or text': expected,
        About: expected,
      });
      expect(rowsOf(workbook, 'Findings')[2 * index]).toMatchObject({ Finding: expected });
      expect(rowsOf(workbook, 'Findings')[2 * index + 1]).toMatchObject({ 'Suppressed because': expected });
      expect(rowsOf(workbook, 'Events')[index]).toMatchObject({
        'Raw JSON': expected,
        'Unreadable because': expected,
      });
    },
  );
});
