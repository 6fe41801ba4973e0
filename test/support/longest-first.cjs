const { default: Sequencer } = require('@jest/test-sequencer');

/** Slowest test files, slowest first. This list affects only the duration of a run, never its result. */
const longest = [
  'pipeline/mondays.system',
  'pipeline/pipeline.system',
  'pipeline/crash.system',
  'cli/commands.system',
  'faults/report-faults.system',
  'hostile-text/in-a-browser.system',
  'pipeline/too-large-for-a-mail.system',
  'faults/collect-faults.system',
  'pipeline/identity.system',
  'pipeline/alerts-crash.system',
  'security/failures.system',
  'architecture.system',
  'cli/verify.system',
].map((name) => `/test/${name}.test.ts`);

/**
 * Orders the tests of a fresh clone so that all workers end at about the same time. Jest knows the duration of each
 * file only after the first run.
 */
module.exports = class extends Sequencer {
  sort(tests) {
    const sorted = super.sort(tests);
    if (sorted.some(({ duration }) => duration !== undefined)) return sorted;
    const rank = ({ path }) => {
      const place = longest.findIndex((name) => path.endsWith(name));
      if (place >= 0) return place;
      return path.includes('.system.') ? longest.length : longest.length + 1;
    };
    return sorted.sort((one, other) => rank(one) - rank(other));
  }
};
