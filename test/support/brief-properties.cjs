// Replaces fast-check in mutation testing, which runs each property thousands of times. A limit of 250 ms is enough to
// catch a mutant, and shrinking is not needed. The path avoids the name `fast-check`, which is mapped to this file.
const fastCheck = require('../../node_modules/fast-check/lib/cjs/fast-check.js');

fastCheck.default.configureGlobal({
  interruptAfterTimeLimit: 250,
  markInterruptAsFailure: false,
  endOnFailure: true,
});

module.exports = fastCheck;
