// Replaces fast-check in the suite. On a developer's machine each run tries new cases. In CI all runs try the same
// cases, so that only a change can make a run fail, and the failure repeats. `npm run fuzz` and `npm run chaos` try new
// cases everywhere. The path avoids the name `fast-check`, which is mapped to this file.
const fastCheck = require('../../node_modules/fast-check/lib/cjs/fast-check.js');

const isCampaign = process.env.FUZZ !== undefined;
if (process.env.CI === 'true' && !isCampaign) fastCheck.default.configureGlobal({ seed: 20261123 });

module.exports = fastCheck;
