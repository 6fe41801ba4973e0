const on20 = process.versions.node.startsWith('20.');

/**
 * Flags with which V8 saves a quarter of the processor time of the tests, whose code runs a few times only: it frees the
 * space for new objects less often, and optimizes a function after more calls. Node 22 and 24 lack the second flag.
 */
exports.v8Flags = ['--max-semi-space-size=64', ...(on20 ? ['--interrupt-budget=500000'] : [])];
