/** Runs of a property: `base` in the suite, and a multiple of it with `npm run fuzz`, which finds its suite by this call. */
export const fuzzRuns = (base: number): number => base * Number(process.env.FUZZ ?? '1');

/** Milliseconds that a test of test/fuzz may take. */
export const fuzzTime = 60_000 * Number(process.env.FUZZ ?? '1');
