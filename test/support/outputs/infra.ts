import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { runInNewContext } from 'node:vm';
import { findCompiler, pinnedVersion, type BicepCompiler } from '../../../scripts/infra/bicep-compiler';
import { snapshotFile, templateFile, type SnapshotName } from '../../../scripts/infra/compiled';

export const root = resolve(__dirname, '../../..');
export const textOf = (file: string): string => readFileSync(resolve(root, file), 'utf8');

/** A resource of a deployment, with evaluated expressions except those that only Azure knows. */
export interface Deployed {
  readonly id: string;
  readonly type: string;
  readonly name: string;
  readonly apiVersion: string;
  readonly properties?: Readonly<Record<string, unknown>>;
}

/** All resources of a committed snapshot. */
export function deployed(name: SnapshotName): readonly Deployed[] {
  return (JSON.parse(textOf(snapshotFile(name))) as { predictedResources: Deployed[] }).predictedResources;
}

export function ofType(resources: readonly Deployed[], type: string): Deployed[] {
  return resources.filter((resource) => resource.type === type);
}

/** The only resource of a type whose id ends with `end`. */
export function only(resources: readonly Deployed[], type: string, end = ''): Deployed {
  const found = ofType(resources, type).filter(({ id }) => id.endsWith(end));
  if (found.length !== 1) throw new Error(`${found.length} resources of type ${type} end with "${end}".`);
  return found[0]!;
}

/** An id without subscription, group and the unique part of its name. */
export const shortId = (id: string): string =>
  id.replace(/^.*?\/resourceGroups\/pim-report\/providers\//, '').replaceAll(/uj24rshle/g, '~');

/** A compiled ARM template: its resources by symbolic name, modules nested. */
export interface Template {
  readonly parameters: Readonly<Record<string, Parameter>>;
  readonly outputs: Readonly<Record<string, { readonly metadata?: { readonly description?: string } }>>;
  readonly resources: Readonly<Record<string, TemplateResource>>;
}
export interface Parameter {
  readonly type?: string;
  readonly defaultValue?: unknown;
  readonly allowedValues?: readonly unknown[];
  readonly minValue?: number;
  readonly maxValue?: number;
  readonly metadata?: { readonly description?: string };
}
export interface TemplateResource {
  readonly type: string;
  readonly apiVersion: string;
  readonly existing?: boolean;
  readonly properties?: { readonly template?: Template };
}

export const template = JSON.parse(textOf(templateFile)) as Template;

/** Returns every resource of a template and its modules, including disabled ones. */
export function resourcesOf({ resources }: Template): TemplateResource[] {
  return Object.values(resources).flatMap((resource) => {
    const inner = resource.properties?.template;
    return inner === undefined ? [resource] : resourcesOf(inner);
  });
}

/** The app settings of a snapshot. */
export const appSettings = (name: SnapshotName): Record<string, string> =>
  only(deployed(name), 'Microsoft.Web/sites/config', '/appsettings').properties as Record<string, string>;

/** Returns the app settings as the app reads them, with test values for those that only Azure knows. */
export const settingsAsDeployed = (name: SnapshotName): Record<string, string> =>
  Object.fromEntries(
    Object.entries(appSettings(name)).map(([setting, value]) => {
      if (value.startsWith('@Microsoft.KeyVault(')) return [setting, `https://secret.contoso.com/${setting}`];
      if (!value.startsWith('[')) return [setting, value];
      if (setting === 'ALERTS') return [setting, evaluate(value)];
      if (setting === 'REPORT_SENDER') return [setting, 'DoNotReply@1b2c3d4e.azurecomm.net'];
      if (/CLIENT_?ID$/i.test(setting)) return [setting, '1b2c3d4e-0000-4000-8000-000000000000'];
      const service = /blob|table/.exec(setting)?.[0] ?? 'communication';
      return [setting, `https://contoso.${service}.core.windows.net/`];
    }),
  );

/** Evaluates the expression of the alert channels, with test values for those that only Azure knows. */
function evaluate(expression: string): string {
  const createObject = (...facts: readonly unknown[]): Record<string, unknown> =>
    Object.fromEntries(
      facts.flatMap((fact, index) => (index % 2 === 0 ? [[String(fact), facts[index + 1]] as const] : [])),
    );
  const rule = {
    immutableId: 'dcr-1b2c3d4e00004000800000000000000a',
    endpoints: { logsIngestion: 'https://pimreport-alerts-1b2c.westeurope-1.ingest.monitor.azure.com' },
  };
  const value: unknown = runInNewContext(expression.slice(1, -1), {
    createObject,
    createArray: (...items: readonly unknown[]) => items,
    format: (pattern: string, value: string) => pattern.replace('{0}', value),
    string: JSON.stringify,
    reference: () => rule,
  });
  return String(value);
}

/** `describe` with the pinned compiler; without it, skipped with the reason in the title. */
export function describeWithCompiler(title: string, tests: (compiler: BicepCompiler) => void): void {
  const compiler = findCompiler(root, process.env);
  const isPinned = compiler?.version === pinnedVersion(root);
  const found = compiler === null ? 'no Bicep compiler' : `Bicep ${compiler.version}`;
  const reason = ` (skipped: ${found}; dotnet restore infra/compiler/bicep.csproj)`;
  (isPinned ? describe : describe.skip)(isPinned ? title : title + reason, () => {
    tests(compiler ?? { path: '', version: '' });
  });
}
