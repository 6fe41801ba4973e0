import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ensureBuilt, runCommand } from '../support/servers/cli';
import { scratchFolder } from '../support/servers/pipeline';

let folder: Awaited<ReturnType<typeof scratchFolder>>;
beforeAll(async () => {
  await ensureBuilt();
});
beforeEach(async () => {
  folder = await scratchFolder();
});
afterEach(() => folder.remove());

/** Enough to start; nobody listens there. */
const settings = {
  AUDIT_STORAGE: 'UseDevelopmentStorage=true',
  GRAPH_ENDPOINT: 'http://127.0.0.1:9',
};
const run = (args: string, of: Record<string, string> = {}) =>
  runCommand(args.split(' '), { folder: folder.path, settings: of });

describe('pim-report', () => {
  test('lists in its help what works, and nothing else', async () => {
    const { code, stdout, stderr } = await run('--help');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const commands = [...stdout.matchAll(/^ {2}([a-z]+)\b.* {2}/gm)].map(([, name]) => name);
    expect(commands).toEqual(['collect', 'report', 'verify', 'demo', 'help']);
    expect(stdout).toMatch(/--quiet.*\n.*--json/);
    expect(stdout).not.toMatch(/import|doctor/);
  });

  test.each(['collect --help', 'report --help', 'demo --help'])('answers %s on stdout', async (args) => {
    const { code, stdout, stderr } = await run(args);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toContain('Usage: pim-report');
    expect(stdout).toContain('--quiet');
  });

  test.each([
    ['fly', /unknown command 'fly'/],
    ['verify everything', /too many arguments/],
    ['verify --report', /--report <name>' argument missing/],
    ['collect --fast', /unknown option '--fast'/],
    ['collect everything', /too many arguments/],
    ['report --week', /--week <week>' argument missing/],
    ['report --week 2026-W54', /"2026-W54" is not an ISO week/],
    ['report --week monday', /"monday" is not an ISO week; write it like 2026-W47/],
    ['report --week 2036-W10', /2036-W10 has not begun yet/],
    ['report --week 2026-W10 --from 2026-03-02', /either --week, or --from and --to/],
    ['report --from 2026-03-02', /--from and --to go together/],
    ['report --from 2026-03-02 --to 2026-03-01', /is after the last day/],
    ['report --from 2026-02-30 --to 2026-03-01', /"2026-02-30" is not a day of the calendar/],
    ['report --format pdf', /--format: "pdf" is not one of xlsx, csv, json, html/],
    ['collect --from yesterday', /"yesterday" is not a date; write it like 2026-11-16/],
    ['collect --from 2036-01-01', /is in the future/],
    ['collect --from 2026-03-02 --to 2026-03-01', /is after the last day/],
  ])('refuses "%s" in one line, exit code 2', async (args, words) => {
    const { code, stdout, stderr } = await run(args, settings);
    expect(code).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toMatch(words);
    expect(stderr.trim().split('\n')).toHaveLength(1);
  });

  test.each(['collect', 'report', 'report --send'])(
    'names all missing settings for %s in one error',
    async (args) => {
      const { code, stdout, stderr } = await run(args, {
        REPORT_TIME_ZONE: 'Mars/Olympus',
        RETENTION_DAYS: '-1',
      });
      expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
      expect(stderr.match(/^error:/gm)).toHaveLength(1);
      for (const name of ['AUDIT_STORAGE', 'REPORT_TIME_ZONE', 'RETENTION_DAYS'])
        expect(stderr).toContain(name);
      expect(stderr.includes('REPORT_SENDER')).toBe(args.includes('--send'));
      expect(stderr).not.toMatch(/^\s+at /m);
    },
  );

  test('says what is wrong with local.settings.json, exit code 2', async () => {
    await writeFile(join(folder.path, 'local.settings.json'), '{"Values": {');
    const { code, stdout, stderr } = await run('collect', settings);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain('local.settings.json is not usable');
    expect(stderr).not.toMatch(/^\s+at /m);
  });
});
