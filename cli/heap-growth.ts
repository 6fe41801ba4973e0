import { setFlagsFromString } from 'node:v8';

/**
 * Makes V8 collect garbage earlier: the space for new objects stays as large as it is (about 8 MB, instead of up to 128),
 * and the rest of the heap grows by half of what is in use (instead of to four times as much). For commands that read a
 * stream of any length: they keep little and make much garbage, and then need half of the memory in about the same time
 * (docs/performance.md).
 *
 * These are V8's own flags, which it reads each time that it sizes its heap. Node 20, 22 and 24 have them; without them,
 * it would print an error and go on.
 */
export const limitHeapGrowth = (): void => {
  setFlagsFromString('--semi-space-growth-factor=1');
  setFlagsFromString('--heap-growing-percent=50');
};
