import { spawn } from 'node:child_process';
import { closeSync, existsSync, openSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { commandDefinitions } from '../../cli/commands/command-definitions';
import packageFile from '../../package.json';
import { graphExport } from '../support/exports/graph-export';
import { endOf, ensureBuilt, mainFile, runCommand, startCommand } from '../support/servers/cli';
import { scratchFolder } from '../support/servers/pipeline';

let folder: Awaited<ReturnType<typeof scratchFolder>>;
beforeAll(async () => {
  await ensureBuilt();
});
beforeEach(async () => {
  folder = await scratchFolder();
});
afterEach(() => folder.remove());

/** Enough settings to start; no server listens there. */
const settings = {
  AUDIT_STORAGE: 'UseDevelopmentStorage=true',
  GRAPH_ENDPOINT: 'http://127.0.0.1:9',
};
const run = (args: string, of: Record<string, string> = {}) =>
  runCommand(args.split(' '), { folder: folder.path, settings: of });

describe('pim-report', () => {
  test('lists exactly the existing commands in its help', async () => {
    const { code, stdout, stderr } = await run('--help');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const commands = [...stdout.matchAll(/^ {2}([a-z]+) (?:\[options\]|<|\[command\])/gm)].map(
      ([, name]) => name,
    );
    expect(commands).toEqual([...commandDefinitions.map(({ name }) => name), 'help']);
    expect(stdout).toMatch(/--quiet.*\n.*--json/);
    for (const [, line = ''] of stdout.matchAll(/^ {2}pim-report (\w+)/gm)) expect(commands).toContain(line);
  });

  test('exits normally when its output is closed', async () => {
    const child = startCommand(['doctor', '--store', 'none'], { folder: folder.path, settings });
    child.stdout?.destroy();
    expect(await endOf(child)).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/^error: 1 thing must be fixed:\npermissions: .+\n$/) as string,
    });
  });

  test.each(['--help', '--version', 'completion bash', 'doctor --store none --json'])(
    'says in one line that the output of "%s" could not be written',
    async (args) => {
      if (!existsSync('/dev/full')) return;
      const disk = openSync('/dev/full', 'w');
      const child = spawn(process.execPath, [mainFile, ...args.split(' ')], {
        ...{ cwd: folder.path, env: { PATH: process.env.PATH, ...settings } },
        stdio: ['ignore', disk, 'pipe'],
      });
      const { code, stderr } = await endOf(child);
      closeSync(disk);
      expect(code).toBe(1);
      expect(stderr.trim().split('\n')).toHaveLength(1);
      const words = args.includes('--json')
        ? /^{"error":/
        : /^error: The output could not be written: no space/;
      expect(stderr).toMatch(words);
    },
  );

  test('prints its version', async () => {
    expect(await run('--version')).toEqual({ code: 0, stdout: `${packageFile.version}\n`, stderr: '' });
  });

  test.each(commandDefinitions.map(({ name }) => `${name} --help`))(
    'answers %s on stdout, with examples',
    async (args) => {
      const { code, stdout, stderr } = await run(args);
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
      expect(stdout).toContain('Usage: pim-report');
      expect(stdout).toMatch(/^Examples:\n {2}\S/m);
      expect(stdout).toContain('--quiet');
    },
  );

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
    ['report --format pdf', /--format: "pdf" is not one of xlsx, csv, json, html, table/],
    ['report --from 0001-01-01 --to 2026-03-01', /0001-01-01 is before 2015, the first year of PIM/],
    ['report --week 0001-W10', /is before 2015, the first year of PIM/],
    ['collect --from 0001-01-01', /0001-01-01 is before 2015, the first year of PIM/],
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

  test.each([
    ['fly', "unknown command 'fly'"],
    ['report --format pdf', '--format: "pdf" is not one of xlsx, csv, json, html, table.'],
    ['collect --login postcard', /^option '--login <how>' argument 'postcard' is invalid/],
  ])('refuses "%s" with --json in one object', async (args, message) => {
    const { code, stdout, stderr } = await run(`${args} --json`, settings);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    const { error } = JSON.parse(stderr) as { error: { message: string; exitCode: number } };
    expect(error.exitCode).toBe(2);
    expect(error.message).toMatch(message);
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
      for (const name of ['REPORT_TIME_ZONE', 'RETENTION_DAYS']) expect(stderr).toContain(name);
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

  test('uses the folder of the user when no store is named, and prints it on stderr', async () => {
    const data = join(folder.path, 'data');
    const graph = { GRAPH_ENDPOINT: 'http://127.0.0.1:9', XDG_DATA_HOME: data, HOME: folder.path };
    const { code, stderr } = await run('report --no-collect --format json --json', graph);
    expect(code).toBe(0);
    expect(stderr).toMatch(
      /^The store is .*pim-report \(choose another one with --store or AUDIT_STORAGE\)\.$/m,
    );
    const quiet = await run('report --no-collect --format json --quiet', graph);
    expect(quiet.stderr).not.toContain('The store is');
  });

  test.each([
    ['verify --file missing.xlsx', '--file: there is no file missing.xlsx; name the workbook or CSV file'],
    ['verify --file .', '--file: . is a folder; name one file in it.'],
    ['verify --file=', '--file names no file'],
    ['verify --store=', '--store names no folder'],
    ['report --no-collect --out=', '--out names no folder'],
    ['demo --out=', '--out names no folder'],
  ])('refuses "%s" in one sentence, exit code 2', async (args, words) => {
    const { code, stdout, stderr } = await run(args, settings);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(words);
    expect(stderr).not.toMatch(/ENOENT|EISDIR|Error/);
  });

  test.each([
    'report --no-collect --store mine --out /proc/self/x',
    'demo --out /proc/self/x',
    'import a --store /proc/self/x',
  ])('"%s" ends although no folder can be created there', async (args) => {
    if (!existsSync('/proc/self')) return;
    await writeFile(join(folder.path, 'a'), graphExport([]));
    const { code, stderr } = await run(args);
    expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringContaining('/proc/self/x') as string });
  });

  test('prefers --store to every storage setting', async () => {
    const { code, stderr } = await run(
      `report --no-collect --format json --store ${folder.path}/mine`,
      settings,
    );
    expect(code).toBe(0);
    expect(stderr).not.toContain('The store is');
  });
});
