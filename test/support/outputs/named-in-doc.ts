import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { globalOptions } from '../../../cli/commands/command-definition';
import { commandDefinitions } from '../../../cli/commands/command-definitions';
import { settingNames } from '../../../shared/config/settings-table';
import { telemetryEvents } from '../../../shared/telemetry/telemetry';

const root = resolve(__dirname, '../../..');
const read = (path: string) => readFileSync(resolve(root, path), 'utf8');

interface Template {
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly outputs?: Readonly<Record<string, unknown>>;
  readonly resources: Readonly<Record<string, { properties?: { template?: Template } }>>;
  readonly variables?: Readonly<Record<string, unknown>>;
}

/** The compiled template for the portal. */
export const template = JSON.parse(read('infra/main.json')) as Template;
/** Titles of the alerts in the template. */
export const alertTitles: readonly string[] = (
  template.resources.operatorAlerts?.properties?.template?.variables?.rules as readonly { title: string }[]
).map(({ title }) => title);
/** Names of the functions, as they are registered. */
export const functionNames = readdirSync(resolve(root, 'functions'))
  .filter((file) => file.endsWith('.ts'))
  .map((file) => file.replace('.ts', ''));
const bicepParameters = new Set([
  ...Object.keys(template.parameters),
  ...[...read('infra/graph-permission.bicep').matchAll(/^param (\w+)/gm)].map(([, name]) => name),
]);
const packageScripts = (JSON.parse(read('package.json')) as { scripts: Record<string, string> }).scripts;
const commandNames = commandDefinitions.map(({ name }) => name);
const optionNames = [...globalOptions, ...commandDefinitions.flatMap(({ options }) => options)].map(
  ({ flags }) => flags.split(' ')[0] ?? '',
);
const fromEnvironment = [...read('infra/main.bicepparam').matchAll(/readEnvironmentVariable\('(\w+)'/g)];
const ofWorkflow = [...read('.github/workflows/deploy.yml').matchAll(/\bvars\.(\w+)/g)];
const settings = new Set([
  ...settingNames,
  ...ofWorkflow.map(([, name]) => name ?? ''),
  ...fromEnvironment.map(([, name]) => name ?? ''),
  'AZURE_RESOURCE_GROUP',
]);
/** Settings that infra/main.bicep creates for the secrets of alert channels. */
const channelSecret = /^ALERTS_(URL|KEY)_\d$/;
/** Words in code that are names of other things: programs, fields, states. */
const otherWords =
  /^(az|azd|detachAll|npm|npx|node|git|curl|sha256sum|azcopy|https?|xlsx|ok|isNew|CanNotDelete|reason|state|complete|partial|missing|lost|mailHost|sentAt|startedAt)$/;

/** Returns the names on a page that do not exist; `text` replaces the page's text. */
export function strangersIn(page: string, text = read(page)): string[] {
  const blocks = [...text.matchAll(/```bash\n(.*?)```/gs)].map(([, code]) => code ?? '');
  const inline = [...text.replaceAll(/```.*?```/gs, '').matchAll(/`([^`\n]+)`/g)].map(
    ([, code]) => code ?? '',
  );
  const all = [...blocks, ...inline];
  const find = (pattern: RegExp, isKnown: (name: string) => boolean, what: string) =>
    all.flatMap((code) =>
      [...code.matchAll(pattern)]
        .map(([, name]) => name ?? '')
        .filter((name) => !isKnown(name))
        .map((name) => `${what} ${name}`),
    );
  const isParameter = (name: string) => bicepParameters.has(name);
  const isOutput = (name: string) => name in (template.outputs ?? {});
  const isPath = (path: string) =>
    existsSync(resolve(root, path)) || read('scripts/package.mjs').includes(path);
  const isName = (name: string) =>
    isParameter(name) || isOutput(name) || functionNames.includes(name) || otherWords.test(name);
  return [
    ...find(/\$\(output (\w+)\)/g, isOutput, 'output'),
    ...find(/azd env get-value (\w+)/g, (name) => isOutput(name) || settings.has(name), 'output'),
    ...find(/azd env set (\w+)/g, (name) => settings.has(name), 'setting of azd'),
    ...find(/(?<![\w"$./-])([a-z]+[A-Z]\w*)=/g, isParameter, 'parameter'),
    ...find(/^([a-z]+(?:[A-Z]\w*)+)$/g, isName, 'name'),
    ...find(
      /\b([A-Z]{3,}(?:_[A-Z0-9]+)+(?:__\w+)?)\b/g,
      (name) => settings.has(name) || channelSecret.test(name),
      'setting',
    ),
    ...find(/(?<![\w./-])((?:infra|docs|scripts|functions|out|shared|local)\/[\w./-]+\w)/g, isPath, 'file'),
    ...find(/npm run ([\w:]+)/g, (name) => name in packageScripts, 'npm script'),
    ...find(/(?:npx )?pim-report ([a-z]+)/g, (name) => commandNames.includes(name), 'command'),
    ...find(/pim-report [a-z]+[^|\n]*? (--[a-z-]+)/g, (name) => optionNames.includes(name), 'option'),
    ...find(
      /^((?:collection|reports?|mail)\.[a-z]+)$/g,
      (name) => telemetryEvents.some((event) => event === name),
      'event',
    ),
    ...find(/run-function\.sh \$GROUP \$APP (\w+)/g, (name) => functionNames.includes(name), 'function'),
    ...brokenLinks(page, text),
    ...blocks.flatMap((code) => {
      const { status, stderr } = spawnSync('/bin/bash', ['-n'], {
        input: code.replaceAll(/<[^>\n]+>/g, 'placeholder'),
        encoding: 'utf8',
      });
      return status === 0 ? [] : [`shell ${stderr}`];
    }),
  ];
}

/** Returns links to files and headings that do not exist. */
function brokenLinks(page: string, text: string): string[] {
  return [...text.matchAll(/\]\(([^)]+)\)/g)].flatMap(([, link = '']) => {
    if (/^https?:/.test(link)) return [];
    const [file = '', anchor] = link.split('#');
    const path = file === '' ? page : `${dirname(page)}/${file}`;
    if (!existsSync(resolve(root, path))) return [`link ${link}`];
    return anchor === undefined || anchorsOf(read(path)).includes(anchor) ? [] : [`link ${link}`];
  });
}

/** Returns GitHub's anchors of a page's headings. */
const anchorsOf = (text: string): string[] =>
  [...text.matchAll(/^#+ (.+)$/gm)].map(([, title = '']) => anchorOf(title));

/** Returns GitHub's anchor of a heading. */
export const anchorOf = (title: string): string =>
  title
    .toLowerCase()
    .replaceAll(/[^\w\- ]/g, '')
    .replaceAll(' ', '-');
