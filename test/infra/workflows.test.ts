import { readdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { parse } from 'yaml';
import { root, template, textOf } from '../support/outputs/infra';

interface Step {
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, unknown>>;
}
interface Job {
  readonly uses?: string;
  readonly needs?: string;
  readonly environment?: string;
  readonly if?: string;
  readonly permissions?: Readonly<Record<string, string>>;
  readonly strategy?: { readonly matrix: Readonly<Record<string, readonly unknown[]>> };
  readonly steps?: readonly Step[];
  readonly 'timeout-minutes'?: number;
}
interface Workflow {
  readonly name: string;
  readonly on: Readonly<Record<string, unknown>>;
  readonly permissions: Readonly<Record<string, string>>;
  readonly env?: Readonly<Record<string, string>>;
  readonly jobs: Readonly<Record<string, Job>>;
}

const folder = '.github/workflows';
const workflows = Object.fromEntries(
  readdirSync(resolve(root, folder)).map((file) => [
    file.replace('.yml', ''),
    parse(textOf(`${folder}/${file}`)) as Workflow,
  ]),
);
const jobs = Object.entries(workflows).flatMap(([workflow, one]) =>
  Object.entries(one.jobs).map(([name, job]) => ({ name: `${workflow}/${name}`, job })),
);
const steps = jobs.flatMap(({ name, job }) => (job.steps ?? []).map((step) => ({ name, step })));

test("no workflow uses a secret, or runs a stranger's code with rights", () => {
  const all = readdirSync(resolve(root, folder)).map((file) => textOf(`${folder}/${file}`));
  expect(all.join('\n')).not.toMatch(/secrets[.:[]|pull_request_target|workflow_run/);
  // Values from outside reach a shell as a variable, never as a part of the script.
  expect(steps.filter(({ step }) => step.run?.includes('${{'))).toEqual([]);
});

test('each job has only the right to read, and the rights listed here', () => {
  for (const { permissions } of Object.values(workflows)) expect(permissions).toEqual({ contents: 'read' });
  const more = jobs.flatMap(({ name, job }) => (job.permissions ? [[name, job.permissions]] : []));
  expect(Object.fromEntries(more)).toEqual({
    'deploy/what-if': { contents: 'read', 'id-token': 'write' },
    'deploy/deploy': { contents: 'read', 'id-token': 'write' },
    'release/release': { contents: 'write' },
  });
});

test('jobs sign in to Azure with a federated credential that is bound to an environment', () => {
  const signsIn = steps.filter(({ step }) => step.uses?.startsWith('azure/login@'));
  expect(signsIn.map(({ name }) => name)).toEqual(['deploy/what-if', 'deploy/deploy']);
  for (const { name, step } of signsIn) {
    expect(step.with).toEqual({
      'client-id': '${{ vars.AZURE_CLIENT_ID }}',
      'tenant-id': '${{ vars.AZURE_TENANT_ID }}',
      'subscription-id': '${{ vars.AZURE_SUBSCRIPTION_ID }}',
    });
    expect(jobs.find((one) => one.name === name)?.job.environment).toMatch(/^(preview|production)$/);
  }
});

test('jobs sign in only from main, and the preview cannot change anything', () => {
  const deploy = workflows.deploy!.jobs;
  for (const job of ['what-if', 'deploy']) expect(deploy[job]?.if).toBe("github.ref == 'refs/heads/main'");
  expect([deploy['what-if']?.environment, deploy.deploy?.environment]).toEqual(['preview', 'production']);
  const commands = deploy['what-if']?.steps?.flatMap(({ run = [] }) => run).join('\n') ?? '';
  expect(commands).toContain('--validation-level ProviderNoRbac');
  // A log may be public: it shows names of resources, not the recipients, emergency accounts and exceptions in settings.
  expect(commands).toContain('--result-format ResourceIdOnly');
  expect(commands.match(/\baz .*/g)).toHaveLength(1);
});

test('actions are pinned to one commit each', () => {
  const used = Object.keys(workflows).flatMap((name) =>
    [...textOf(`${folder}/${name}.yml`).matchAll(/uses: (?!\.\/)(\S+)( # \S+)?/g)].map(
      ([, action, version]) => `${action}${version ?? ''}`,
    ),
  );
  expect(used.filter((action) => !/^[\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(action))).toEqual([]);
  const commits = new Set(used);
  expect(new Set([...commits].map((action) => action.split('@')[0])).size).toBe(commits.size);
  for (const { step } of steps.filter((one) => one.step.uses?.startsWith('actions/checkout@')))
    expect(step.with).toEqual({ 'persist-credentials': false });
});

test('the suite runs on every supported Node, for every change, and before a deployment or release', () => {
  const test = workflows.test!;
  expect(Object.keys(test.on)).toEqual(['push', 'pull_request', 'workflow_call']);
  expect(test.jobs.test?.strategy?.matrix).toEqual({ node: [20, 22, 24] });
  expect(test.jobs.test?.steps?.at(-1)).toEqual({ run: '.ci/run' });
  const chain = (workflow: string, job: string): string[] => {
    const needs = workflows[workflow]?.jobs[job]?.needs;
    return needs === undefined ? [] : [needs, ...chain(workflow, needs)];
  };
  expect(chain('deploy', 'deploy')).toEqual(['what-if', 'package', 'test']);
  expect(chain('release', 'release')).toEqual(['test']);
  for (const name of ['deploy', 'release'])
    expect(workflows[name]?.jobs.test?.uses).toBe('./.github/workflows/test.yml');
  expect(jobs.filter(({ job }) => job.steps !== undefined && job['timeout-minutes'] === undefined)).toEqual(
    [],
  );
});

test('long campaigns run every night', () => {
  const nightly = workflows.nightly!;
  expect(Object.keys(nightly.on)).toEqual(['schedule', 'workflow_dispatch']);
  const { campaign } = nightly.jobs;
  expect(campaign?.strategy?.matrix).toEqual({
    command: ['labelled', 'faults', 'large', 'crash', 'chaos', 'fuzz'],
  });
  expect(campaign?.steps?.at(-1)).toEqual({
    run: 'npm run "$COMMAND"',
    env: { COMMAND: '${{ matrix.command }}' },
  });
});

test('a deployment passes the variables of the sample parameters, with the same defaults', () => {
  const read = [
    ...textOf('infra/main.bicepparam').matchAll(/readEnvironmentVariable\('(\w+)'(?:, '([^']*)')?/g),
  ];
  const expected = new Map(read.map(([, name, byDefault]) => [name!, byDefault]));
  const { AZURE_RESOURCE_GROUP, REPOSITORY_URL, ...env } = workflows.deploy!.env!;
  expect(REPOSITORY_URL).toBe('${{ github.server_url }}/${{ github.repository }}');
  // Set by the workflow itself, and by azd alone.
  expect([expected.delete('REPOSITORY_URL'), expected.delete('AZURE_ENV_NAME')]).toEqual([true, true]);
  expect(AZURE_RESOURCE_GROUP).toBe('${{ vars.AZURE_RESOURCE_GROUP }}');
  expect(Object.keys(env).sort()).toEqual([...expected.keys()].sort());
  for (const [name, byDefault] of expected) {
    const or = name === 'ALERT_RECIPIENTS' ? ' || vars.REPORT_RECIPIENTS' : ` || '${byDefault}'`;
    const hasDefault = name === 'ALERT_RECIPIENTS' || byDefault !== undefined;
    expect(env[name]).toBe(`\${{ vars.${name}${hasDefault ? or : ''} }}`);
  }
});

test('the deployment ends with its check', () => {
  expect(workflows.deploy?.jobs.deploy?.steps?.at(-1)?.run).toBe(
    'infra/check-deployment.sh "$AZURE_RESOURCE_GROUP" "$APP"',
  );
});

test('the deployment uses the packed file and the app that its output names', () => {
  const runs = (job: string) => workflows.deploy?.jobs[job]?.steps?.flatMap(({ run = [] }) => run).join('\n');
  expect(runs('what-if')).toContain('az deployment group what-if');
  expect(runs('package')).toContain('npm run package');
  const deploy = runs('deploy');
  const [, output] = /properties\.outputs\.(\w+)\.value/.exec(deploy ?? '') ?? [];
  expect(Object.keys(template.outputs)).toContain(output);
  expect(deploy).toContain('infra/deploy-code.sh "$AZURE_RESOURCE_GROUP" "$APP"');
  expect(textOf('infra/deploy-code.sh')).toContain('package="${3:-out/pim-report.zip}"');
});
