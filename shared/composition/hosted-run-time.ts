/** Milliseconds of a hosted run: it ends some minutes before the host's own limit (host.json) would cut it off. */
export const hostedRunTime = 25 * 60_000;
