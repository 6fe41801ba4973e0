// Stands in for fast-check in the suite. On a developer's machine each run tries cases of its own; in CI all runs try the
// same, so that a red run is the change's doing and is red again. `npm run fuzz` and `npm run chaos` look for new ones
// wherever they run. (fast-check's own name would lead back to here.)
const fastCheck = require('../../node_modules/fast-check/lib/cjs/fast-check.js');

const isCampaign = process.env.FUZZ !== undefined;
if (process.env.CI === 'true' && !isCampaign) fastCheck.default.configureGlobal({ seed: 20261123 });

module.exports = fastCheck;
