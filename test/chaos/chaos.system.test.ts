import { runCampaign } from './campaign';
import { openMemoryWorld } from './memory-world';

/** A random seed; a fixed one in CI (see test/support/seeded-properties.cjs). */
const seed = process.env.CI === 'true' ? 20261123 : Math.floor(Math.random() * 0x7fffffff);

test(`the contract under random faults is kept for seed ${seed} (npm run chaos -- --seed ${seed})`, async () => {
  const { failure, faults } = await runCampaign(openMemoryWorld, seed, 20);
  expect(failure).toBeNull();
  expect(faults.size).toBeGreaterThan(10);
});
