import { runCampaign } from './campaign';
import { openMemoryWorld } from './memory-world';
import { faultKinds } from './scenario';

/** Another one each time, but in CI (see test/support/seeded-properties.cjs). */
const anySeed = process.env.CI === 'true' ? 20261123 : Math.floor(Math.random() * 0x7fffffff);

const fixed = { seed: 2, runs: 45 };
const all = Object.entries(faultKinds).flatMap(([on, kinds]) => kinds.map((kind) => `${on} ${kind}`));

describe('the contract under random faults', () => {
  test.each([
    ['of a fixed seed, which hit each kind of fault', fixed.seed, fixed.runs],
    [`of seed ${anySeed} (npm run chaos -- --seed ${anySeed})`, anySeed, 15],
  ])('is kept in runs %s', async (_, seed, runs) => {
    const { failure, faults } = await runCampaign(openMemoryWorld, seed, runs);
    expect(failure).toBeNull();
    expect(faults.size).toBeGreaterThan(10);
    if (seed === fixed.seed) expect(all.filter((name) => !faults.has(name))).toEqual([]);
  });
});
