import { createRequire } from 'node:module';
import type { FakeProgram } from './fake-program';
import { template } from '../outputs/infra';
import { accessToken, app, siteId, subscription, type AzureStub } from '../servers/azure';
import { azureCliProblem } from './azure-commands';
import { ProgramRefusalError, serveProgram } from './served-program';

/** The package has no types. */
const jmespath = createRequire(__filename)('jmespath') as {
  search(value: unknown, query: string): unknown;
};

/** Values of the template's outputs for the deployment in the stub. */
export const outputs = (azure: AzureStub): Record<string, string> => ({
  functionAppName: app,
  auditStorageName: 'pimreportauditabc',
  identityPrincipalId: azure.state.principalId,
  workspaceId: '1b2c3d4e-0000-4000-8000-00000000000a',
});

/**
 * Puts an `az` into `folder` that knows the commands of our scripts and pages. `rest` and changes of app settings go to
 * the Azure stub. `--query` is evaluated by JMESPath and printed like `--output tsv`. Deployments are checked against
 * the parameters of the template. Other known commands print nothing; unknown commands and options are refused.
 */
export function fakeAzureCli(folder: string, azure: AzureStub): Promise<FakeProgram> {
  return serveProgram(folder, 'az', async (args) => {
    const problem = azureCliProblem(args);
    if (problem !== null) throw new ProgramRefusalError(`ERROR: ${problem}\n`);
    const firstOption = args.findIndex((arg) => arg.startsWith('-'));
    const command = (firstOption === -1 ? args : args.slice(0, firstOption)).join(' ');
    return printed(await answer(command, args, azure), args);
  });
}

/** The value after an option; empty without the option. */
const option = (args: readonly string[], name: string): string =>
  args.includes(name) ? (args[args.indexOf(name) + 1] ?? '') : '';

function answer(command: string, args: readonly string[], azure: AzureStub): unknown {
  switch (command) {
    case 'rest':
      return rest(args, azure);
    case 'functionapp config appsettings set':
      return setSettings(args, azure);
    case 'account get-access-token':
      return { accessToken };
    case 'deployment group create':
      return deploy(args);
    case 'deployment group show': {
      const shown = Object.entries(outputs(azure)).map(([name, value]) => [name, { value }]);
      return { properties: { outputs: Object.fromEntries(shown) as unknown } };
    }
    case 'identity show':
      return { principalId: azure.state.principalId };
    case 'ad signed-in-user show':
      return { id: '7b1a4b5e-0000-4000-8000-000000000001' };
    case 'storage account show':
      return { id: `/storageAccounts/${option(args, '--name')}` };
    case 'network private-endpoint list':
      return [{ name: 'one' }, { name: 'two' }];
    case 'network private-dns zone list':
      return [{ name: 'zone' }];
    default:
      return undefined;
  }
}

/** Prints like knack's TsvOutput: one item of a list per line, the items of an inner list between tabs. */
function printed(value: unknown, args: readonly string[]): string {
  const query = option(args, '--query');
  const result = query === '' || value === undefined ? value : jmespath.search(value, query);
  const output = option(args, '--output');
  if (result === null || result === undefined || output === 'none') return '';
  if (output !== 'tsv') return `${JSON.stringify(result)}\n`;
  const rows: unknown[] = Array.isArray(result) ? result : [result];
  return rows.map((row) => `${tsvRow(row)}\n`).join('');
}

const tsvRow = (item: unknown): string =>
  Array.isArray(item)
    ? item.map(asPython).join('\t')
    : typeof item === 'boolean'
      ? String(item)
      : asPython(item);

function asPython(value: unknown): string {
  if (value === null || value === undefined) return 'None';
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  return typeof value === 'string' ? value : JSON.stringify(value);
}

async function call(azure: AzureStub, method: string, path: string, body?: string): Promise<unknown> {
  const response = await fetch(azure.arm.url + path, {
    method,
    headers: { authorization: `Bearer ${accessToken}`, 'content-type': 'application/json' },
    ...(body !== undefined && { body }),
  });
  const text = await response.text();
  if (!response.ok) throw new ProgramRefusalError(`ERROR: ${response.statusText}(${text})\n`);
  return text === '' ? undefined : (JSON.parse(text) as unknown);
}

function rest(args: readonly string[], azure: AzureStub): Promise<unknown> {
  const [, graphRoot = ''] = /^(https:\/\/[^/]+)/.exec(option(args, '--url')) ?? [];
  if (graphRoot !== option(args, '--resource'))
    throw new ProgramRefusalError("Can't derive appropriate Azure AD resource from --url\n");
  const url = option(args, '--url').replace('{subscriptionId}', subscription).replace(graphRoot, '');
  const body = args.includes('--body') ? option(args, '--body') : undefined;
  return call(azure, option(args, '--method').toUpperCase(), url, body);
}

/** Reads all settings and writes them back with the change, like the real `az`. */
async function setSettings(args: readonly string[], azure: AzureStub): Promise<undefined> {
  const group = option(args, '--resource-group');
  const site = siteId.replace(
    /resourceGroups.*/,
    `resourceGroups/${group}/providers/Microsoft.Web/sites/${option(args, '--name')}`,
  );
  const list = `${site}/config/appsettings/list?api-version=2024-11-01`;
  const { properties } = (await call(azure, 'POST', list)) as { properties: Record<string, string> };
  const [name = '', ...value] = option(args, '--settings').split('=');
  const changed = JSON.stringify({ properties: { ...properties, [name]: value.join('=') } });
  await call(azure, 'PUT', `${site}/config/appsettings?api-version=2024-11-01`, changed);
}

function deploy(args: readonly string[]): unknown {
  const from = args.indexOf('--parameters');
  const after = from === -1 ? [] : args.slice(from + 1);
  const end = after.findIndex((arg) => arg.startsWith('--'));
  const given = (end === -1 ? after : after.slice(0, end)).map((pair) => pair.split('=')[0] ?? '');
  if (option(args, '--template-file') === 'infra/main.json') {
    const unknown = given.filter((name) => !(name in template.parameters));
    const missing = Object.entries(template.parameters).flatMap(([name, { defaultValue }]) =>
      defaultValue === undefined && !given.includes(name) ? [name] : [],
    );
    if (unknown.length > 0)
      throw new ProgramRefusalError(
        `ERROR: InvalidTemplate: the template has no parameter ${unknown.join()}\n`,
      );
    if (missing.length > 0)
      throw new ProgramRefusalError(`ERROR: Missing input parameters: ${missing.join()}\n`);
  }
  return { properties: { provisioningState: 'Succeeded' } };
}
