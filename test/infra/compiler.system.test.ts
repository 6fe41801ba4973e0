import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import {
  buildArguments,
  runCompiler,
  snapshotArguments,
  snapshotFile,
  snapshots,
  templateFile,
} from '../../scripts/infra/compiled';
import { describeWithCompiler, root, textOf } from '../support/outputs/infra';

const bicepFiles = (folder: string) =>
  readdirSync(resolve(folder, 'infra'), { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.bicep(param)?$/.test(file))
    .map((file) => join('infra', file));

describeWithCompiler('The Bicep compiler', (compiler) => {
  const run = (args: readonly string[], environment?: Readonly<Record<string, string>>) =>
    runCompiler(compiler, root, args, environment);

  test('compiles main.bicep without a message to the committed template', () => {
    const { exitCode, out, messages } = run(buildArguments);
    expect({ exitCode, messages }).toEqual({ exitCode: 0, messages: '' });
    expect(out === textOf(templateFile)).toBe(true);
  });

  test.each(snapshots)(
    'evaluates the %s world to its committed snapshot, whatever the deployment is called',
    (name) => {
      const { exitCode, out, messages } = run(snapshotArguments(name, 'validate', 'another deployment'));
      expect({ exitCode, out, messages }).toEqual({ exitCode: 0, out: '', messages: '' });
    },
  );

  test('accepts the sample of parameters', () => {
    const sample = ['build-params', 'infra/main.bicepparam', '--stdout'];
    const given = run(sample, { REPORT_RECIPIENTS: 'ciso@contoso.com' });
    expect({ exitCode: given.exitCode, messages: given.messages }).toEqual({ exitCode: 0, messages: '' });
    const { parametersJson } = JSON.parse(given.out) as { parametersJson: string };
    expect(JSON.parse(parametersJson)).toMatchObject({
      parameters: { reportRecipients: { value: 'ciso@contoso.com' }, privateNetwork: { value: false } },
    });
  });

  describe('evaluates parameters', () => {
    let copy: string;
    beforeAll(() => {
      copy = mkdtempSync(join(tmpdir(), 'pim-report-bicep-'));
      cpSync(resolve(root, 'infra'), join(copy, 'infra'), { recursive: true });
    });
    afterAll(() => {
      rmSync(copy, { recursive: true });
    });
    /** What Azure would be asked to make with these parameters, or the reason why it is not. */
    function evaluate(parameters: string): { types: string[]; messages: string } {
      writeFileSync(
        join(copy, 'infra/snapshots/default.bicepparam'),
        `using '../main.bicep'\nparam reportRecipients = 'ciso@contoso.com'\n${parameters}`,
      );
      const { exitCode, messages } = runCompiler(compiler, copy, snapshotArguments('default', 'overwrite'));
      if (exitCode !== 0) return { types: [], messages };
      const snapshot = JSON.parse(readFileSync(join(copy, snapshotFile('default')), 'utf8')) as {
        predictedResources: { type: string }[];
      };
      return { types: snapshot.predictedResources.map(({ type }) => type), messages };
    }
    const network = (types: readonly string[]) => [
      ...new Set(types.flatMap((type) => /^Microsoft\.Network\/(.+)/.exec(type)?.[1] ?? [])),
    ];
    const id = (rest: string) => `'/subscriptions/x/resourceGroups/y/providers/Microsoft.Network/${rest}'`;
    const subnet = (name: string) => id(`virtualNetworks/v/subnets/${name}`);
    const own = ['publicIPAddresses', 'networkSecurityGroups', 'natGateways', 'virtualNetworks'];
    const zones = ['privateDnsZones', 'privateDnsZones/virtualNetworkLinks'];
    const [endpoints, groups] = ['privateEndpoints', 'privateEndpoints/privateDnsZoneGroups'];

    test.each([
      ['a network of its own', '', [...own, ...zones, endpoints, groups]],
      [
        'a network of its own, records by a policy',
        'param createPrivateDnsZones = false',
        [...own, endpoints],
      ],
      [
        'a network of its own, zones in a hub',
        `param existingBlobDnsZoneId = ${id('privateDnsZones/blob')}\nparam existingTableDnsZoneId = ${id('privateDnsZones/table')}`,
        [...own, endpoints, groups],
      ],
      [
        'existing subnets, zones created beside them',
        `param existingFunctionsSubnetId = ${subnet('f')}\nparam existingEndpointsSubnetId = ${subnet('e')}`,
        [...zones, endpoints, groups],
      ],
      [
        'existing subnets, records by a policy',
        `param existingFunctionsSubnetId = ${subnet('f')}\nparam existingEndpointsSubnetId = ${subnet('e')}\nparam createPrivateDnsZones = false`,
        [endpoints],
      ],
    ])('private network: %s', (_, parameters, expected) => {
      const { types, messages } = evaluate(`param privateNetwork = true\n${parameters}\n`);
      expect({ made: network(types).sort(), messages }).toEqual({ made: [...expected].sort(), messages: '' });
    });

    test.each([
      [
        'existingFunctionsSubnetId and existingEndpointsSubnetId belong together',
        `param privateNetwork = true\nparam existingFunctionsSubnetId = ${subnet('f')}`,
      ],
      [
        'existingBlobDnsZoneId and existingTableDnsZoneId belong together',
        `param privateNetwork = true\nparam existingBlobDnsZoneId = ${id('privateDnsZones/blob')}`,
      ],
      [
        'encryptionKeyUri needs encryptionIdentityId',
        `param encryptionKeyUri = 'https://v.vault.azure.net/keys/k'`,
      ],
    ])('refuses half a choice: %s', (sentence, parameters) => {
      expect(evaluate(parameters).messages).toContain(sentence);
    });
  });

  // A file that cannot be parsed is not formatted: this also reads graph-permission.bicep, whose types need the network.
  test('finds every file formatted', () => {
    const copy = mkdtempSync(join(tmpdir(), 'pim-report-bicep-'));
    cpSync(resolve(root, 'infra'), join(copy, 'infra'), { recursive: true });
    const { exitCode, messages } = runCompiler(compiler, copy, ['format', '--pattern', 'infra/**/*.bicep*']);
    expect({ exitCode, messages }).toEqual({ exitCode: 0, messages: '' });
    const files = bicepFiles(root);
    expect(files).toContain('infra/graph-permission.bicep');
    expect(files.filter((file) => readFileSync(join(copy, file), 'utf8') !== textOf(file))).toEqual([]);
    rmSync(copy, { recursive: true });
  });
});
