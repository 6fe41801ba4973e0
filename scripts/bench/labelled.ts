import { createLabelledTenant } from '../../test/support/labelled-tenant/labelled-tenant';
import { lastWholeWeek } from '../../shared/domain/period';
import { print } from './measure';
import { precision, recall, scoreTenant, type Score } from './score';

const shown = 5;

/** How right outcomes, ends and findings are on a tenant whose truth is known by construction. */
export async function labelled(now: Date): Promise<void> {
  const lastWeek = lastWholeWeek(now, 'Europe/Amsterdam');
  const tenant = createLabelledTenant({ elevations: 5000, lastWeek, weeks: 4, caseWeeks: 3 });
  const score = await scoreTenant(tenant);
  const { outcomes, ends, rows, findings, byRule } = score;
  print(`a labelled tenant: ${tenant.events.length} events, ${rows.expected} elevations in 4 weeks`);
  for (const [id, ofRule] of byRule) {
    if (precision(ofRule) < 1 || recall(ofRule) < 1) line(id, ofRule);
  }
  line('outcomes', outcomes);
  line('ends', ends);
  line('whole rows, field by field', rows);
  line(`findings of ${byRule.size} rules`, findings);
  for (const text of findings.missed.slice(0, shown)) print(`    missed: ${text}`);
  for (const text of findings.wrong.slice(0, shown)) print(`    wrong: ${text}`);
}

function line(name: string, score: Score): void {
  const [p, r] = [precision(score), recall(score)].map((share) =>
    // Never rounded up to a whole: one mistake in a thousand is to be seen.
    (Math.floor(share * 10_000) / 10_000).toFixed(4).replace(/0{1,3}$/, ''),
  );
  print(`  ${name.padEnd(28)} precision ${p}, recall ${r}  (${score.right} of ${score.expected})`);
}
