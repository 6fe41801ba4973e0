import { withoutSecrets } from '../text/failure-text';
import { joinLines, plainLine } from '../text/plain-line';
import { plural } from '../text/plural';
import { withoutKeys } from './shown';

/** Settings that cannot be used. The message lists every problem, one line each, and holds no secret. */
export class SettingsError extends Error {
  readonly problems: readonly string[];

  constructor(found: readonly string[]) {
    // A setting may hold line breaks: it must not write lines of its own into a log.
    const problems = found.map((problem) =>
      plainLine(withoutKeys(withoutSecrets(joinLines(problem.slice(0, 20_000)))), 4_000),
    );
    const count = plural(problems.length, 'setting needs', 'settings need');
    super(`${count} your attention:\n${problems.map((problem) => `  - ${problem}`).join('\n')}`);
    this.problems = problems;
    this.name = 'SettingsError';
  }
}
