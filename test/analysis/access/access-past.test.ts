import { createAccessPastBuilder, reviveAccessPast } from '../../../shared/analysis/access/access-past';
import { createHistoryBuilder } from '../../../shared/analysis/history/history-builder';
import { joinPeriod } from '../../../shared/analysis/join-period';
import { defaultFindingsPolicy } from '../../../shared/domain/findings-policy';
import { eventWorld } from '../../support/builders/event-worlds';
import fc from 'fast-check';

const day = 86_400_000;
const { businessHours } = defaultFindingsPolicy;

test('stored summaries of single days add up to the same history and access past as one builder over all days', () => {
  fc.assert(
    fc.property(eventWorld, (events) => {
      const times = events.map(({ at }) => at.getTime());
      const [first, last] = [Math.min(...times), Math.max(...times)];
      const options = { keepDays: 3, businessHours, timeZone: 'UTC' };
      const [whole, parts] = [createHistoryBuilder(options), createHistoryBuilder(options)];
      const [past, pastOfParts] = [createAccessPastBuilder(), createAccessPastBuilder()];
      for (let from = first; from <= last; from += day) {
        const period = { from: new Date(from), to: new Date(from + day) };
        const joined = joinPeriod(events, period, new Date(last), []);
        whole.add(joined, period);
        past.add(joined, period);
        const [part, access] = [
          createHistoryBuilder({ ...options, keepDays: Infinity }),
          createAccessPastBuilder(),
        ];
        part.add(joined, period);
        access.add(joined, period);
        parts.addHistory(part.history(new Set()), period);
        const stored = JSON.parse(JSON.stringify(access.summary())) as ReturnType<typeof access.summary>;
        pastOfParts.addSummary(reviveAccessPast(stored), period);
      }
      expect(parts.history(new Set())).toEqual(whole.history(new Set()));
      expect(pastOfParts.past()).toEqual(past.past());
    }),
    { numRuns: 20, endOnFailure: true },
  );
});
