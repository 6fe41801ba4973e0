import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { parse } from 'yaml';
import { deployed, only, root, template, textOf } from '../support/outputs/infra';

interface Hook {
  readonly shell: string;
  readonly run: string;
  readonly continueOnError?: boolean;
}
interface Project {
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

test('azd up takes the template and its parameters', () => {
  const { provider, path, module } = project.infra;
  expect(provider).toBe('bicep');
  for (const end of ['bicep', 'bicepparam'])
    expect(existsSync(resolve(root, path, `${module}.${end}`))).toBe(true);
});

test('azd up deploys the package as it is, to the app that carries its tag', () => {
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

test('azd up grants the Graph permission where it may, with what the deployment tells', () => {
  const { posix, windows } = project.hooks.postprovision!;
  expect(posix).toMatchObject({ run: './infra/grant-graph-permission.sh', continueOnError: true });
  expect(windows.run).toContain(posix.run);
  const [, variable = ''] = /identity="\$\{(\w+):-\}"/.exec(textOf('infra/grant-graph-permission.sh')) ?? [];
  expect(Object.keys(template.outputs)).toContain(variable);
});
