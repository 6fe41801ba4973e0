import { dayByDay, type ReadingWindow } from './reading-windows';

/** After this many failed days in a row the service counts as down, unless it can still read the newest window. */
const maxFailuresInARow = 3;

/**
 * Creates a plan that starts with the oldest day, which is the first to go out of reach. One broken day does not hold
 * back its neighbours: its window is read again day by day. A few broken days do not hold back newer ones: before
 * giving up, the newest window is tried.
 */
export function createReadingPlan(windows: readonly ReadingWindow[]) {
  const waiting = [...windows];
  let failedInARow = 0;
  let hasJustFailed = false;
  const isLastTry = () => failedInARow >= maxFailuresInARow;
  return {
    /** Removes the next window to read from the plan and returns it, or undefined if the plan is empty. */
    next: () => (isLastTry() ? waiting.pop() : waiting.shift()),
    /** Returns the windows that are still to be read, in order. */
    waiting: (): readonly ReadingWindow[] => waiting,
    /** Returns `few` when the service has just failed. */
    retries: () => (hasJustFailed ? 'few' : 'standard'),
    /** Notes that the last window was read. */
    succeeded(): void {
      failedInARow = 0;
      hasJustFailed = false;
    },
    /**
     * Notes that reading the last window failed. Returns the windows that this run leaves to the next one: none if the
     * window's days will be tried one by one, and all waiting windows too if `isHopeless` or after too many failures.
     */
    failed(window: ReadingWindow, isHopeless: boolean): readonly ReadingWindow[] {
      hasJustFailed = true;
      if (isHopeless || isLastTry()) return [...waiting.splice(0), window];
      if (window.days.length > 1) {
        waiting.unshift(...dayByDay(window));
        return [];
      }
      failedInARow += 1;
      return [window];
    },
  };
}
