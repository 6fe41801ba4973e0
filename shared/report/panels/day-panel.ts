import type { Statistics } from '../../analysis/statistics';
import type { LocalClock } from '../../domain/time/local-clock';
import { providers } from '../../domain/events/people';
import { spanStates } from '../local-days';
import type { ReportModel } from '../report-model';
import { providerWords } from '../words/words';
import { columnsOf, type Panel, type PanelRow } from './panel';
import { formatNumber } from '../../text/format-number';

/**
 * What was activated on each local day, by provider. Of a day that is not complete the figures are the
 * least that there was; without an activation nothing of it is known, since it may not be a quiet day.
 */
export function dayPanel(
  statistics: Pick<Statistics, 'days'>,
  { coverage }: Pick<ReportModel, 'coverage'>,
  clock: LocalClock,
): Panel {
  const stateOf = spanStates(coverage);
  const rows = statistics.days.map(({ from, to, byProvider, total }): PanelRow => {
    const name = clock.shortDate(from);
    const figures = { ...byProvider, all: total };
    if (stateOf({ from, to }) === 'complete') return { name, figures };
    return total === 0 ? { name, figures: null } : { name, figures, isPart: true };
  });
  const sentence = providerSentence(statistics);
  const isWhole = rows.every(({ figures, isPart }) => figures !== null && isPart !== true);
  return {
    title: 'Activated by day',
    names: 'Day',
    columns: columnsOf({
      ...Object.fromEntries(
        providers.map((provider) => [provider, [providerWords[provider], 'count'] as const]),
      ),
      all: ['All', 'count'],
    }),
    rows,
    bar: 'all',
    notes: sentence === null ? [] : [isWhole ? sentence : `At least: ${sentence}`],
  };
}

/** Returns the activations by provider, or null if all have the same provider. */
function providerSentence({ days }: Pick<Statistics, 'days'>): string | null {
  const counts = providers
    .map((provider) => ({
      provider,
      count: days.reduce((sum, { byProvider }) => sum + byProvider[provider], 0),
    }))
    .filter(({ count }) => count > 0);
  if (counts.length < 2) return null;
  return `${counts.map(({ provider, count }) => `${providerWords[provider]} ${formatNumber(count)}`).join(', ')}.`;
}
