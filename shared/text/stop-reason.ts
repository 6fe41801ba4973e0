import { failureText } from './failure-text';

/**
 * Returns why an aborted run stopped, in one sentence: in the words of whoever stopped it, or in `timeIsUp` if its time
 * was up.
 */
export const stopReason = ({ reason }: AbortSignal, timeIsUp: string): string =>
  reason instanceof DOMException ? timeIsUp : failureText(reason);
