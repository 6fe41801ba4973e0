import { existsSync, readFileSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { parse } from 'yaml';
import { deployed, only, root, template, textOf } from '../support/outputs/infra';

interface Hook {
  readonly shell: string;
  readonly run: string;
  readonly continueOnError?: boolean;
}
interface Project {
  readonly requiredVersions: { readonly azd: string };
  readonly infra: { readonly provider: string; readonly path: string; readonly module: string };
  readonly hooks: Readonly<Record<string, Readonly<Record<'posix' | 'windows', Hook>>>>;
  readonly services: Readonly<
    Record<
      string,
      {
        readonly project: string;
        readonly host: string;
        readonly language: string;
        readonly dist: string;
        readonly remoteBuild: boolean;
        readonly hooks: Readonly<Record<string, Readonly<Record<'posix' | 'windows', Hook>>>>;
      }
    >
  >;
}
const project = parse(textOf('azure.yaml')) as Project;
const { scripts } = JSON.parse(textOf('package.json')) as { scripts: Record<string, string> };

test('azd up uses the template and its parameters', () => {
  const { provider, path, module } = project.infra;
  expect(provider).toBe('bicep');
  for (const end of ['bicep', 'bicepparam'])
    expect(existsSync(resolve(root, path, `${module}.${end}`))).toBe(true);
});

test('azd up deploys the package unchanged to the app with its tag', () => {
  const [[name, service] = []] = Object.entries(project.services);
  expect(Object.keys(project.services)).toHaveLength(1);
  expect(service).toMatchObject({ host: 'function', dist: 'out/package', remoteBuild: false });
  expect(only(deployed('default'), 'Microsoft.Web/sites')).toMatchObject({
    tags: { 'azd-service-name': name },
  });
  expect(only(deployed('everything'), 'Microsoft.Web/sites')).toMatchObject({
    tags: { 'azd-service-name': name, owner: 'iam' },
  });
  const [, script = ''] = /^npm run (\S+)$/.exec(service?.hooks.prepackage?.posix.run ?? '') ?? [];
  expect(scripts[script]).toContain('scripts/package.mjs');
});

/**
 * The rule of azd from 1.23.12 on (Azure/azure-dev pull request 7223): `remoteBuild: false` fails beside an ignore file
 * that excludes node_modules. It reads the file in the folder of the service, not in `dist`.
 */
function remoteBuildProblem(remoteBuild: boolean | undefined, ignoreFile: string | null): string | null {
  const lines = (ignoreFile ?? '').split('\n').map((line) => line.trim());
  const excludes = lines.some((line) => /^(\*|\/?node_modules\/?|\*\*\/node_modules\/?)$/.test(line));
  return ignoreFile !== null && remoteBuild === false && excludes
    ? "'remoteBuild: false' cannot be used when '.funcignore' excludes node_modules"
    : null;
}

test('azd accepts the package', () => {
  // The ignore file that this repository had, and the one that it has.
  expect(remoteBuildProblem(false, '# Only what runs\n*\n!dist\n')).not.toBeNull();
  const service = Object.values(project.services)[0]!;
  const ignoreFile = resolve(root, service.project, '.funcignore');
  const content = existsSync(ignoreFile) ? readFileSync(ignoreFile, 'utf8') : null;
  expect(remoteBuildProblem(service.remoteBuild, content)).toBeNull();
  // Without it, azd would build in Azure, where the package has nothing to install from.
  expect(service.remoteBuild).toBe(false);
  expect(project.requiredVersions.azd).toBe('>= 1.23.12');
});

test('azd up ends with the check of the deployment, and passes it the names', () => {
  const { posix, windows } = project.hooks.postdeploy!;
  expect(posix).toMatchObject({ run: './infra/check-deployment.sh', continueOnError: true });
  expect(windows.run).toBe(`bash ${posix.run}`);
  expect(statSync(resolve(root, posix.run)).mode & 0o111).toBe(0o111);
  const script = textOf('infra/check-deployment.sh');
  const [, groupVariable, appVariable = ''] =
    /group="\$\{1:-\$\{(\w+):-\}\}" app="\$\{2:-\$\{(\w+):-\}\}"/.exec(script) ?? [];
  expect(groupVariable).toBe('AZURE_RESOURCE_GROUP');
  expect(Object.keys(template.outputs)).toContain(appVariable);
});

test('azd up grants the Graph permission with the outputs of the deployment, and stops if that fails', () => {
  const { posix, windows } = project.hooks.postprovision!;
  expect(posix).toMatchObject({ run: './infra/grant-graph-permission.sh', continueOnError: false });
  expect(windows).toMatchObject({ run: `bash ${posix.run}`, continueOnError: false });
  const [, variable = ''] = /identity="\$\{(\w+):-\}"/.exec(textOf('infra/grant-graph-permission.sh')) ?? [];
  expect(Object.keys(template.outputs)).toContain(variable);
});
