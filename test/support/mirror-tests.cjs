const { readdirSync, readFileSync } = require('node:fs');
const { basename, dirname, join, relative } = require('node:path');
const Sequencer = require('@jest/test-sequencer').default;

/**
 * Selects the tests that run for a mutant: those that mirror its file (`test/domain/time/period.test.ts` and
 * `period.*.test.ts` for `shared/domain/time/period.ts`), and those that mirror files of the same folder that import it
 * or that it imports. Without such a test, it selects all tests of the folder that load the file. This is ten times as
 * fast as all tests, and stricter: a distant test that happens to fail does not count.
 */
module.exports = class MirrorTests extends Sequencer {
  #root;
  #files;

  constructor({ contexts, globalConfig }) {
    super({ contexts, globalConfig });
    this.#root = globalConfig.rootDir;
    // The first run has no mutant and gets all mutated files; later runs get the file of the mutant.
    this.#files = globalConfig.findRelatedTests ? globalConfig.nonFlagArgs : [];
  }

  sort(tests) {
    return [...new Set(this.#files.flatMap((file) => this.#asked(file, tests)))];
  }

  #asked(file, tests) {
    const folder = join(this.#root, 'test', relative(join(this.#root, 'shared'), dirname(file)));
    const neighbours = tests.filter(({ path }) => dirname(path) === folder);
    const names = [nameOf(file), ...usersOf(file), ...usedBy(file)];
    const mirrors = neighbours.filter(({ path }) => names.includes(basename(path).split('.')[0]));
    return mirrors.length > 0 ? mirrors : neighbours;
  }
};

const nameOf = (file) => basename(file, '.ts');

/** Names of the files of the same folder that import a file. */
function usersOf(file) {
  const folder = dirname(file);
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isFile() && usedBy(join(folder, entry.name)).includes(nameOf(file)))
    .map(({ name }) => nameOf(name));
}

/** Names of the files of the same folder that a file imports. */
function usedBy(file) {
  return [...readFileSync(file, 'utf8').matchAll(/from '\.\/([\w-]+)'/g)].map(([, name]) => name);
}
