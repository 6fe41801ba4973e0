/**
 * A person has stopped the run. What it was to do did not fail: the same command continues it. Not for a run that is
 * ended from outside because it takes too long.
 */
export class InterruptedError extends Error {
  override readonly name: string = 'InterruptedError';

  constructor() {
    super('The command was interrupted.');
  }
}
