/** A command that could not do all of its work: its message is for the user, exit code 1. */
export class CommandFailedError extends Error {
  override readonly name: string = 'CommandFailedError';
}

/** A check whose answer is no: the result is printed, exit code 1. */
export class CheckFailedError extends CommandFailedError {
  override readonly name: string = 'CheckFailedError';
}

/** A command that was called wrongly: its message is for the user, exit code 2. */
export class UsageError extends Error {
  override readonly name: string = 'UsageError';
}
