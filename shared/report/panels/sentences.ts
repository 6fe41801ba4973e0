import type { Approvals, Endings, Statistics } from '../../analysis/statistics';
import { formatDuration, formatNumber, formatPercent } from '../../text/format-number';
import { plural } from '../../text/plural';
import { providerWords } from '../words';
import { notKnown } from './panel';

const ends = ['expired', 'deactivated', 'removed', 'inferred'] as const;
const mfaValues = ['yes', 'no', 'not recorded'] as const;
const providers = ['entra', 'group', 'azure'] as const;

/** Minutes, a wait of seconds as such: `35 min`, `2 h 5 min`, `under 1 min`. */
export function wait(minutes: number | null): string {
  if (minutes === null) return notKnown;
  return minutes > 0 && minutes < 0.5 ? 'under 1 min' : formatDuration(minutes);
}

/** The number of approved requests and their wait; null when there is none. */
export function approvalSentence({ count, medianMinutes, longestMinutes }: Approvals): string | null {
  if (count === 0) return null;
  const approved = plural(count, 'request was approved', 'requests were approved');
  if (medianMinutes === null) return `${approved}; how long the wait was is not known.`;
  return count === 1
    ? `${approved}, after ${wait(medianMinutes)}.`
    : `${approved}, after ${wait(medianMinutes)} in the median and ${wait(longestMinutes)} at the longest.`;
}

/** How the activations ended, with shares; null when there is none. */
export function endingSentence({ byEnd, ended, running }: Endings): string | null {
  const open = `${formatNumber(running)} had not ended`;
  if (ended === 0) return running === 0 ? null : `Of what was activated, ${open}.`;
  const parts = ends
    .filter((by) => byEnd[by] > 0)
    .map((by) => `${formatNumber(byEnd[by])} ${by} (${formatPercent(byEnd[by] / ended)})`);
  return `${plural(ended, 'activation')} ended: ${parts.join(', ')}${running === 0 ? '' : `; ${open}`}.`;
}

/** The multi-factor authentication recorded for the activations; null when there is none. */
export function mfaSentence({ activated, mfa }: Pick<Statistics, 'activated' | 'mfa'>): string | null {
  if (activated === 0) return null;
  const parts = mfaValues
    .filter((value) => mfa[value] > 0)
    .map((value) => `${formatNumber(mfa[value])} ${value}`);
  return `Multi-factor authentication: ${parts.join(', ')}.`;
}

/** The activations by provider; null when all are of one. */
export function providerSentence({ days }: Pick<Statistics, 'days'>): string | null {
  const counts = providers
    .map((provider) => ({
      provider,
      count: days.reduce((sum, { byProvider }) => sum + byProvider[provider], 0),
    }))
    .filter(({ count }) => count > 0);
  if (counts.length < 2) return null;
  return `${counts.map(({ provider, count }) => `${providerWords[provider]} ${formatNumber(count)}`).join(', ')}.`;
}
