import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { telemetryEvents } from '../../shared/telemetry/telemetry';
import { alertTitles, functionNames, strangersIn, template } from '../support/outputs/named-in-doc';

const read = (path: string) => readFileSync(resolve(__dirname, '../..', path), 'utf8');
const page = read('docs/operate.md');

describe('docs/operate.md', () => {
  test('names only things that exist', () => {
    expect(strangersIn('docs/operate.md')).toEqual([]);
  });

  test('has a heading for each alert, and no other', () => {
    const headings = [...page.matchAll(/^### (PIM Report: .+)$/gm)].map(([, title]) => title);
    expect(headings.sort()).toEqual([...alertTitles].sort());
  });

  test('describes every telemetry event and every function', () => {
    for (const name of [...telemetryEvents, ...functionNames]) expect(page).toContain(`\`${name}\``);
  });

  test('states the retries, time limits and schedules of the code', () => {
    expect(read('functions/timer/register-timer.ts')).toContain(
      'maxRetryCount: 3, delayInterval: { minutes: 1 }',
    );
    expect(page).toContain('after three more tries, a minute apart');
    expect(read('shared/composition/hosted-run-time.ts')).toContain('hostedRunTime = 25 * 60_000');
    expect(read('shared/jobs/report/late/late-findings.ts')).toContain('lateReach = 45 * 24');
    expect(page).toContain('within 45 days');
    const sample = JSON.parse(read('local.settings.sample.json')) as { Values: Record<string, string> };
    for (const name of ['COLLECT_SCHEDULE', 'REPORT_SCHEDULE', 'CORRECTION_SCHEDULE'])
      expect(page).toContain(sample.Values[name]);
  });

  test.each([
    'The run had no time left',
    "dropped the report's mail",
    'which may have sent it',
    'could not be opened: HTTP',
  ])('names a reason that the code can give: "%s"', (reason) => {
    const said = [
      'shared/jobs/collect/collect.ts',
      'shared/jobs/deliver/deliver-report.ts',
      'shared/storage/azure/service/create-tables.ts',
    ]
      .map(read)
      .join('\n');
    const inCode = reason.replace(' HTTP', '');
    expect(said).toContain(inCode);
    expect(page.replaceAll(/`…?/g, '')).toContain(reason);
  });

  test('describes the dashboard of the template', () => {
    const tiles = template.resources.dashboard?.properties?.template?.variables?.tiles as { title: string }[];
    const [, section = ''] = page.split('## The dashboard');
    const told = [...section.split('\n## ')[0]!.matchAll(/^- \*\*(.+?)\*\*/gm)].map(([, title]) =>
      (title ?? '').split(/[?:]/)[0]?.trim(),
    );
    expect(told).toEqual(tiles.map(({ title }) => title.split(/[?:,]/)[0]?.trim()));
  });

  test('has queries that the shell passes on unchanged', () => {
    expect(page).toContain("--analytics-query '<one of these>'");
    const queries = [...page.matchAll(/```kusto\n(.*?)```/gs)].map(([, query]) => query ?? '');
    expect(queries.length).toBeGreaterThan(3);
    for (const query of queries) expect(query).not.toContain("'");
  });

  test('uses in its queries only fields that the lines have', () => {
    const telemetry = read('shared/telemetry/telemetry.ts');
    const fields = [...page.matchAll(/\bline\.(\w+)/g)].map(([, field]) => field ?? '');
    expect(fields.length).toBeGreaterThan(5);
    for (const field of new Set(fields)) expect(telemetry).toMatch(new RegExp(`\\b${field}\\b`));
  });
});
