/** How much larger the large input is. */
const factor = 8;
/** Between the growth of linear work (8) and of quadratic work (64). */
const limit = factor ** 1.5;
const tries = 3;

/** Microseconds of the processor that some work takes. */
function cost(work: () => void): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return user + system;
}

/**
 * Expects that work takes about eight times as long for an input of eight times the size. Compares processor times of
 * the same run, and the best of several tries: a busy machine slows down both sizes.
 * @param size the larger size; quadratic work on an eighth of it must take longer than a few milliseconds
 */
export function expectLinearTime(size: number, work: (size: number) => void): void {
  // The first run is slow, because nothing is compiled yet.
  work(size / factor);
  let [small, large] = [Infinity, Infinity];
  for (let turn = 1; turn <= tries; turn += 1) {
    // Below a millisecond, the garbage collector counts for more than the work.
    const [smaller, larger] = [cost(() => work(size / factor)), cost(() => work(size))];
    small = Math.min(small, Math.max(1_000, smaller));
    large = Math.min(large, larger);
    if (large < small * limit) return;
  }
  throw new Error(
    `${factor} times the size takes ${Math.round(large / small)} times as long: this is no linear work.`,
  );
}
