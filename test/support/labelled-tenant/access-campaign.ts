import { scoreAccessTenant } from './score-access';

/** Number of tenants to generate; the number of hidden events and rows varies. */
const tenants = Number(process.argv[2] ?? 300);

/** Generates tenants, hides events and rows, and counts the correct, wrong and missing entries of their reports. */
async function main(): Promise<number> {
  let [right, wrong, missed] = [0, 0, 0];
  for (let seed = 1; seed <= tenants; seed += 1) {
    const { named, expected, findings, counts, expectedCounts } = await scoreAccessTenant(seed, seed % 12);
    const [isNamed, isExpected] = [new Set(named), new Set(expected)];
    const strange = named.filter((one) => !isExpected.has(one));
    const lost = expected.filter((one) => !isNamed.has(one));
    right += named.length - strange.length;
    wrong += strange.length;
    missed += lost.length;
    const isSame = JSON.stringify([findings, counts]) === JSON.stringify([expected, expectedCounts]);
    if (!isSame || strange.length + lost.length > 0) {
      process.stdout.write(`seed ${seed}: ${JSON.stringify({ strange, lost, counts, expectedCounts })}\n`);
      if (isSame) continue;
      wrong += strange.length === 0 ? 1 : 0;
    }
  }
  const share = (of: number, all: number) => (all === 0 ? 1 : of / all).toFixed(3);
  process.stdout.write(
    `${tenants} tenants, ${right + missed} hidden events and rows: precision ${share(right, right + wrong)}, recall ${share(right, right + missed)}\n`,
  );
  return wrong + missed === 0 ? 0 : 1;
}

void main().then((code) => (process.exitCode = code));
