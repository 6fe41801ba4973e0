import { problemsOf, sending, settingsOf } from '../world';

const base = {
  REPORT_RECIPIENTS: 'ciso@contoso.com',
  REPORT_CC: 'soc@contoso.com',
  REPORT_BCC: 'archive@contoso.com',
  REPORT_TIME_ZONE: 'Europe/Berlin',
  REPORT_FORMATS: 'csv',
};
const reports = (...entries: unknown[]): { REPORTS: string } => ({ REPORTS: JSON.stringify(entries) });

describe('REPORTS', () => {
  test('an entry inherits exactly the fields that it leaves out', () => {
    const entry = {
      name: 'exchange',
      recipients: 'lead@contoso.com; deputy@contoso.com',
      cc: [],
      timeZone: 'America/New_York',
      formats: ['xlsx', 'csv'],
      columns: ['started', 'person'],
      include: { providers: ['entra'], roles: ['Exchange Administrator'], findings: ['burst'] },
    };
    expect(settingsOf({ ...base, ...reports({ name: 'all' }, entry) }).reports).toEqual([
      {
        name: 'all',
        recipients: ['ciso@contoso.com'],
        cc: ['soc@contoso.com'],
        bcc: ['archive@contoso.com'],
        timeZone: 'Europe/Berlin',
        formats: ['csv'],
        columns: null,
        include: null,
      },
      {
        ...entry,
        recipients: ['lead@contoso.com', 'deputy@contoso.com'],
        bcc: ['archive@contoso.com'],
      },
    ]);
  });

  test('keeps each reader once, in To before Cc before Bcc, in any letter case', () => {
    const entry = {
      name: 'a',
      recipients: ['lead@contoso.com', 'LEAD@contoso.com', 'deputy@contoso.com'],
      cc: ['Deputy@contoso.com', 'soc@contoso.com'],
      bcc: 'SOC@contoso.com; lead@contoso.com; archive@contoso.com',
    };
    expect(settingsOf(reports(entry)).reports[0]).toMatchObject({
      recipients: ['LEAD@contoso.com', 'deputy@contoso.com'],
      cc: ['soc@contoso.com'],
      bcc: ['archive@contoso.com'],
    });
    expect(settingsOf({ ...base, REPORT_CC: base.REPORT_RECIPIENTS }).reports[0]?.cc).toEqual([]);
  });

  test('also reads formats as one text', () => {
    expect(settingsOf(reports({ name: 'a', formats: 'csv,xlsx' })).reports[0]?.formats).toEqual([
      'xlsx',
      'csv',
    ]);
  });

  test.each([
    ['not JSON', 'REPORTS: found "not JSON": is not JSON'],
    ['null', 'is not a list'],
    ['[]', 'is an empty list'],
    ['[{}]', 'REPORTS at 0.name: found nothing: '],
    ['[{"name":"a"},{"name":"A"}]', 'REPORTS at 1.name: found "A": "A" is used twice'],
    ['[{"name":"../../etc"}]', 'REPORTS at 0.name: found "../../etc": must be 1 to 40 letters'],
    ['[{"name":"a\\nb"}]', 'must be 1 to 40 letters'],
    ['[{"name":"a\\n"}]', 'must be 1 to 40 letters'],
    [`[{"name":"${'a'.repeat(41)}"}]`, 'must be 1 to 40 letters'],
    ['[{"name":"a","recipient":"x@y.example"}]', 'has the unknown key "recipient"'],
    [
      '[{"name":"a","recipients":"nobody"}]',
      'REPORTS at 0.recipients: found "nobody": "nobody" is not an e-mail address',
    ],
    [
      '[{"name":"a","recipients":["x@y.example","nobody"]}]',
      'REPORTS at 0.recipients.1: found "nobody": is not an',
    ],
    [
      '[{"name":"a","recipients":7}]',
      'REPORTS at 0.recipients: found 7: is of a type that is not allowed here',
    ],
    ['[{"name":"a","timeZone":"Berlin"}]', 'REPORTS at 0.timeZone: found "Berlin": is not an IANA time zone'],
    ['[{"name":"a","formats":"pdf"}]', 'REPORTS at 0.formats: found "pdf": "pdf" is not one of xlsx, csv'],
    ['[{"name":"a","formats":["pdf"]}]', 'REPORTS at 0.formats.0: found "pdf"'],
    ['[{"name":"a","columns":[]}]', 'REPORTS at 0.columns'],
    ['[{"name":"a","include":{"providers":["aws"]}}]', 'REPORTS at 0.include.providers.0: found "aws"'],
    ['[{"name":"a","include":{"role":["x"]}}]', 'has the unknown key "role"'],
    ['[{"name":"a","include":{"roles":[" "]}}]', 'REPORTS at 0.include.roles.0'],
  ])('rejects %s', (REPORTS, wrong) => {
    const problems = problemsOf({ REPORTS });
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain(wrong);
    expect(problems[0]).toContain('Example: [{"name":');
  });

  test('needs a recipient for each entry when reports are sent', () => {
    const { REPORTS } = reports(
      { name: 'a' },
      { name: 'b', recipients: [] },
      { name: 'c', recipients: ' ; ' },
    );
    const problems = problemsOf({ ...sending, REPORTS }, { send: true });
    expect(problems.map((problem) => /report "(\w)" has no recipient/.exec(problem)?.[1])).toEqual([
      'b',
      'c',
    ]);
  });

  test('with keys such as __proto__ changes no object', () => {
    const text = '[{"name":"a","__proto__":{"polluted":true},"include":{"__proto__":{"roles":["x"]}}}]';
    try {
      expect(settingsOf({ REPORTS: text }).reports[0]).toMatchObject({ name: 'a' });
    } catch (error) {
      expect(String(error)).toContain('__proto__');
    }
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });
});

test.each(['""', 'null', '5', '{}'])('reports one problem for REPORTS set to %s', (text) => {
  expect(problemsOf({ REPORTS: text })).toEqual([expect.stringContaining('is not a list: write [ … ]')]);
});
