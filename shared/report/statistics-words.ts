import type { Approvals, Endings, Statistics } from '../analysis/statistics';
import type { EndedBy } from '../domain/elevation';
import type { Provider } from '../domain/people';
import { providerWords } from './words';
import { formatDuration, formatNumber } from '../text/format-number';
import { plural } from '../text/plural';

/** What a figure is called that cannot be told: never 0, which would look like a quiet week. */
export const notKnown = 'not known';

/** What stands under counts that cannot name the days which are not fully known. */
export const onlyWhatWasRead = 'Not every day is fully known: this counts only what was read.';

/** The ways in which an activation ends, in the order in which they are shown. */
export const endings: readonly EndedBy[] = ['expired', 'deactivated', 'removed', 'inferred'];

/** The providers, in the order in which they are shown. */
export const providers: readonly Provider[] = ['entra', 'group', 'azure'];

/** The weekdays in the order of {@link Statistics.hours}. */
export const weekdays = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'] as const;

/** A part of a whole in whole per cent, `56%`; of nothing it is not known. */
export function percent(part: number, whole: number): string {
  return whole === 0 ? notKnown : `${Math.round((part / whole) * 100)}%`;
}

/** Minutes as people say them, a wait of seconds as such: `35 min`, `2 h 5 min`, `under 1 min`. */
export function wait(minutes: number | null): string {
  if (minutes === null) return notKnown;
  return minutes > 0 && minutes < 0.5 ? 'under 1 min' : formatDuration(minutes);
}

/** How many requests were approved and how long they waited, in a sentence; null when none was. */
export function approvalSentence({ count, medianMinutes, longestMinutes }: Approvals): string | null {
  if (count === 0) return null;
  const approved = plural(count, 'request was approved', 'requests were approved');
  if (medianMinutes === null) return `${approved}; how long the wait was is not known.`;
  return count === 1
    ? `${approved}, after ${wait(medianMinutes)}.`
    : `${approved}, after ${wait(medianMinutes)} in the median and ${wait(longestMinutes)} at the longest.`;
}

/** How the activations ended, with shares, in a sentence; null when there is none. */
export function endingSentence({ byEnd, ended, running }: Endings): string | null {
  const open = `${formatNumber(running)} had not ended`;
  if (ended === 0) return running === 0 ? null : `Of what was activated, ${open}.`;
  const parts = endings
    .filter((by) => byEnd[by] > 0)
    .map((by) => `${formatNumber(byEnd[by])} ${by} (${percent(byEnd[by], ended)})`);
  return `${plural(ended, 'activation')} ended: ${parts.join(', ')}${running === 0 ? '' : `; ${open}`}.`;
}

/** In how many activations multi-factor authentication was recorded, in a sentence; null when there is none. */
export function mfaSentence({ activated, mfa }: Pick<Statistics, 'activated' | 'mfa'>): string | null {
  if (activated === 0) return null;
  const values = ['yes', 'no', 'not recorded'] as const;
  const parts = values
    .filter((value) => mfa[value] > 0)
    .map((value) => `${formatNumber(mfa[value])} ${value}`);
  return `Multi-factor authentication: ${parts.join(', ')}.`;
}

/** The activations by provider, in a sentence; null when all are of one. */
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
