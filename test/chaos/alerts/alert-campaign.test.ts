import { runAlertCampaign } from './alert-campaign';
import { alertFaultKinds } from './alert-scenario';

/** A random seed; a fixed one in CI (see test/support/seeded-properties.cjs). */
const anySeed = process.env.CI === 'true' ? 20261123 : Math.floor(Math.random() * 0x7fffffff);
const fixed = { seed: 10, runs: 30 };

describe('alerts under random faults: none is lost, and mail and webhook deliver each one once', () => {
  test.each([
    ['a fixed seed, which hits every service', fixed.seed, fixed.runs],
    [`seed ${anySeed} (npm run chaos -- --alerts --seed ${anySeed})`, anySeed, 10],
  ])('holds for %s', async (_, seed, runs) => {
    const { failure, faults } = await runAlertCampaign(seed, runs);
    expect(failure).toBeNull();
    const hit = new Set([...faults.keys()].map((name) => name.split(' ')[0]));
    if (seed === fixed.seed) expect([...hit].sort()).toEqual(Object.keys(alertFaultKinds).sort());
  });
});
