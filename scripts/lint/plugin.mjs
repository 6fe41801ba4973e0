import { existsSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { arrows } from './rooms.mjs';

const root = join(import.meta.dirname, '..', '..');

/** What a room may import only if its line in the table says so. */
const tops = ['functions', 'cli', 'local', 'shared', 'scripts', 'test'];

const pathOf = (file) => relative(root, file).split(sep).join('/');
const isInside = (path, folder) => path === folder || path.startsWith(`${folder}/`);

/** Refuses an import that the table of rooms does not allow; a type counts, as does a file that is in no room. */
const rooms = {
  create(context) {
    const around = Object.entries(arrows).filter(([room]) => isInside(pathOf(context.filename), room));
    const check = ({ source }) => {
      if (typeof source?.value !== 'string' || !source.value.startsWith('.')) return;
      const target = join(dirname(context.filename), source.value);
      const imported = pathOf(existsSync(`${target}.ts`) ? `${target}.ts` : target);
      if (!tops.some((top) => isInside(imported, top))) return;
      for (const [room, allowed] of around) {
        if ([room, ...allowed].some((each) => isInside(imported, each))) continue;
        const message = `${room} may import ${allowed.join(', ') || 'nothing'} (see scripts/lint/rooms.mjs).`;
        context.report({ node: source, message });
      }
    };
    return {
      Program(node) {
        if (around.length > 0) return;
        context.report({ node, message: 'The folder of this file is no room of scripts/lint/rooms.mjs.' });
      },
      ImportDeclaration: check,
      ImportExpression: check,
      TSImportType: check,
      ExportNamedDeclaration: check,
      ExportAllDeclaration: check,
    };
  },
};

/** Refuses what makes the result of shared/ depend on more than its arguments. */
const pure = {
  create(context) {
    const report = (message) => (node) => context.report({ node, message });
    const clock = report('Take `now` as a value.');
    return {
      "CallExpression[callee.object.name='Date'][callee.property.name='now']": clock,
      "NewExpression[callee.name='Date'][arguments.length=0]": clock,
      "MemberExpression[object.name='process'][property.name='env']": report(
        'The environment is read in the entry points and handed to shared/config.',
      ),
    };
  },
};

/** Refuses an object that holds the whole library: a bundle cannot leave out what is not used. */
const wholeZod = {
  create(context) {
    return {
      "ImportDeclaration[source.value='zod'][importKind='value'] > ImportSpecifier[imported.name='z']"(node) {
        context.report({ node, message: "Write `import * as z from 'zod'`: it bundles to half the size." });
      },
    };
  },
};

export default { meta: { name: 'pim-report' }, rules: { rooms, pure, 'whole-zod': wholeZod } };
