const { basename, dirname, relative, sep } = require('node:path');
const Sequencer = require('@jest/test-sequencer').default;

/**
 * Which tests are asked about a mutant of a file: those that mirror it. `shared/domain/period.ts` is tried by
 * `test/domain/period.test.ts` and `period.*.test.ts`, a file without a mirror by all tests of its folder that load
 * it. Stricter than asking all of them, since a test next door that happens to fail does not count, and ten times
 * as fast.
 */
module.exports = class MirrorTests extends Sequencer {
  #files;
  #root;

  constructor({ contexts, globalConfig }) {
    super({ contexts, globalConfig });
    this.#root = globalConfig.rootDir;
    // The mutated files: all of them in the first run without a mutant, then one.
    this.#files = globalConfig.findRelatedTests ? globalConfig.nonFlagArgs : [];
  }

  sort(tests) {
    const [file, ...others] = this.#files;
    if (file === undefined || others.length > 0) return tests;
    const room = relative(`${this.#root}${sep}shared`, dirname(file));
    const folder = `${this.#root}${sep}test${sep}${room}`;
    const neighbours = tests.filter(({ path }) => dirname(path) === folder);
    const mirrors = neighbours.filter(({ path }) => basename(path).startsWith(`${basename(file, '.ts')}.`));
    return mirrors.length > 0 ? mirrors : neighbours;
  }
};
