const { basename, dirname, join, relative } = require('node:path');
const Sequencer = require('@jest/test-sequencer').default;

/**
 * Which tests are asked about a mutant: those that mirror its file. `shared/domain/period.ts` is tried by
 * `test/domain/period.test.ts` and `period.*.test.ts`, a file without a mirror by all tests of its folder that load
 * it. Stricter than asking all of them, since a test next door that happens to fail does not count, and ten times
 * as fast.
 */
module.exports = class MirrorTests extends Sequencer {
  #root;
  #files;

  constructor({ contexts, globalConfig }) {
    super({ contexts, globalConfig });
    this.#root = globalConfig.rootDir;
    // All mutated files in the first run, which is without a mutant; then the one that is tried.
    this.#files = globalConfig.findRelatedTests ? globalConfig.nonFlagArgs : [];
  }

  sort(tests) {
    return [...new Set(this.#files.flatMap((file) => this.#mirrors(file, tests)))];
  }

  #mirrors(file, tests) {
    const folder = join(this.#root, 'test', relative(join(this.#root, 'shared'), dirname(file)));
    const neighbours = tests.filter(({ path }) => dirname(path) === folder);
    const mirrors = neighbours.filter(({ path }) => basename(path).startsWith(`${basename(file, '.ts')}.`));
    return mirrors.length > 0 ? mirrors : neighbours;
  }
};
