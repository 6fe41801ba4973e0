/**
 * Creates a test for next links that form a loop: Brent's algorithm, in constant memory however many pages there are. Call
 * it with each link that is followed and the link that its page gives.
 */
export function createLoopDetector(first: string): (current: string, next: string | null) => boolean {
  let mark = first;
  let power = 1;
  let count = 0;
  return (current, next) => {
    if (next === mark) return true;
    count += 1;
    if (count === power) {
      mark = current;
      power *= 2;
    }
    return false;
  };
}
