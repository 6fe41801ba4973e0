import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { buildArguments, runCompiler, snapshotArguments, templateFile } from '../../scripts/infra/compiled';
import { describeWithCompiler, root, textOf } from '../support/outputs/infra';

const bicepFiles = (folder: string) =>
  readdirSync(resolve(folder, 'infra'), { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.bicep(param)?$/.test(file))
    .map((file) => join('infra', file));

describeWithCompiler('The Bicep compiler', (compiler) => {
  const run = (args: readonly string[], environment?: Readonly<Record<string, string>>) =>
    runCompiler(compiler, root, args, environment);

  test('has nothing to say of main.bicep and its modules, and gives the committed template', () => {
    const { exitCode, out, told } = run(buildArguments);
    expect({ exitCode, told }).toEqual({ exitCode: 0, told: '' });
    expect(out === textOf(templateFile)).toBe(true);
  });

  test.each(['default', 'everything'] as const)(
    'evaluates the %s world to its committed snapshot, whatever the deployment is called',
    (name) => {
      const { exitCode, out, told } = run(snapshotArguments(name, 'validate', 'another deployment'));
      expect({ exitCode, out, told }).toEqual({ exitCode: 0, out: '', told: '' });
    },
  );

  test('takes the sample of parameters', () => {
    const sample = ['build-params', 'infra/main.bicepparam', '--stdout'];
    const given = run(sample, { REPORT_RECIPIENTS: 'ciso@contoso.com' });
    expect({ exitCode: given.exitCode, told: given.told }).toEqual({ exitCode: 0, told: '' });
    const { parametersJson } = JSON.parse(given.out) as { parametersJson: string };
    expect(JSON.parse(parametersJson)).toMatchObject({
      parameters: { reportRecipients: { value: 'ciso@contoso.com' }, privateNetwork: { value: false } },
    });
  });

  // A file that cannot be parsed is not formatted: this also reads graph-permission.bicep, whose types need the network.
  test('would format no file otherwise', () => {
    const copy = mkdtempSync(join(tmpdir(), 'pim-report-bicep-'));
    cpSync(resolve(root, 'infra'), join(copy, 'infra'), { recursive: true });
    const { exitCode, told } = runCompiler(compiler, copy, ['format', '--pattern', 'infra/**/*.bicep*']);
    expect({ exitCode, told }).toEqual({ exitCode: 0, told: '' });
    const files = bicepFiles(root);
    expect(files).toContain('infra/graph-permission.bicep');
    expect(files.filter((file) => readFileSync(join(copy, file), 'utf8') !== textOf(file))).toEqual([]);
    rmSync(copy, { recursive: true });
  });
});
