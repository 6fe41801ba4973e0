/**
 * Makes a test for links that lead round in a circle: Brent's algorithm, in constant memory however many pages
 * there are. The test is called with each link that is followed and the link that its page gives.
 */
export function createCircleTest(first: string): (current: string, next: string | null) => boolean {
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
