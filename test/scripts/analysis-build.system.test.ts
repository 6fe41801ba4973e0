import { spawnSync } from 'node:child_process';
import { cpSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { scratchFolder } from '../support/servers/pipeline';

const root = join(__dirname, '../..');

/** Returns the digest of the analysis of a copy of the project. */
function buildOf(folder: string): string {
  const script = `
    import { analysisBuild } from ${JSON.stringify(pathToFileURL(join(root, 'scripts/analysis-build.mjs')).href)};
    process.stdout.write(await analysisBuild(${JSON.stringify(folder)}));
  `;
  const args = ['--input-type=module', '--eval', script];
  return spawnSync(process.execPath, args, { cwd: root, encoding: 'utf8' }).stdout;
}

test('the build of the analysis differs with its code, not with its comments, and is in what runs', async () => {
  const copy = await scratchFolder();
  try {
    for (const name of ['shared', 'tsconfig.json'])
      cpSync(join(root, name), join(copy.path, name), { recursive: true });
    const change = (file: string, from: string, to: string) => {
      const path = join(copy.path, 'shared', file);
      const text = readFileSync(path, 'utf8');
      expect(text).toContain(from);
      writeFileSync(path, text.replace(from, to));
    };
    const build = buildOf(copy.path);
    expect(build).toMatch(/^[0-9a-f]{16}$/);
    expect(build).toBe(buildOf(root));
    change('audit-source/map-event.ts', '/**', '// Another comment.\n/**');
    expect(buildOf(copy.path)).toBe(build);
    change('audit-source/map-event.ts', "word === '1'", "word === '2'");
    const changed = buildOf(copy.path);
    expect(changed).not.toBe(build);
    change('jobs/report/history/stored-weeks.ts', '<= now.getTime()', '< now.getTime()');
    expect(buildOf(copy.path)).not.toBe(changed);
    for (const folder of ['dist/chunks', 'dist/functions/chunks']) {
      const chunks = readdirSync(join(root, folder)).map((name) =>
        readFileSync(join(root, folder, name), 'utf8'),
      );
      expect(chunks.filter((text) => text.includes(build))).toHaveLength(1);
    }
  } finally {
    await copy.remove();
  }
});
