import { execFile } from 'node:child_process';
import { createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { countAlertRun, type AlertRunCounts } from '../../scripts/cost/count-alert-run';
import { alertRunCommand, withAlertRunCosts } from '../../scripts/cost/alert-run-doc';
import { alertsSetting } from '../../shared/config/settings/alerts-setting';
import { defaultAlertRules, furtherAlertRules } from '../../shared/analysis/findings/alert-rules';
import { strangersIn } from '../support/outputs/named-in-doc';
import { scratchFolder } from '../support/servers/pipeline';

const page = readFileSync(resolve(__dirname, '../../docs/alerts.md'), 'utf8');
const run = promisify(execFile);

/** The code blocks of the page in one language, in order. */
const codeIn = (language: string): string[] =>
  [...page.matchAll(new RegExp(`^\`\`\`${language}\\n([^]*?)^\`\`\`$`, 'gm'))].map(([, code]) => code ?? '');

test('names only settings, files and commands that exist', () => {
  expect(strangersIn('docs/alerts.md')).toEqual([]);
});

test('its sample lists of channels are valid once their settings have values', () => {
  const lists = codeIn('json').filter((code) => code.startsWith('['));
  expect(lists).toHaveLength(2);
  for (const list of lists) {
    const filled = list.replace(/"%(\w+)%"/g, '"https://hooks.example/$1"');
    expect(alertsSetting.parse(filled).length).toBeGreaterThan(1);
  }
});

test('names every rule that can alert, by default or on request', () => {
  const [, section = ''] = page.split('## What alerts');
  const [byDefault = '', named = ''] = (section.split('\n## ')[0] ?? '').split(
    'You can also name these rules',
  );
  for (const rule of defaultAlertRules) expect(byDefault).toContain(`\`${rule}\``);
  for (const rule of furtherAlertRules) expect(named).toContain(`\`${rule}\``);
});

describe('the cost of an alert run', () => {
  const written = JSON.parse(
    readFileSync(resolve(__dirname, '../../scripts/cost/alert-run-counts.json'), 'utf8'),
  ) as AlertRunCounts;

  test('is written from the counts', () => {
    if (withAlertRunCosts(page, written) !== page)
      throw new Error(`docs/alerts.md is not in step with scripts/cost: run "${alertRunCommand}".`);
  });

  test('has the numbers of real runs', async () => {
    expect(await countAlertRun()).toEqual(written);
  });
});

describe('the check of a signature', () => {
  const key = 'Schlüssel 🔑';
  const body = Buffer.from('{"sentence":"Łódź – 😀"}\n', 'utf8');
  const signature = `sha256=${createHmac('sha256', key).update(body).digest('hex')}`;
  const cases: readonly (readonly [given: string, key: string, isGenuine: boolean])[] = [
    [signature, key, true],
    [signature, 'another key', false],
    [signature.replace(/.$/, (last) => (last === '0' ? '1' : '0')), key, false],
    [signature.slice(0, -1), key, false],
    ['', key, false],
  ];
  let folder: Awaited<ReturnType<typeof scratchFolder>>;

  beforeAll(async () => {
    folder = await scratchFolder();
    await writeFile(join(folder.path, 'body.json'), body);
  });
  afterAll(() => folder.remove());

  /** For each language: the block's name, the rest of the program, and the command that runs it. */
  const languages = [
    {
      language: 'js',
      program: process.execPath,
      file: 'verify.js',
      main: `const [, , file, ...rest] = process.argv;
for (let i = 0; i < rest.length; i += 2)
  console.log(isGenuine(require('node:fs').readFileSync(file), rest[i], rest[i + 1]));`,
      command: (file: string) => [file],
    },
    {
      language: 'python',
      program: 'python3',
      file: 'verify.py',
      main: `import sys
body = open(sys.argv[1], "rb").read()
rest = sys.argv[2:]
for i in range(0, len(rest), 2):
    print("true" if is_genuine(body, rest[i], rest[i + 1]) else "false")`,
      command: (file: string) => [file],
    },
    {
      language: 'csharp',
      program: 'dotnet',
      file: 'verify.cs',
      main: `var bytes = File.ReadAllBytes(args[0]);
for (var i = 1; i < args.Length; i += 2)
    Console.WriteLine(IsGenuine(bytes, args[i], args[i + 1]) ? "true" : "false");`,
      // A program in one file needs .NET 10 or later.
      command: (file: string) => ['run', file, '--'],
    },
  ];

  test.each(languages)('in $language accepts only genuine bodies', async (of) => {
    const { language, program, file, main, command } = of;
    if (!(await canRun(language, program))) {
      process.stdout.write(
        `skipped: ${program} is not on this machine, or too old for the check in ${language}\n`,
      );
      return;
    }
    const [code = '', ...others] = codeIn(language);
    expect(others).toEqual([]);
    expect(code.trim().split('\n').length).toBeLessThanOrEqual(10);
    const path = join(folder.path, file);
    await writeFile(path, `${code}\n${main}\n`);
    const args = cases.flatMap(([given, with_]) => [given, with_]);
    const { stdout } = await run(program, [...command(path), join(folder.path, 'body.json'), ...args], {
      cwd: folder.path,
      env: {
        ...process.env,
        DOTNET_CLI_TELEMETRY_OPTOUT: '1',
        DOTNET_NOLOGO: '1',
        PYTHONIOENCODING: 'utf-8',
      },
    });
    expect(stdout.trim().split(/\r?\n/)).toEqual(cases.map(([, , isGenuine]) => String(isGenuine)));
  });

  async function canRun(language: string, program: string): Promise<boolean> {
    try {
      const { stdout } = await run(program, ['--version']);
      return language !== 'csharp' || Number.parseInt(stdout, 10) >= 10;
    } catch {
      return false;
    }
  }
});
