import { dayByDay, type Window } from './days-to-read';

/** After so many days in a row have failed the service is taken to be down, unless it can still read the newest. */
const mostFailuresInARow = 3;

/** In which order the windows of a run are read, and what becomes of the rest when some fail. */
export interface ReadingPlan {
  /** Takes the window to read now; undefined when there is none. */
  next(): Window | undefined;
  /** The windows that are still to be read, in order. */
  waiting(): readonly Window[];
  /** `short` for a service that has just failed. */
  patience(): 'full' | 'short';
  /** The window that was taken is read. */
  succeeded(): void;
  /**
   * The window that was taken failed. Gives back what is left to the next run: nothing when its days are tried one
   * by one, all that is waiting too when there is no hope.
   */
  failed(window: Window, isHopeless: boolean): readonly Window[];
}

/**
 * From the oldest day on, which is the first to go out of reach. One broken day does not hold back its neighbours: its
 * window is read again day by day. Nor do some hold back what is newer: before all is given up, the newest window is
 * tried.
 */
export function createReadingPlan(windows: readonly Window[]): ReadingPlan {
  const waiting = [...windows];
  let failedInARow = 0;
  let hasJustFailed = false;
  const isLastTry = () => failedInARow >= mostFailuresInARow;
  return {
    next: () => (isLastTry() ? waiting.pop() : waiting.shift()),
    waiting: () => waiting,
    patience: () => (hasJustFailed ? 'short' : 'full'),
    succeeded() {
      failedInARow = 0;
      hasJustFailed = false;
    },
    failed(window, isHopeless) {
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
