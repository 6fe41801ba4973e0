import { readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { alertTitles, functionNames, strangersIn, template } from '../support/outputs/named-in-doc';

const root = resolve(__dirname, '../..');
const page = readFileSync(resolve(root, 'docs/deploy.md'), 'utf8');
const numbers = ['none', 'one', 'two', 'three', 'four', 'five', 'six', 'seven'];

describe('docs/deploy.md', () => {
  test('names only things that exist', () => {
    expect(strangersIn('docs/deploy.md')).toEqual([]);
  });

  test.each([
    ['output functionAppNames', '```bash\nAPP=$(output functionAppNames)\n```\n'],
    ['parameter reportRecipient', '```bash\naz x --parameters reportRecipient=a@b.example\n```\n'],
    ['name reportCopy', 'Set `reportCopy`.'],
    ['setting REPORT_SCHEDULES', 'Set `REPORT_SCHEDULES`.'],
    ['setting of azd REPORT_SUBJECT', '```bash\nazd env set REPORT_SUBJECT x\n```\n'],
    ['file infra/run-it.sh', 'Run `infra/run-it.sh`.'],
    ['npm script pack', 'Run `npm run pack`.'],
    ['command check', 'Run `npx pim-report check`.'],
    ['option --everything', 'Run `npx pim-report verify --everything`.'],
    ['event report.lost', 'See `report.lost`.'],
    ['link operate.md#nowhere', 'See [there](operate.md#nowhere).'],
    ['shell', '```bash\nif true; then\n```\n'],
  ])('is checked for a wrong %s', (told, text) => {
    expect(strangersIn('docs/deploy.md', text).join('\n')).toContain(told);
  });

  test('gives every required parameter in each way that takes parameters', () => {
    const needed = Object.entries(template.parameters)
      .filter(([, parameter]) => !('defaultValue' in (parameter as object)))
      .map(([name]) => name);
    expect(needed).toEqual(['reportRecipients']);
    const [, first, second, third] = page.split(/^## Way \d.*$/m);
    expect(first).toContain('azd env set REPORT_RECIPIENTS');
    expect(second).toContain('--parameters reportRecipients=');
    expect(third).toContain('`reportRecipients`');
  });

  test('lists for azd env set the variables that the parameter file reads', () => {
    const file = readFileSync(resolve(root, 'infra/main.bicepparam'), 'utf8');
    const read = new Set([...file.matchAll(/readEnvironmentVariable\('(\w+)'/g)].map(([, name]) => name));
    // azd sets it itself.
    read.delete('AZURE_ENV_NAME');
    const [, sentence = ''] = /`azd env set` has an effect only for the names (.*)/.exec(page) ?? [];
    const listed = [...sentence.matchAll(/`([A-Z_]+)`/g)].map(([, name]) => name);
    expect(listed.sort()).toEqual([...read].sort());
  });

  test('has a valid parameter file for a deployment stack', () => {
    const [, json = ''] = /Deployment stacks.*?```json\n(.*?)```/s.exec(page) ?? [];
    const { parameters } = JSON.parse(json) as { parameters: Record<string, { value: unknown }> };
    expect(Object.keys(template.parameters)).toEqual(expect.arrayContaining(Object.keys(parameters)));
    expect(parameters).toHaveProperty('reportRecipients.value');
  });

  test('names the time of the first mail by the schedule of the template', () => {
    expect(template.parameters.correctionSchedule).toMatchObject({ defaultValue: '0 0 4 * * *' });
    expect(page).toContain('to all recipients at 04:00 UTC of the next night');
  });

  test('has the right numbers of alerts and functions', () => {
    expect(page).toContain(`${numbers[alertTitles.length]} alerts`);
    expect(page).toContain(`out/pim-report.zip: ${functionNames.length} functions`);
    for (const name of functionNames) expect(page).toContain(`\`${name}\``);
  });

  test('states the defaults of the template', () => {
    const defaultOf = (name: string) => (template.parameters[name] as { defaultValue: unknown }).defaultValue;
    expect(page).toContain(`a budget of ${String(defaultOf('monthlyBudget'))} a month`);
    expect(page).toContain(`\`retentionDays\` (${String(defaultOf('retentionDays'))} by default)`);
    expect(defaultOf('collectSchedule')).toBe('0 30 1 * * *');
    expect(page).toContain('every night at 01:30 UTC');
    expect(defaultOf('reportSchedule')).toBe('0 0 7-19/2 * * 1');
    expect(page).toContain('on Monday from 07:00 UTC on');
    expect(page).toContain(`\`${String(defaultOf('graphEndpoint'))}\` (the default)`);
    expect(page).toContain(`\`${String(defaultOf('namePrefix'))}-identity\``);
  });

  test('names the same permissions as the script, the module and the template', () => {
    const places = ['infra/lib/graph-permissions.sh', 'infra/graph-permission.bicep'].map((path) =>
      readFileSync(resolve(root, path), 'utf8'),
    );
    const [auditLog, directory] = [
      'b0afded3-3588-46d8-8b3d-9842eff778da',
      '7ab1d382-f21e-4acd-a863-ba3e13f7da61',
    ];
    for (const text of [...places, page, JSON.stringify(template)]) expect(text).toContain(auditLog);
    for (const text of places) expect(text).toContain(directory);
    // The wider permission is on nowhere by default.
    expect(JSON.stringify(template)).not.toContain(directory);
    expect(places[1]).toContain('param grantDirectoryRead bool = false');
    // As the documentation of the extension has it: these three properties, and Graph's application id.
    expect(places[1]).toMatch(
      /^extension 'br:mcr\.microsoft\.com\/bicep\/extensions\/microsoftgraph\/v1\.0:1\.0\.0'$/m,
    );
    expect(places[1]?.match(/'Microsoft\.Graph\/appRoleAssignedTo@v1\.0'/g)).toHaveLength(8);
    for (const property of ['appRoleId', 'principalId', 'resourceId'])
      expect(places[1]?.match(new RegExp(`^  ${property}: `, 'gm'))).toHaveLength(8);
  });

  test('describes each variable and each environment of the deployment workflow', () => {
    const workflow = readFileSync(resolve(root, '.github/workflows/deploy.yml'), 'utf8');
    const [, section = ''] = page.split('## Deploying from GitHub');
    const told = section.split('\n## ')[0] ?? '';
    const named = (pattern: RegExp) => [...workflow.matchAll(pattern)].map(([, name]) => name ?? '');
    const names = [...named(/\bvars\.(\w+)/g), ...named(/^ +environment: (\w+)$/gm)];
    expect(new Set(names).size).toBeGreaterThan(10);
    for (const name of names) expect(told).toContain(`\`${name}\``);
  });

  test('has the sections that the scripts name', () => {
    for (const script of ['infra/check-deployment.sh', 'infra/deploy-code.sh', 'infra/lib/azure.sh']) {
      const text = readFileSync(resolve(root, script), 'utf8');
      for (const [, section = ''] of text.matchAll(/docs\/deploy\.md, ([A-Z][a-z ]+)/g))
        expect(page).toMatch(new RegExp(`^##+ ${section.trim()}$`, 'm'));
    }
  });

  test('names what the deployer needs for each parameter that names something outside the group', () => {
    const [, section = ''] = page.split('### Rights outside the resource group');
    const outside = Object.keys(template.parameters).filter((name) =>
      /^existing.*Id$|^alertsKeyVaultId$|^encryptionIdentityId$/.test(name),
    );
    // No such right is known for an action group.
    for (const name of outside.filter((name) => name !== 'existingActionGroupId'))
      expect(section.split('\n## ')[0]).toContain(`\`${name}\``);
  });

  test('names every script of infra', () => {
    const scripts = readdirSync(resolve(root, 'infra')).filter((file) => file.endsWith('.sh'));
    expect(scripts.length).toBeGreaterThan(1);
    for (const file of scripts) expect(page).toContain(`infra/${file}`);
  });
});
