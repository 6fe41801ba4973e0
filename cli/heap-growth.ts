import { setFlagsFromString } from 'node:v8';

/*
 * These are V8's own flags, which it reads each time that it sizes its heap. Node 20, 22 and 24 have them; without them,
 * it would print an error and go on. docs/performance.md has the figures.
 */

/**
 * Keeps V8's space for new objects as large as it is (about 8 MB, instead of up to 128). For commands that make much
 * garbage: they need less memory in about the same time.
 */
export const limitNewSpace = (): void => {
  setFlagsFromString('--semi-space-growth-factor=1');
};

/**
 * Also lets the rest of the heap grow by half of what is in use, instead of to four times as much. For commands that read
 * a stream of any length, and keep little of it: they need half of the memory.
 */
export const limitHeapGrowth = (): void => {
  limitNewSpace();
  setFlagsFromString('--heap-growing-percent=50');
};
