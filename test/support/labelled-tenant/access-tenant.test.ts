import { scoreAccessTenant } from './score-access';

// Hundreds of seeds: npm run labelled.
test.each([
  [1, 0],
  [2, 3],
  [3, 6],
  [4, 11],
])(
  'the report names exactly the hidden assignments and events (seed %i, %i of each)',
  async (seed, hidden) => {
    const { named, expected, findings, counts, expectedCounts } = await scoreAccessTenant(seed, hidden);
    expect(expected).toHaveLength(2 * hidden);
    expect(named).toEqual(expected);
    expect(findings).toEqual(expected);
    expect(counts).toEqual(expectedCounts);
  },
);
