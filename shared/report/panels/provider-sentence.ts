import type { Statistics } from '../../analysis/statistics';
import { formatNumber } from '../../text/format-number';
import { providerWords } from '../words/words';

const providers = ['entra', 'group', 'azure'] as const;

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
