import { misspeltNames } from '../../shared/config/misspelt-names';
import { allSettings } from '../../shared/config/settings-table';
import { problemsOf, settingsOf } from './world';

test.each([
  ['REPORT_TIMEZONE', 'REPORT_TIME_ZONE'],
  ['Report_Time_Zone', 'REPORT_TIME_ZONE'],
  ['REPORT_RECIPIENT', 'REPORT_RECIPIENTS'],
  ['ALERT', 'ALERTS'],
  ['REPORT', 'REPORTS'],
  ['FINDING', 'FINDINGS'],
  ['AUDIT_STORAGE_tableServiceUri', 'AUDIT_STORAGE__tableServiceUri'],
  ['AUDIT_STORAGE__tableServiceUrl', 'AUDIT_STORAGE__tableServiceUri'],
  ['AzureWebJobStorage', 'AzureWebJobsStorage'],
  ['RETENTION_DAY', 'RETENTION_DAYS'],
])('%s is a misspelt name of %s', (name, meant) => {
  expect(misspeltNames([name])).toEqual([{ name, meant }]);
});

test('names of settings and of other programs are not misspelt', () => {
  expect(misspeltNames(allSettings.map(({ name }) => name))).toEqual([]);
  const others = ['PATH', 'HOME', 'EXPORTS', 'PORTS', 'REPORT_DIR', 'AZURE_TENANT_ID', 'AZURE_CLIENT_SECRET'];
  expect(misspeltNames([...others, 'AzureWebJobsStorage__accountName', 'FUNCTIONS_WORKER_RUNTIME'])).toEqual(
    [],
  );
});

test('a misspelt name is listed in the settings, and is a problem only together with another one', () => {
  const misspelt = { REPORT_TIMEZONE: 'Europe/Berlin', REPORT_RECIPIENT: ' ' };
  expect(settingsOf(misspelt).misspeltNames).toEqual([
    { name: 'REPORT_TIMEZONE', meant: 'REPORT_TIME_ZONE' },
  ]);
  expect(problemsOf(misspelt)).toEqual([]);
  expect(problemsOf({ ...misspelt, RETENTION_DAYS: 'all' })).toEqual([
    expect.stringMatching(/^RETENTION_DAYS: /),
    'REPORT_TIMEZONE is not a setting, so its value is not used; did you mean REPORT_TIME_ZONE?',
  ]);
});
