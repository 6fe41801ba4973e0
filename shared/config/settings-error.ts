/** Settings that cannot be used: one error that lists every problem, a line each. Holds no secret. */
export class SettingsError extends Error {
  constructor(readonly problems: readonly string[]) {
    const count = problems.length === 1 ? '1 setting needs' : `${problems.length} settings need`;
    super(`${count} your attention:\n${problems.map((problem) => `  - ${oneLine(problem)}`).join('\n')}`);
    this.name = 'SettingsError';
  }
}

/** A setting may hold line breaks, and must not be able to write lines of its own into a log. */
const oneLine = (text: string): string => text.replace(/[\p{Cc}\u2028\u2029]/gu, ' ');
