import { mailLimit } from '../../../shared/config/settings/mail-limit';
import type { ReportSettings } from '../../../shared/config/settings/reports-setting';

const reports = (count: number): ReportSettings[] =>
  Array.from({ length: count }, (_, number) => ({
    ...{
      name: `report-${number}`,
      timeZone: 'UTC',
      formats: ['xlsx' as const],
      columns: null,
      include: null,
    },
    ...{ recipients: ['ciso@contoso.com'], cc: [], bcc: [] },
  }));
const managed = 'DoNotReply@1b2c3d4e.AzureComm.net';

test.each([
  ['ten reports on a managed domain', 10, managed],
  ['many reports on a domain of your own', 40, 'pim@mail.contoso.com'],
  ['many reports without a sender', 40, null],
  ['many reports on a domain that only looks alike', 40, 'pim@notazurecomm.net'],
])('does not warn about %s', (_, count, sender) => {
  expect(mailLimit({ reports: reports(count), sender })).toBeNull();
});

test('warns about the eleventh report on a managed domain, and says what to do', () => {
  expect(mailLimit({ reports: reports(11), sender: managed })).toBe(
    'REPORTS has 11 reports, but 1b2c3d4e.azurecomm.net, which Azure manages, sends 10 mails an hour: the others are ' +
      'sent by later runs. Use a domain of your own for REPORT_SENDER, or fewer reports.',
  );
});
