import { deployed, ofType, resourcesOf, template, type Template } from '../support/outputs/infra';

/**
 * Properties of a site's configuration that Azure refuses for Flex Consumption with the error 51021: first in some
 * regions, later in all. Sources: Azure/terraform-azurerm-avm-res-web-site pull request 345 and issue 360,
 * microsoft/azure-pipelines-tasks issue 21032.
 */
const refused = [
  'FtpsState',
  'LinuxFxVersion',
  'WindowsFxVersion',
  'NetFrameworkVersion',
  'Use32BitWorkerProcess',
  'PreWarmedInstanceCount',
  'FunctionAppScaleLimit',
  'FunctionsRuntimeScaleMonitoringEnabled',
].map((name) => name.toLowerCase());

/** Names of all properties of a value, nested ones included. */
function namesIn(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) => [name, ...namesIn(inner)]);
}
const refusedIn = (value: unknown) => namesIn(value).filter((name) => refused.includes(name.toLowerCase()));

const sitesOf = (from: Template) =>
  resourcesOf(from).filter(({ type }) => type.startsWith('Microsoft.Web/sites'));

test('the search finds a refused property at any depth and in any case', () => {
  expect(refusedIn({ properties: { siteConfig: { ftpsState: 'Disabled' } } })).toEqual(['ftpsState']);
  expect(refusedIn({ siteConfig: [{ LINUXFXVERSION: '' }] })).toEqual(['LINUXFXVERSION']);
});

test('the compiled template gives no site a property that Flex Consumption refuses', () => {
  const sites = sitesOf(template);
  expect(sites.length).toBeGreaterThan(3);
  expect(sites.flatMap(refusedIn)).toEqual([]);
});

test('the evaluated template gives no site such a property either', () => {
  for (const world of ['default', 'everything', 'enterprise'] as const)
    expect(ofType(deployed(world), 'Microsoft.Web/sites').flatMap(refusedIn)).toEqual([]);
});
