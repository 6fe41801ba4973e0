import { readdirSync } from 'node:fs';
import { resolve } from 'node:path';
import type { AlertRunResult } from '../../shared/domain/alerts/alert-run-result';
import {
  alertsTelemetry,
  collectionTelemetry,
  deliveriesTelemetry,
  reportsTelemetry,
  telemetryEvents,
  type TelemetryEvent,
} from '../../shared/telemetry/telemetry';
import { telemetryPrefix } from '../../shared/telemetry/write-telemetry';
import { analyse } from '../support/outputs/kusto';
import { root, textOf } from '../support/outputs/infra';

const folder = 'infra/queries';
const tables = textOf(`${folder}/tables.kql`);
const queries = readdirSync(resolve(root, folder))
  .filter((file) => file !== 'tables.kql')
  .map((file) => ({
    file,
    // As alerts.bicep, dashboard.bicep and the scripts replace them.
    text: `${tables}${textOf(`${folder}/${file}`)}`
      .replaceAll('{staleHours}', '26')
      .replaceAll('{reportDueHours}', '12')
      .replaceAll('{alertsConfigured}', 'True')
      .replaceAll('{function}', 'collectAuditEvents')
      .replaceAll('{since}', '2026-11-16T01:30:00Z'),
  }));
const texts = (text: string): string[] => [...text.matchAll(/"([^"]*)"/g)].map(([, inner]) => inner!);
const functionNames = readdirSync(resolve(root, 'functions'))
  .filter((file) => file.endsWith('.ts'))
  .map((file) => file.replace(/\.ts$/, ''));

/** Events with every possible field. */
const failed = { report: 'weekly', period: '2026-W47', isRefused: false, reason: 'because' };
const row = { report: 'weekly', edition: '2026-W47', operationId: 'id', fileHash: 'hash' };
const alertRun = {
  events: 1,
  channels: [{ sent: [], failed: [{ alert: {}, reason: 'because' }], waiting: 0 }],
  failures: [],
} as unknown as AlertRunResult;
const events: readonly TelemetryEvent[] = [
  collectionTelemetry({ days: [], failures: [] }, 1),
  ...reportsTelemetry(
    {
      ...{ deliveries: [], failed: [], failures: [] },
      weeks: [{ report: 'weekly', period: '2026-W47', isSent: true }],
    },
    1,
  ),
  ...deliveriesTelemetry({
    deliveries: [{ row, isNew: true, complete: true }],
    failed: [failed, { ...failed, isRefused: true }],
    failures: [],
  } as unknown as Parameters<typeof deliveriesTelemetry>[0]),
  ...alertsTelemetry(alertRun, 1),
];
const fieldsOf = (event: string): string[] => Object.keys(events.find((one) => one.event === event) ?? {});

test('the examples contain every event', () => {
  expect([...new Set(events.map(({ event }) => event))].sort()).toEqual([...telemetryEvents].sort());
});

test('the parser finds faults', () => {
  expect(analyse('AppTraces | where Nope == 1').problems).toHaveLength(1);
  expect(analyse('AppTraces | summarise count()').problems).not.toEqual([]);
  expect(analyse('AppTraces | count', {}).problems).not.toEqual([]);
});

describe.each(queries)('$file', ({ text }) => {
  test('parses, with tables and columns that exist', () => {
    expect(analyse(text).problems).toEqual([]);
    expect(text).not.toMatch(/[{]\w+[}]/);
  });

  test('parses in a fresh workspace without tables too, with the same columns', () => {
    const { columns, problems } = analyse(text, {});
    expect(columns).toEqual(analyse(text).columns);
    expect(problems.filter((problem) => !problem.startsWith("Warning: The fuzzy name 'App"))).toEqual([]);
    const withoutTables = text.slice(tables.length);
    expect(withoutTables).not.toMatch(/\bApp[A-Z]\w+/);
  });

  test('recognizes the log lines by their prefix', () => {
    expect(text).toContain(`| where Message startswith "${telemetryPrefix}{"`);
    expect(text).toContain(`parse_json(substring(Message, ${telemetryPrefix.length}))`);
  });

  test('uses only events and fields that are logged', () => {
    const asked = texts(text).filter((name) => /^[a-z]+\.[a-z]+$/.test(name));
    if (/\blines\b/.test(text.slice(tables.length))) expect(asked.length).toBeGreaterThan(0);
    expect(asked.filter((name) => !(telemetryEvents as readonly string[]).includes(name))).toEqual([]);
    const fields = [...text.slice(tables.length).matchAll(/\bline\.(\w+)/g)].map(([, field]) => field!);
    const told = new Set(asked.flatMap(fieldsOf));
    expect(fields.filter((field) => !told.has(field))).toEqual([]);
  });
});

// Without a row, or from an empty list, mv-expand may return one row without a value.
test('queries that expand a list drop rows without a value', () => {
  const expanded = queries.flatMap(({ text }) => [...text.matchAll(/\| mv-expand (\w+) = .*\n(.*)/g)]);
  expect(expanded).toHaveLength(3);
  for (const [, name, next] of expanded)
    expect(next).toMatch(new RegExp(`^\\| where isnotempty\\(${name}(\\.day)?\\)$`));
});

test('queries use only existing fields of a day that is not complete', () => {
  const days = [
    { day: '2026-11-16', state: 'partial', events: 0, newEvents: 0, lateEvents: 0 },
  ] as unknown as Parameters<typeof collectionTelemetry>[0]['days'];
  const { notComplete } = collectionTelemetry({ days, failures: [] }, 1);
  const fields = queries.flatMap(({ text }) =>
    [...text.matchAll(/\bday\.(\w+)/g)].map(([, field]) => field!),
  );
  expect(new Set(fields)).toEqual(new Set(Object.keys(notComplete[0] ?? {})));
});

test('the query for failed jobs names every function but sendAlerts, which has its own', () => {
  const textOfQuery = (name: string) => queries.find(({ file }) => file === name)!.text;
  const asked = /where Name in \(([^)]*)\)/.exec(textOfQuery('job-failed.kql'))?.[1] ?? '';
  expect([...texts(asked), 'sendAlerts'].sort()).toEqual([...functionNames].sort());
  expect(textOfQuery('alerts-failing.kql')).toContain('where Name == "sendAlerts"');
});

test('the results that an operator reads have these columns', () => {
  const columns = Object.fromEntries(
    queries.map(({ file, text }) => [
      file.replace('.kql', ''),
      Object.keys(analyse(text).columns).join(', '),
    ]),
  );
  expect(columns).toEqual({
    'job-failed': 'job, TimeGenerated, ok, why',
    'collection-stale': 'lastSuccess',
    'report-missing': 'report, period',
    'coverage-incomplete': 'TimeGenerated, what, state',
    'mail-refused': 'TimeGenerated, report, period, reason',
    'alerts-failing': 'what, TimeGenerated, why',
    'dashboard-coverage': 'Day, State, As of',
    'dashboard-events': 'TimeGenerated, New events, Of these late',
    'dashboard-runs': 'When, Job, Result, Days, Days open, Events, Sent, Seconds',
    'dashboard-mails': 'When, Report, Period, Result, Complete, Reason, Operation, SHA-256',
    'dashboard-failures': 'When, What, Reason',
    'function-run': 'Success, Reason',
    'last-collection': 'At, Succeeded, Recent, Failures',
  });
});
