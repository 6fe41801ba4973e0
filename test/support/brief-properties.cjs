// Stands in for fast-check in mutation testing, which runs each property thousands of times: a quarter of a second each
// is enough to catch a mutant, and nobody reads the smallest case that does. (Its own name would lead back to here.)
const fastCheck = require('../../node_modules/fast-check/lib/cjs/fast-check.js');

fastCheck.default.configureGlobal({
  interruptAfterTimeLimit: 250,
  markInterruptAsFailure: false,
  endOnFailure: true,
});

module.exports = fastCheck;
