import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { commandDefinitions } from '../../../cli/commands/command-definitions';
import { completionScript, shells } from '../../../cli/commands/completion-script';
import { testFolder } from '../../support/outputs/test-folder';

/** The completions that bash offers; the last word is being completed. */
function offered(words: readonly string[]): string[] {
  const script = [
    completionScript('bash', commandDefinitions),
    `COMP_WORDS=(${words.map((word) => `'${word}'`).join(' ')}); COMP_CWORD=${words.length - 1}`,
    '_pim_report',
    'printf "%s\\n" "${COMPREPLY[@]}"',
  ].join('\n');
  const { stdout, stderr, status } = spawnSync('/bin/bash', ['-c', script], { encoding: 'utf8' });
  expect({ stderr, status }).toEqual({ stderr: '', status: 0 });
  return stdout.split('\n').filter((line) => line !== '');
}

describe('the completion of bash', () => {
  test('offers commands, then the options of the command', () => {
    const names = commandDefinitions.map(({ name }) => name);
    expect(offered(['pim-report', ''])).toEqual(expect.arrayContaining([...names, '--json']));
    expect(offered(['pim-report', 'rep'])).toEqual(['report']);
    expect(offered(['pim-report', '--json', 'report', '--we'])).toEqual(['--week']);
    expect(offered(['pim-report', 'collect', '--'])).not.toContain('--week');
  });

  test('offers the values of an option', () => {
    expect(offered(['pim-report', 'report', '--format', ''])).toEqual([
      'xlsx',
      'csv',
      'json',
      'html',
      'table',
    ]);
    expect(offered(['pim-report', 'collect', '--login', 'd'])).toEqual(['device']);
    expect(offered(['pim-report', 'completion', 'z'])).toEqual(['zsh']);
  });
});

test.each(shells)('the script of %s names every command and option', (shell) => {
  const script = completionScript(shell, commandDefinitions);
  for (const { name, options } of commandDefinitions) {
    expect(script).toContain(name);
    for (const { flags } of options) expect(script).toContain(flags.split(' ')[0]?.replace(/^--/, '') ?? '');
  }
});

test.each(['zsh', 'fish'] as const)(
  'the script of %s has no syntax error, if the shell is installed',
  async (shell) => {
    const path = join(await testFolder(), 'script');
    writeFileSync(path, completionScript(shell, commandDefinitions));
    const { error, status, stderr } = spawnSync(shell, ['-n', path], { encoding: 'utf8' });
    if (error !== undefined) return;
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  },
);
