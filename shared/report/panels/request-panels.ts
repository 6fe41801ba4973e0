import type { Statistics } from '../../analysis/statistics';
import { mfaValues } from '../../domain/events/audit-event';
import { endings, outcomes, type Elevation, type Outcome } from '../../domain/events/elevation';
import { columnsOf, share, type Panel } from './panel';

const shares = columnsOf({ activations: ['Activations', 'count'], share: ['Share', 'share'] });

/** The number of requests with each outcome, all outcomes named. */
export function countOutcomes(elevations: readonly Elevation[]): { outcome: Outcome; count: number }[] {
  return outcomes.map((outcome) => ({
    outcome,
    count: elevations.filter((elevation) => elevation.outcome === outcome).length,
  }));
}

/** The outcomes of the requests. */
export function outcomePanel(elevations: readonly Elevation[]): Panel {
  const rows = countOutcomes(elevations).map(({ outcome, count }) => ({
    name: outcome,
    figures: { requests: count },
  }));
  const columns = columnsOf({ requests: ['Requests', 'count'] });
  return { title: 'How the requests ended', names: 'Outcome', columns, rows };
}

/** How the activations ended, with each way's share in all that ended; the row `running` counts those that have not. */
export function endingPanel({ endings: { byEnd, ended } }: Statistics): Panel {
  const shown = endings.filter((by) => byEnd[by] > 0 || (by !== 'not recorded' && by !== 'unknown'));
  const rows = shown.map((by) => ({
    key: by,
    name: by === 'running' ? 'not ended' : by,
    figures: {
      activations: byEnd[by],
      ...(by === 'running' || by === 'unknown' ? {} : share(byEnd[by], ended)),
    },
  }));
  return { title: 'How activations ended', names: 'Ended by', columns: shares, rows };
}

/** Multi-factor authentication as recorded, with shares in all activations. */
export function mfaPanel({ mfa, activated }: Statistics): Panel {
  const rows = mfaValues.map((value) => ({
    name: value,
    figures: { activations: mfa[value], ...share(mfa[value], activated) },
  }));
  return { title: 'Multi-factor authentication', names: 'Recorded', columns: shares, rows };
}

/** The number of approved requests and how long they waited. */
export function approvalPanel({ approvals: { count, medianMinutes, longestMinutes } }: Statistics): Panel {
  const waits = [
    { name: 'Median wait (min)', figures: { value: medianMinutes }, unit: 'minutes' as const },
    { name: 'Longest wait (min)', figures: { value: longestMinutes }, unit: 'minutes' as const },
  ];
  return {
    title: 'Approvals',
    names: '',
    columns: columnsOf({ value: ['', 'count'] }),
    rows: [{ name: 'Approved requests', figures: { value: count } }, ...(count === 0 ? [] : waits)],
  };
}
