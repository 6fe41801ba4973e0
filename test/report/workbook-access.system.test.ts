import { renderWorkbook } from '../../shared/report/workbook';
import { anAssignment, aSetting } from '../support/builders/access-analysis';
import { globalAdministrator, reportsReader } from '../support/builders/findings';
import { aFinding, aLog, aReportModel, hostileTexts } from '../support/builders/report';
import { aHostileAccess, aReportedAccess } from '../support/builders/reported-access';
import { openXmlErrors, readWorkbook } from '../support/outputs/open-xml';

/** The cells of a sheet, row by row. */
async function cellsOf(file: Uint8Array, name: string): Promise<unknown[][]> {
  const sheet = (await readWorkbook(file)).getWorksheet(name);
  return (sheet?.getRows(1, sheet.rowCount) ?? []).map((row) => (row.values as unknown[]).slice(1));
}

test('standing access has two sheets after Changes, whose first lines say when and how completely it was read', async () => {
  const held = anAssignment({ role: globalAdministrator, until: new Date('2026-12-01T08:00:00Z') });
  const { principal, role, scope } = held;
  const model = aReportModel({
    access: aReportedAccess({ assignments: [held, anAssignment()], roleSettings: [aSetting()] }),
    findings: [
      aFinding({ rule: 'standing-permanent', principal, role, scope, eventIds: [] }),
      aFinding({ rule: 'role-setting-below-baseline', principal: null, role, scope: null, eventIds: [] }),
    ],
  });
  const file = await renderWorkbook(model, aLog());
  expect(await openXmlErrors(file)).toEqual([]);
  const workbook = await readWorkbook(file);
  expect(workbook.worksheets.map(({ name }) => name)).toEqual([
    ...['Summary', 'Findings', 'Activations', 'Changes', 'Access', 'Role settings'],
    ...['Coverage', 'Events', 'About'],
  ]);
  const [first = [], headers = [], row = [], other = []] = await cellsOf(file, 'Access');
  expect(first[0]).toMatch(/^Read on Sun 22 Nov 2026, 01:31: every list was read to its end\./);
  const told = (cells: unknown[]): Record<string, unknown> =>
    Object.fromEntries(headers.map((name, index) => [String(name), cells[index]]));
  expect(told(row)).toMatchObject({
    ...{ Role: role.name, 'Held as': 'active', Permanent: 'yes', Findings: 'standing-permanent' },
    Until: new Date('2026-12-01T08:00:00Z'),
  });
  expect(told(other)).toMatchObject({ Role: reportsReader.name });
  const settings = await cellsOf(file, 'Role settings');
  expect(settings[0]?.[0]).toBe('Read on Sun 22 Nov 2026, 01:31, to the end.');
  expect(settings[2]).toEqual(
    expect.arrayContaining(['Global Administrator', 'role-setting-below-baseline']),
  );
});

test('a sheet whose list was not read says so in place of rows, and conforms to Open XML', async () => {
  const file = await renderWorkbook(aReportModel({ access: { standing: null, problem: null } }), aLog());
  expect(await openXmlErrors(file)).toEqual([]);
  const words = (await cellsOf(file, 'Access')).flat().join(' ');
  expect(words).toContain('Who holds access is not known.');
  expect(words).toContain('"pim-report collect" takes one.');
});

test('typed text is stored as text', async () => {
  const texts = Object.values(hostileTexts).map(aHostileAccess);
  const access = aReportedAccess({
    assignments: texts.flatMap(({ standing }) => standing?.assignments ?? []),
    roleSettings: texts.flatMap(({ standing }) => standing?.roleSettings ?? []),
  });
  const file = await renderWorkbook(aReportModel({ access }), aLog());
  expect(await openXmlErrors(file)).toEqual([]);
  const workbook = await readWorkbook(file);
  for (const name of ['Access', 'Role settings'])
    workbook.getWorksheet(name)?.eachRow((row) => {
      row.eachCell(({ formula }) => {
        expect(formula).toBeUndefined();
      });
    });
});
