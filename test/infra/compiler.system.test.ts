import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import {
  buildArguments,
  runCompiler,
  snapshotFile,
  snapshots,
  snapshotTarget,
  templateFile,
} from '../../scripts/infra/compiled';
import { describeWithCompiler, root, textOf } from '../support/outputs/infra';
import { startBicepServer, type BicepServer } from '../support/servers/bicep-server';

const bicepFiles = (folder: string) =>
  readdirSync(resolve(folder, 'infra'), { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.bicep(param)?$/.test(file))
    .map((file) => join('infra', file));

describeWithCompiler('The Bicep compiler', (compiler) => {
  let bicep: BicepServer;
  beforeAll(() => {
    bicep = startBicepServer(compiler, { REPORT_RECIPIENTS: 'ciso@contoso.com' });
  });
  afterAll(() => bicep.stop());

  test('compiles main.bicep without a message to the committed template', () => {
    const { exitCode, out, messages } = runCompiler(compiler, root, buildArguments);
    expect({ exitCode, messages }).toEqual({ exitCode: 0, messages: '' });
    expect(out === textOf(templateFile)).toBe(true);
  });

  test.each(snapshots)(
    'evaluates the %s world to its committed snapshot, under any deployment name',
    async (name) => {
      const target = { ...snapshotTarget, deploymentName: 'another deployment' };
      const snapshot = await bicep.evaluate(resolve(root, `infra/snapshots/${name}.bicepparam`), target);
      expect(JSON.parse(snapshot)).toEqual(JSON.parse(textOf(snapshotFile(name))));
    },
  );

  test('accepts the sample parameters', async () => {
    const sample = await bicep.compileParameters(resolve(root, 'infra/main.bicepparam'));
    expect(sample.diagnostics).toEqual([]);
    expect(JSON.parse(sample.parameters ?? '')).toMatchObject({
      parameters: { reportRecipients: { value: 'ciso@contoso.com' }, privateNetwork: { value: false } },
    });
  });

  test('accepts the sample when its line of the recipients is replaced by a text', async () => {
    const copy = mkdtempSync(join(tmpdir(), 'pim-report-bicep-'));
    cpSync(resolve(root, 'infra'), join(copy, 'infra'), { recursive: true });
    const written = textOf('infra/main.bicepparam')
      .replace("readEnvironmentVariable('REPORT_RECIPIENTS')", "'iam@contoso.com'")
      // The variable is set for this compiler, but not for whoever copies the file.
      .replaceAll("'REPORT_RECIPIENTS'", "'NOT_SET'");
    writeFileSync(join(copy, 'infra/mine.bicepparam'), written);
    const mine = await bicep.compileParameters(join(copy, 'infra/mine.bicepparam'));
    rmSync(copy, { recursive: true });
    expect(mine.diagnostics).toEqual([]);
    expect(JSON.parse(mine.parameters ?? '')).toMatchObject({
      parameters: {
        reportRecipients: { value: 'iam@contoso.com' },
        alertRecipients: { value: 'iam@contoso.com' },
        graphEndpoint: { value: 'https://graph.microsoft.com' },
      },
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
    let files = 0;
    /** The types of the resources that these parameters create. */
    async function evaluate(parameters: string): Promise<string[]> {
      const file = join(copy, `infra/snapshots/changed-${(files += 1)}.bicepparam`);
      writeFileSync(
        file,
        `using '../main.bicep'\nparam reportRecipients = 'ciso@contoso.com'\n${parameters}`,
      );
      const snapshot = JSON.parse(await bicep.evaluate(file, snapshotTarget)) as {
        predictedResources: { type: string }[];
      };
      return snapshot.predictedResources.map(({ type }) => type);
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
    ])('private network: %s', async (_, parameters, expected) => {
      const types = await evaluate(`param privateNetwork = true\n${parameters}\n`);
      expect(network(types).sort()).toEqual([...expected].sort());
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
    ])('refuses an incomplete choice: %s', async (sentence, parameters) => {
      await expect(evaluate(parameters)).rejects.toThrow(sentence);
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
