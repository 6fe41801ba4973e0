import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import { readTimerSchedule } from '../../local/functions-host/timer-schedule';
import { anchorOf, functionNames } from '../support/outputs/named-in-doc';
import { appSettings, deployed, ofType, only, root, template, textOf } from '../support/outputs/infra';
import type { SnapshotName } from '../../scripts/infra/compiled';

interface Rule {
  readonly displayName: string;
  readonly description: string;
  readonly severity: number;
  readonly enabled: boolean;
  readonly scopes: readonly string[];
  readonly evaluationFrequency: string;
  readonly windowSize: string;
  readonly overrideQueryTimeRange: string | null;
  readonly autoMitigate: boolean;
  readonly criteria: {
    readonly allOf: readonly { readonly query: string; readonly failingPeriods: object }[];
  };
  readonly actions: { readonly actionGroups: readonly string[] };
}

const alerts = (world: SnapshotName) =>
  Object.fromEntries(
    ofType(deployed(world), 'Microsoft.Insights/scheduledQueryRules').map(({ name, properties }) => [
      name.replace('pimreport-', ''),
      properties as unknown as Rule,
    ]),
  );
const rules = alerts('default');
const nextRun = (setting: string, after: Date): Date =>
  readTimerSchedule(`%${setting}%`, appSettings('default')).nextRun(after)!;

test('the template deploys an alert for each failure that operators must see', () => {
  expect(
    Object.entries(rules).map(([name, { displayName, severity }]) => [name, displayName, severity]),
  ).toEqual([
    ['job-failed', 'PIM Report: a job failed', 1],
    ['collection-stale', 'PIM Report: no successful collection', 1],
    ['report-missing', 'PIM Report: no report this week', 1],
    ['coverage-incomplete', 'PIM Report: a day is not complete', 2],
    ['mail-refused', 'PIM Report: a mail was not accepted', 1],
    ['alerts-failing', 'PIM Report: immediate alerts are not delivered', 1],
  ]);
});

// The service's limits: https://learn.microsoft.com/azure/azure-monitor/alerts/alerts-create-log-alert-rule
const hours: Record<string, number> = { PT5M: 1 / 12, PT15M: 0.25, PT1H: 1, PT6H: 6, P1D: 24, P2D: 48 };

describe.each(Object.entries(rules))('%s', (name, rule) => {
  test('stays within the limits of the service', () => {
    const { evaluationFrequency, windowSize, overrideQueryTimeRange } = rule;
    const range = hours[overrideQueryTimeRange ?? windowSize]!;
    expect(hours[evaluationFrequency]).toBeLessThanOrEqual(hours[windowSize]!);
    expect(range).toBeGreaterThanOrEqual(hours[windowSize]!);
    expect(range).toBeLessThanOrEqual(48);
    expect(rule.criteria.allOf).toHaveLength(1);
    expect(rule.criteria.allOf[0]).toMatchObject({
      timeAggregation: 'Count',
      operator: 'GreaterThan',
      threshold: 0,
      failingPeriods: { numberOfEvaluationPeriods: 1, minFailingPeriodsToAlert: 1 },
    });
  });

  test('tells the operators when it fires and when it resolves, and which page to read', () => {
    expect(rule).toMatchObject({ enabled: true, autoMitigate: true });
    expect(rule.description).toContain(`docs/operate.md#${anchorOf(rule.displayName)}`);
    const [, script = '', group, app, job] =
      / in a clone: (\S+) (\S+) (\S+)(?: (\w+))? – then read /.exec(rule.description) ?? [];
    expect(statSync(resolve(root, script)).mode & 0o111).toBe(0o111);
    expect([group, app]).toEqual(['pim-report', only(deployed('default'), 'Microsoft.Web/sites').name]);
    if (job !== undefined) expect(functionNames).toContain(job);
    expect(rule.scopes).toEqual([only(deployed('default'), 'Microsoft.OperationalInsights/workspaces').id]);
    expect(rule.actions.actionGroups).toEqual([
      only(deployed('default'), 'Microsoft.Insights/actionGroups').id,
    ]);
  });

  test('runs its query with all placeholders replaced', () => {
    const { query } = rule.criteria.allOf[0]!;
    expect(query).toBe(
      `${textOf('infra/queries/tables.kql')}${textOf(`infra/queries/${name}.kql`)}`
        .replaceAll('{staleHours}', '26')
        .replaceAll('{reportDueHours}', '12')
        .replaceAll('{alertsConfigured}', 'False'),
    );
  });
});

test('the stale alert reads more time than the largest collectionStaleHours', () => {
  const { overrideQueryTimeRange } = rules['collection-stale']!;
  const most = template.parameters.collectionStaleHours?.maxValue;
  expect(hours[overrideQueryTimeRange!]).toBeGreaterThan(most!);
  expect(template.parameters.collectionStaleHours?.defaultValue).toBe(26);
});

test('the report is due only after its schedule and retries, on Monday noon', () => {
  const monday = new Date('2026-11-16T00:00:00Z');
  const due = template.parameters.reportDueHours?.defaultValue as number;
  expect(due).toBe(12);
  const sent = nextRun('REPORT_SCHEDULE', monday);
  const sentHours = (sent.getTime() - monday.getTime()) / 3_600_000;
  // Three retries of a minute and half an hour to run; two more scheduled runs follow before it is due.
  expect(sentHours + 1).toBeLessThan(due);
  // The query still sees the report at the end of its day: it reads two days back.
  expect(sentHours).toBeGreaterThanOrEqual(due - 24);
});

test('one run a day leaves two hours before the stale alert fires', () => {
  const first = nextRun('COLLECT_SCHEDULE', new Date('2026-11-16T00:00:00Z'));
  const second = nextRun('COLLECT_SCHEDULE', first);
  expect((second.getTime() - first.getTime()) / 3_600_000).toBe(24);
});

test('a day without a successful run of alerts fires only if channels are configured', () => {
  const silence = (world: SnapshotName) =>
    /print expected = (\w+),/.exec(alerts(world)['alerts-failing']!.criteria.allOf[0]!.query)?.[1];
  expect([silence('default'), silence('everything')]).toEqual(['False', 'True']);
});

test('without a repository, alerts name page, anchor and first command, without placeholders', () => {
  const { description } = rules['alerts-failing']!;
  expect(description).toMatch(
    / First, in a clone: infra\/check-deployment\.sh pim-report \S+ – then read docs\/operate\.md#pim-report-immediate-alerts-are-not-delivered$/,
  );
  expect(JSON.stringify(rules)).not.toContain('://');
});

test('a repository address with a user name links to the page without it, in the form of its host', () => {
  const descriptions = Object.values(alerts('everything')).map(({ description }) => description);
  for (const description of descriptions)
    expect(description).toMatch(
      / – then read https:\/\/dev\.azure\.com\/contoso\/iam\/_git\/pim-report\?path=\/docs\/operate\.md#pim-report-/,
    );
});

test('alerts link to the page in the given repository, without the .git suffix', () => {
  const { description, actions } = alerts('enterprise')['job-failed']!;
  expect(description).toContain(
    'https://git.contoso.com/iam/pim-report/blob/main/docs/operate.md#pim-report-a-job-failed',
  );
  expect(actions.actionGroups).toEqual([expect.stringMatching(/\/platform\/.*\/actionGroups\/soc$/)]);
  expect(ofType(deployed('enterprise'), 'Microsoft.Insights/actionGroups')).toEqual([]);
});

test('all operators get alerts and budget warnings; the recipients of the report are the default', () => {
  const receivers = (world: 'default' | 'everything') =>
    (
      only(deployed(world), 'Microsoft.Insights/actionGroups').properties?.emailReceivers as {
        name: string;
        emailAddress: string;
      }[]
    ).map(({ emailAddress }) => emailAddress);
  expect(receivers('default')).toEqual(['ciso@contoso.com']);
  expect(receivers('everything')).toEqual(['operators@contoso.com', 'soc@contoso.com']);
  const group = only(deployed('default'), 'Microsoft.Insights/actionGroups').properties;
  expect((group?.groupShortName as string).length).toBeLessThanOrEqual(12);
  for (const world of ['default', 'everything'] as const)
    expect(only(deployed(world), 'Microsoft.Consumption/budgets').properties).toMatchObject({
      category: 'Cost',
      amount: 20,
      timeGrain: 'Monthly',
      notifications: {
        actual80: { enabled: true, threshold: 80, thresholdType: 'Actual', contactEmails: receivers(world) },
        forecast100: { enabled: true, thresholdType: 'Forecasted', contactEmails: receivers(world) },
      },
    });
});

test('log lines are not sampled, and stay far below the daily cap', () => {
  const host = JSON.parse(textOf('host.json')) as {
    functionTimeout: string;
    logging: { logLevel: object; applicationInsights: { samplingSettings: { isEnabled: boolean } } };
  };
  expect(host.logging.applicationInsights.samplingSettings.isEnabled).toBe(false);
  expect(host.logging.logLevel).toMatchObject({ Function: 'Information' });
  const workspace = only(deployed('default'), 'Microsoft.OperationalInsights/workspaces').properties;
  expect(workspace).toMatchObject({ retentionInDays: 90, workspaceCapping: { dailyQuotaGb: 1 } });
});
