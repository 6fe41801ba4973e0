import { readSettings } from '../../shared/config/read-settings';
import { settingNames } from '../../shared/config/settings-table';
import { defaultFindingsPolicy } from '../../shared/domain/findings-policy';
import { least, problemsOf, sending, settingsOf } from './world';

describe('absent settings', () => {
  test('have the defaults of the contract', () => {
    // Settings beyond the contract may be added.
    expect(settingsOf({})).toMatchObject({
      storage: { connectionString: 'UseDevelopmentStorage=true' },
      misspeltNames: [],
      email: null,
      graphEndpoint: 'https://graph.microsoft.com',
      graphRequestsPer10Seconds: 5,
      sender: null,
      replyTo: [],
      isHosted: false,
      tenantId: null,
      authorityHost: null,
      clientId: null,
      collectSchedule: '0 30 1 * * *',
      reportSchedule: '0 0 7-19/2 * * 1',
      correctionSchedule: '0 0 4 * * *',
      alerts: [],
      correctionMails: true,
      collectOverlapDays: 3,
      retentionDays: 730,
      organization: null,
      timeZone: 'UTC',
      recipients: [],
      cc: [],
      bcc: [],
      formats: ['xlsx'],
      reportEntries: null,
      reports: [
        {
          name: 'weekly',
          recipients: [],
          cc: [],
          bcc: [],
          timeZone: 'UTC',
          formats: ['xlsx'],
          columns: null,
          include: null,
        },
      ],
      standingAccess: ['roles'],
      alertSchedule: '0 */15 * * * *',
      findings: defaultFindingsPolicy,
    });
  });

  test('equal empty and blank settings', () => {
    const blank = Object.fromEntries(settingNames.map((name) => [name, '  ']));
    const empty = Object.fromEntries(settingNames.map((name) => [name, '']));
    expect(settingsOf({ ...blank, ...least })).toEqual(settingsOf({}));
    expect(settingsOf({ ...empty, ...least })).toEqual(settingsOf({}));
    expect(
      settingsOf({ ...Object.fromEntries(settingNames.map((name) => [name, undefined])), ...least }),
    ).toEqual(settingsOf({}));
  });
});

test('reads every setting, without the blanks around it', () => {
  const settings = settingsOf({
    GRAPH_ENDPOINT: ' https://graph.microsoft.us/ ',
    GRAPH_REQUESTS_PER_10_SECONDS: '0',
    AZURE_CLIENT_ID: ' 1b2c3d4e-0000-4000-8000-000000000000 ',
    IDENTITY_ENDPOINT: 'http://127.0.0.1:41000/msi/token',
    COLLECT_SCHEDULE: '0 0 2 * * *',
    REPORT_SCHEDULE: '0 0 6 * * Mon',
    COLLECT_OVERLAP_DAYS: '29',
    RETENTION_DAYS: '14',
    REPORT_TIME_ZONE: 'Europe/Berlin',
    REPORT_ORGANIZATION: ' Contoso & Söhne ',
    REPORT_SENDER: 'DoNotReply@contoso.com',
    REPORT_RECIPIENTS: 'ciso@contoso.com; audit@contoso.com,, CISO@contoso.com;',
    REPORT_CC: 'soc@contoso.com',
    REPORT_BCC: 'archive@contoso.com',
    REPORT_REPLY_TO: 'iam@contoso.com',
    REPORT_FORMATS: 'CSV, xlsx; csv',
  });
  expect(settings).toMatchObject({
    graphEndpoint: 'https://graph.microsoft.us',
    graphRequestsPer10Seconds: 0,
    clientId: '1b2c3d4e-0000-4000-8000-000000000000',
    isHosted: true,
    collectSchedule: '0 0 2 * * *',
    reportSchedule: '0 0 6 * * Mon',
    collectOverlapDays: 29,
    retentionDays: 14,
    organization: 'Contoso & Söhne',
    sender: 'DoNotReply@contoso.com',
    replyTo: ['iam@contoso.com'],
  });
  expect(settings.reports).toEqual([
    {
      name: 'weekly',
      recipients: ['CISO@contoso.com', 'audit@contoso.com'],
      cc: ['soc@contoso.com'],
      bcc: ['archive@contoso.com'],
      timeZone: 'Europe/Berlin',
      formats: ['xlsx', 'csv'],
      columns: null,
      include: null,
    },
  ]);
});

describe('the error of a bad setting contains its name, the value, the fault and an example', () => {
  test.each([
    ['GRAPH_REQUESTS_PER_10_SECONDS', '-1', 'is not a whole number', '5'],
    ['GRAPH_REQUESTS_PER_10_SECONDS', '1001', 'must be from 0 to 1000', '5'],
    ['COLLECT_OVERLAP_DAYS', '30', 'must be from 0 to 29', '3'],
    ['COLLECT_OVERLAP_DAYS', '2.5', 'is not a whole number', '3'],
    ['RETENTION_DAYS', '99999', 'must be from 0 to 36500', '730'],
    ['RETENTION_DAYS', '13', 'keep at least 14 days, or 0 for all', '730'],
    ['RETENTION_DAYS', '1e2', 'is not a whole number', '730'],
    ['REPORT_TIME_ZONE', 'W. Europe Standard Time', 'is not an IANA time zone', 'Europe/Berlin'],
    ['REPORT_TIME_ZONE', '+02:00', 'is not an IANA time zone', 'Europe/Berlin'],
    ['REPORT_TIME_ZONE', 'Etc/Unknown', 'is not an IANA time zone', 'Europe/Berlin'],
    ['REPORT_TIME_ZONE', 'UTC+1', 'is not an IANA time zone', 'Europe/Berlin'],
    ['COLLECT_SCHEDULE', 'daily', 'is not an NCRONTAB schedule', '0 30 1 * * *'],
    ['REPORT_SCHEDULE', '0 0 0 30 2 *', 'is not an NCRONTAB schedule that ever fires', '0 0 7-19/2 * * 1'],
    ['REPORT_SENDER', 'Report <report@contoso.com>', 'is not an e-mail address', 'DoNotReply@contoso.com'],
    ['REPORT_RECIPIENTS', 'ciso@contoso', '"ciso@contoso" is not an e-mail address', 'ciso@contoso.com; '],
    ['REPORT_CC', 'soc at contoso', '"soc at contoso" is not an e-mail address', 'soc@contoso.com'],
    ['REPORT_BCC', '@', '"@" is not an e-mail address', 'archive@contoso.com'],
    ['REPORT_REPLY_TO', 'x', '"x" is not an e-mail address', 'iam@contoso.com'],
    ['REPORT_FORMATS', 'pdf', '"pdf" is not one of xlsx, csv', 'xlsx,csv'],
    ['REPORT_FORMATS', ';', 'names none of xlsx, csv', 'xlsx,csv'],
    ['REPORTS', '{}', 'is not a list: write [ … ]', '[{"name":"exchange"'],
    ['FINDINGS', '[]', 'is not an object: write { … }', '{"long-activation"'],
  ])('%s = %s', (name, text, wrong, example) => {
    const problems = problemsOf({ [name]: text });
    expect(problems[0]).toContain(`${name}: found "${text}": `);
    expect(problems[0]).toContain(wrong);
    expect(problems[0]).toContain(`Example: ${example}`);
  });

  test('shortens a long value', () => {
    const [problem = ''] = problemsOf({ REPORT_TIME_ZONE: 'x'.repeat(5000) });
    expect(problem).toContain(`found "${'x'.repeat(80)}…"`);
    expect(problem.length).toBeLessThan(300);
  });
});

describe('all problems are reported together', () => {
  test('in one error with one line each, together with those of other checks', () => {
    const check = () => ['FINDINGS.disabled names the rule "x", which does not exist.'];
    const environment = {
      AzureWebJobsStorage: '',
      RETENTION_DAYS: 'all',
      GRAPH_ENDPOINT: 'http://graph.example',
      COMMUNICATION_SERVICES: 'nonsense',
      REPORT_CC: 'one, two',
    };
    const problems = problemsOf(environment, { send: true, check });
    expect(problems.map((problem) => /^[A-Za-z_]+/.exec(problem)?.[0])).toEqual([
      'AUDIT_STORAGE',
      'COMMUNICATION_SERVICES',
      'GRAPH_ENDPOINT',
      'RETENTION_DAYS',
      'REPORT_CC',
      'REPORT_CC',
      'REPORT_SENDER',
      'FINDINGS',
    ]);
    expect(() => readSettings(environment, { send: true, check })).toThrow(
      /^8 settings need your attention:\n {2}- AUDIT/,
    );
  });

  test('such as a missing recipient and a bad number', () => {
    const problems = problemsOf({ ...sending, REPORT_RECIPIENTS: '', RETENTION_DAYS: 'x' }, { send: true });
    expect(problems).toHaveLength(2);
    expect(problems[1]).toBe(
      'REPORT_RECIPIENTS: the report "weekly" has no recipient. Example: ciso@contoso.com; audit@contoso.com',
    );
  });

  test('a setting cannot add a line of its own to the error', () => {
    for (const name of [
      'REPORT_TIME_ZONE',
      'REPORT_RECIPIENTS',
      'REPORT_SENDER',
      'FINDINGS',
      'GRAPH_ENDPOINT',
    ]) {
      const problems = problemsOf({ [name]: 'a\r\n  - ERROR all is lost\u2028x' });
      expect(problems.length).toBeGreaterThan(0);
      expect(() => readSettings({ ...least, [name]: 'a\r\n  - ERROR all is lost' }, { send: false })).toThrow(
        /^1 setting needs your attention:\n[^\n\r]*$/,
      );
    }
  });
});

describe('sending mail', () => {
  test('needs a service, a sender and recipients only if mail is sent', () => {
    expect(problemsOf({})).toEqual([]);
    const problems = problemsOf({}, { send: true });
    expect(problems.map((problem) => problem.split(/[ :]/)[0])).toEqual([
      'COMMUNICATION_SERVICES',
      'REPORT_SENDER',
      'REPORT_RECIPIENTS',
    ]);
    expect(problems.every((problem) => problem.includes('Example: '))).toBe(true);
    expect(problemsOf(sending, { send: true })).toEqual([]);
  });

  test.each([
    'ciso@contoso.com\r\nBcc: evil@example.com',
    'ciso@contoso.com\nevil@example.com',
    '"a b"@contoso.com\u0000',
    'ciso@contoso.com evil@example.com',
  ])('rejects the address %j', (text) => {
    expect(problemsOf({ REPORT_RECIPIENTS: text })).toHaveLength(1);
    expect(problemsOf({ REPORT_SENDER: text })).toHaveLength(1);
    expect(problemsOf({ REPORTS: JSON.stringify([{ name: 'a', recipients: [text] }]) })).toHaveLength(1);
  });

  test('needs an organization name of one line', () => {
    expect(problemsOf({ REPORT_ORGANIZATION: 'Contoso\r\nBcc: evil@example.com' })[0]).toContain(
      'must be one line',
    );
  });

  test('allows at most 50 addresses, copies included', () => {
    const people = (count: number, of: string): string =>
      Array.from({ length: count }, (_, index) => `p${index}@${of}.example`).join(',');
    const full = {
      ...sending,
      REPORT_RECIPIENTS: people(30, 'a'),
      REPORT_CC: people(15, 'b'),
      REPORT_BCC: people(5, 'c'),
    };
    expect(problemsOf(full, { send: true })).toEqual([]);
    const [problem] = problemsOf({ ...full, REPORT_BCC: people(6, 'c') }, { send: true });
    expect(problem).toContain('REPORT_RECIPIENTS: the report "weekly" has 51 addresses, more than 50');
  });

  test('checks the recipients of every report as soon as mail is configured', () => {
    const many = Array.from({ length: 51 }, (_, index) => `p${index}@contoso.com`);
    const of = (...lists: (readonly string[] | undefined)[]) => ({
      REPORTS: JSON.stringify(lists.map((recipients, index) => ({ name: `r${index}`, recipients }))),
    });
    expect(problemsOf({ ...sending, ...of(undefined, many) })).toEqual([
      'REPORTS: the report "r1" has 51 addresses, more than 50; use a group.',
    ]);
    expect(problemsOf({ ...sending, ...of(['a@contoso.com'], []) })).toEqual([
      expect.stringMatching(/^REPORTS: the report "r1" has no recipient\. Example: \[/),
    ]);
    expect(problemsOf({ ...sending, REPORT_RECIPIENTS: '', ...of(['a@contoso.com'], undefined) })).toEqual([
      expect.stringMatching(/^REPORT_RECIPIENTS: the report "r1" has no recipient\. /),
    ]);
    expect(problemsOf({ ...sending, ...of(['a@contoso.com'], undefined, many.slice(1)) })).toEqual([]);
  });

  test('needs no recipients for files alone, with or without a mail service', () => {
    const REPORTS = '[{"name":"a"},{"name":"b"}]';
    expect(problemsOf({ REPORTS })).toEqual([]);
    expect(problemsOf({ ...sending, REPORT_RECIPIENTS: '', REPORTS })).toEqual([]);
  });
});

describe('the Graph root', () => {
  test.each([
    ['https://graph.microsoft.com/', 'https://graph.microsoft.com'],
    ['https://microsoftgraph.chinacloudapi.cn', 'https://microsoftgraph.chinacloudapi.cn'],
    ['http://127.0.0.1:8080', 'http://127.0.0.1:8080'],
    ['http://localhost:8080/', 'http://localhost:8080'],
    ['HTTP://LOCALHOST:8080', 'http://localhost:8080'],
  ])('can be %s', (text, endpoint) => {
    expect(settingsOf({ GRAPH_ENDPOINT: text }).graphEndpoint).toBe(endpoint);
  });

  test.each([
    ['http://graph.microsoft.com', 'accepted only for 127.0.0.1 and localhost'],
    ['http://127.0.0.1.example.com', 'accepted only for 127.0.0.1 and localhost'],
    ['http://localhost.example.com:80', 'accepted only for 127.0.0.1 and localhost'],
    ['http://127.0.0.1@example.com', 'accepted only for 127.0.0.1 and localhost'],
    ['http://10.0.0.1', 'accepted only for 127.0.0.1 and localhost'],
    ['ftp://graph.microsoft.com', 'is not an https URL'],
    ['graph.microsoft.com', 'is not an https URL'],
    ['https://graph.microsoft.com/v1.0', 'without user, path, query or fragment'],
    ['https://graph.microsoft.com?x=1', 'without user, path, query or fragment'],
    ['https://graph.microsoft.com/#', 'without user, path, query or fragment'],
    ['https://me:hunter2@graph.microsoft.com', 'without user, path, query or fragment'],
  ])('cannot be %s', (text, wrong) => {
    const problems = problemsOf({ GRAPH_ENDPOINT: text });
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain(wrong);
    expect(problems[0]).not.toContain('hunter2');
  });
});
