import type { Approvals, Endings, Statistics } from '../../analysis/statistics';
import { endings, type Ending } from '../../domain/events/elevation';
import { formatDuration, formatNumber } from '../../text/format-number';
import { capital } from '../../text/capital';
import { plural } from '../../text/plural';
import { refusedSentence } from '../headline';
import type { ReportContext } from '../report-context';

/** The sentences on the requests: refused ones, approvals, endings and multi-factor authentication. */
export function requestSentences(context: ReportContext): string[] {
  const { approvals, endings } = context.statistics;
  const { complete } = context.completeness;
  const sentences = [refusedSentence(context), approvalSentence(approvals), endingSentence(endings)];
  const known = [...sentences, mfaSentence(context.statistics)].filter((sentence) => sentence !== null);
  // Not "at least": days that were not read may hold the decision on a request, or another end.
  return complete || known.length === 0 ? known : ['In what was read:', ...known];
}

/** Minutes, a wait of seconds as such: `35 min`, `2 h 5 min`, `less than 1 min`. */
export function wait(minutes: number | null): string {
  if (minutes === null) return 'not known';
  return minutes > 0 && minutes < 0.5 ? 'less than 1 min' : formatDuration(minutes);
}

/** The number of approved requests and their wait; null without approved requests. */
export function approvalSentence({ count, medianMinutes, longestMinutes }: Approvals): string | null {
  if (count === 0) return null;
  const approved = plural(count, 'request was approved', 'requests were approved');
  if (medianMinutes === null) return `${approved}; the wait is not known.`;
  if (count === 1) return `${approved} after ${wait(medianMinutes)}.`;
  return `${approved} (median wait ${wait(medianMinutes)}, longest ${wait(longestMinutes)}).`;
}

/** What one activation did, and what several did. */
const endingWords: Readonly<Record<Ending, readonly [one: string, many: string]>> = {
  expired: ['ran to its time limit', 'ran to their time limit'],
  deactivated: ['was ended early', 'were ended early'],
  removed: ['ended when the assignment was removed', 'ended when the assignment was removed'],
  inferred: ['has no recorded end', 'have no recorded end'],
  'not recorded': ['ended for an unknown reason', 'ended for an unknown reason'],
  unknown: ['has an unknown end', 'have an unknown end'],
  running: ['is still active', 'are still active'],
};

/** How the activations ended; null without activations. */
export function endingSentence({ byEnd }: Pick<Endings, 'byEnd'>): string | null {
  const parts = endings
    .filter((by) => byEnd[by] > 0)
    .map((by, index) => {
      const count = byEnd[by];
      const subject = index === 0 ? plural(count, 'activation') : formatNumber(count);
      return `${subject} ${endingWords[by][count === 1 ? 0 : 1]}`;
    });
  return parts.length === 0 ? null : `${parts.join(', ')}.`;
}

/** How many activations used multi-factor authentication, as far as the log says; null without activations. */
export function mfaSentence({ activated, mfa }: Pick<Statistics, 'activated' | 'mfa'>): string | null {
  if (activated === 0) return null;
  const { yes, no, 'not recorded': unknown } = mfa;
  const all = activated === 1 ? 'the activation' : `all ${plural(activated, 'activation')}`;
  if (unknown === activated)
    return `For ${all} the log does not say whether multi-factor authentication was used.`;
  if (yes === activated) return `${capital(all)} used multi-factor authentication.`;
  if (no === activated) return `${capital(all)} took place without multi-factor authentication.`;
  const of = `of ${plural(activated, 'activation')}`;
  const parts =
    yes > 0
      ? [
          `${formatNumber(yes)} ${of} used multi-factor authentication`,
          ...(no > 0 ? [`${formatNumber(no)} did not`] : []),
        ]
      : [`${formatNumber(no)} ${of} did not use multi-factor authentication`];
  if (unknown === 0) return `${parts.join(', ')}.`;
  return `${parts.join(', ')}, and for ${formatNumber(unknown)} the log does not say.`;
}
