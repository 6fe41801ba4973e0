import { chmod, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { callsIn, type FakeProgram } from './fake-program';
import { template } from '../outputs/infra';
import { accessToken, app, siteId, subscription, type AzureStub } from '../servers/azure';
import { azureCliProblem, azureCommands } from './azure-commands';

/** Values of the template's outputs for the deployment that the stub holds. */
export const outputs = (azure: AzureStub): Record<string, string> => ({
  functionAppName: app,
  auditStorageName: 'pimreportauditabc',
  identityPrincipalId: azure.state.principalId,
  workspaceId: '1b2c3d4e-0000-4000-8000-00000000000a',
});

/**
 * Puts an `az` into `folder` that knows the commands of our scripts and pages: `rest` and changes of app settings go to
 * the stub of Azure; `--query` is evaluated by JMESPath and printed as `--output tsv` does; deployments are held against
 * the parameters of the template. Everything else is answered with nothing, and refused when the real one would not
 * know the command or an option.
 */
export async function fakeAzureCli(folder: string, azure: AzureStub): Promise<FakeProgram> {
  const log = join(folder, 'az.calls');
  await writeFile(log, '');
  const parameters = Object.entries(template.parameters).map(([name, { defaultValue }]) => [
    name,
    defaultValue === undefined,
  ]);
  const shown = Object.fromEntries(Object.entries(outputs(azure)).map(([name, value]) => [name, { value }]));
  const text = `#!${process.execPath}
const { appendFileSync } = require('node:fs');
const jmespath = require(${JSON.stringify(require.resolve('jmespath'))});
const azureCommands = ${JSON.stringify(azureCommands)};
${azureCliProblem.toString().replace(/^.*?function/s, 'function')}
const args = process.argv.slice(2);
appendFileSync(${JSON.stringify(log)}, JSON.stringify(args) + '\\n');
const option = (name) => (args.includes(name) ? args[args.indexOf(name) + 1] : undefined);
const python = (value) => value === null || value === undefined ? 'None' : value === true ? 'True' : value === false ? 'False' : String(value);
// As knack's TsvOutput: a list prints an item a line, a list in it prints its items between tabs.
const row = (item) => Array.isArray(item) ? item.map(python).join('\\t') : typeof item === 'boolean' ? String(item) : python(item);
function print(value) {
  const query = option('--query');
  const result = query === undefined ? value : jmespath.search(value, query);
  if (result === null || result === undefined) return;
  if (option('--output') === 'none') return;
  if (option('--output') !== 'tsv') return process.stdout.write(JSON.stringify(result) + '\\n');
  process.stdout.write((Array.isArray(result) ? result : [result]).map((item) => row(item) + '\\n').join(''));
}
function refuse(text) {
  process.stderr.write('ERROR: ' + text + '\\n');
  process.exit(1);
}
async function call(method, path, body) {
  const response = await fetch(${JSON.stringify(azure.arm.url)} + path, {
    method,
    headers: { authorization: 'Bearer ${accessToken}', 'content-type': 'application/json' },
    body,
  });
  const text = await response.text();
  if (!response.ok) refuse(response.statusText + '(' + text + ')');
  return text === '' ? undefined : JSON.parse(text);
}
async function rest() {
  const url = option('--url').replace('{subscriptionId}', '${subscription}').replace(/^https:\\/\\/(graph|dod-graph)[^/]*/, '');
  print(await call(option('--method').toUpperCase(), url, option('--body')));
}
async function setSettings() {
  const site = ${JSON.stringify(siteId)}.replace(/resourceGroups.*/, 'resourceGroups/' + option('--resource-group') + '/providers/Microsoft.Web/sites/' + option('--name'));
  // As the real one: all settings are read, and written again with the change.
  const { properties } = await call('POST', site + '/config/appsettings/list?api-version=2024-11-01');
  const [name, ...value] = option('--settings').split('=');
  await call('PUT', site + '/config/appsettings?api-version=2024-11-01', JSON.stringify({ properties: { ...properties, [name]: value.join('=') } }));
}
function deploy() {
  const from = args.indexOf('--parameters');
  const rest = from === -1 ? [] : args.slice(from + 1);
  const end = rest.findIndex((arg) => arg.startsWith('--'));
  const given = (end === -1 ? rest : rest.slice(0, end)).map((pair) => pair.split('=')[0]);
  if (option('--template-file') === 'infra/main.json') {
    const known = ${JSON.stringify(parameters)};
    const strange = given.filter((name) => !known.some(([one]) => one === name));
    const missing = known.filter(([name, isNeeded]) => isNeeded && !given.includes(name));
    if (strange.length > 0) refuse('InvalidTemplate: the template has no parameter ' + strange);
    if (missing.length > 0) refuse('Missing input parameters: ' + missing.map(([name]) => name));
  }
  print({ properties: { provisioningState: 'Succeeded' } });
}
async function main() {
  const problem = azureCliProblem(args);
  if (problem !== null) refuse(problem);
  const firstOption = args.findIndex((arg) => arg.startsWith('-'));
  const command = (firstOption === -1 ? args : args.slice(0, firstOption)).join(' ');
  switch (command) {
    case 'rest': return rest();
    case 'functionapp config appsettings set': return setSettings();
    case 'account get-access-token': return print({ accessToken: '${accessToken}' });
    case 'deployment group create': return deploy();
    case 'deployment group show': return print({ properties: { outputs: ${JSON.stringify(shown)} } });
    case 'ad signed-in-user show': return print({ id: '7b1a4b5e-0000-4000-8000-000000000001' });
    case 'storage account show': return print({ id: '/storageAccounts/' + option('--name') });
    case 'network private-endpoint list': return print([{ name: 'one' }, { name: 'two' }]);
    case 'network private-dns zone list': return print([{ name: 'zone' }]);
  }
}
main().catch((error) => refuse(String(error)));
`;
  await writeFile(join(folder, 'az'), text);
  await chmod(join(folder, 'az'), 0o755);
  return { calls: () => callsIn(log) };
}
