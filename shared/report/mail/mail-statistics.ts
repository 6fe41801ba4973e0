import type { Statistics } from '../../analysis/statistics';
import { dayLines } from '../by-day';
import type { LocalClock } from '../../domain/local-clock';
import type { MailSection } from './mail-section';
import { longest } from './mail-section';
import { countOutcomes } from '../rankings';
import type { ReportModel } from '../report-model';
import {
  approvalSentence,
  endingSentence,
  mfaSentence,
  notKnown,
  providerSentence,
} from '../statistics-words';
import { formatDuration, formatNumber } from '../../text/format-number';
import { plural } from '../../text/plural';

/** How many elevations had each outcome; under them approvals, ends and multi-factor authentication in sentences. */
export function outcomesSection({ elevations }: ReportModel, statistics: Statistics): MailSection | null {
  const seen = countOutcomes(elevations).filter(({ count }) => count > 0);
  if (seen.length === 0) return null;
  const sentences = [
    approvalSentence(statistics.approvals),
    endingSentence(statistics.endings),
    mfaSentence(statistics),
  ].filter((sentence) => sentence !== null);
  return {
    title: 'How the requests ended',
    lead: null,
    figures: true,
    head: ['Outcome', 'Requests'],
    rows: seen.map(({ outcome, count }) => ({ cells: [outcome, formatNumber(count)], tone: null })),
    notes: sentences,
  };
}

/** What was activated on each local day; null when nothing was, since the first lines of the mail say that. */
export function daysSection(
  model: ReportModel,
  statistics: Statistics,
  clock: LocalClock,
): MailSection | null {
  if (statistics.activated === 0) return null;
  const days = dayLines(statistics, model, clock);
  const most = Math.max(...days.map(({ activated }) => activated?.total ?? 0));
  const notes = [
    days.length > longest ? `and ${plural(days.length - longest, 'more day')}.` : null,
    providerSentence(statistics),
  ].filter((note) => note !== null);
  return {
    title: 'Activated by day',
    lead: null,
    figures: true,
    head: ['Day', 'Activated'],
    rows: days.slice(0, longest).map(({ label, activated }) => ({
      cells: [label, activated === null ? notKnown : formatNumber(activated.total)],
      tone: null,
      bar: share(activated?.total ?? 0, most),
    })),
    notes,
  };
}

/** The last weeks beside each other; null when the model has none. */
export function trendSection({ trend }: ReportModel): MailSection | null {
  if (trend.length === 0) return null;
  const most = Math.max(...trend.map(({ totals }) => totals?.activations ?? 0));
  return {
    title: 'Week by week',
    lead: null,
    figures: true,
    head: ['Week', 'Activations', 'Elevated time'],
    rows: trend.map(({ label, totals }) => ({
      cells: [
        label,
        totals === null ? notKnown : formatNumber(totals.activations),
        totals === null ? notKnown : formatDuration(totals.elevatedMinutes),
      ],
      tone: null,
      bar: share(totals?.activations ?? 0, most),
    })),
    notes: [],
  };
}

function share(part: number, most: number): number {
  return most === 0 ? 0 : part / most;
}
