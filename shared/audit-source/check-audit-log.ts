import type { CheckPlan, CheckResult } from '../domain/check';
import { addUtcDays, startOfUtcDay, utcDayOf } from '../domain/time/utc-day';
import { plural } from '../text/plural';
import { askAuditLog, type AskAuditLogParts, type AuditLogAnswer } from './ask-audit-log';
import { parseEvent } from './parse-event';

export interface CheckAuditLogParts extends AskAuditLogParts {
  readonly clock: () => Date;
  /** Days that Graph keeps for a tenant with a licence. */
  readonly horizonDays: number;
}

const day = 86_400_000;
/** Milliseconds by which a clock may differ: services accept tokens and signatures within a few minutes. */
const maxSkew = 300_000;

/** Checks of the audit log: the clock, the permission, the licence with the horizon, and a page of events. */
export function checkAuditLog(
  parts: CheckAuditLogParts,
): Record<'clock' | 'permissions' | 'horizon' | 'events', CheckPlan> {
  const { clock, horizonDays } = parts;
  let first: Promise<{ answer: AuditLogAnswer; askedAt: Date }> | null = null;

  /** The first answer, which several checks look at. */
  const firstAnswer = (signal: AbortSignal) =>
    (first ??= (async () => {
      const to = clock();
      const from = startOfUtcDay(addUtcDays(utcDayOf(to), -horizonDays));
      const answer = await askAuditLog(parts, { from, to }, 1, signal);
      return { answer, askedAt: clock() };
    })());

  async function checkClock(signal: AbortSignal): Promise<CheckResult> {
    const { answer, askedAt } = await firstAnswer(signal);
    const { answeredAt } = answer;
    if (answeredAt === null)
      return { state: 'skipped', found: 'Microsoft Graph gave no time to compare with.' };
    const skew = askedAt.getTime() - answeredAt.getTime();
    const words = `${Math.abs(Math.round(skew / 1000))} s ${skew < 0 ? 'behind' : 'ahead of'} Microsoft Graph`;
    if (Math.abs(skew) <= maxSkew) return { state: 'ok', found: `The clock is ${words}.` };
    return {
      state: 'failed',
      cause: 'clock',
      found: `The clock of this machine is ${words}: ${answeredAt.toISOString()} there.`,
      fix: 'Set the clock of this machine, and synchronise it with a time server (NTP).',
    };
  }

  async function checkPermission(signal: AbortSignal): Promise<CheckResult> {
    const { answer } = await firstAnswer(signal);
    switch (answer.kind) {
      case 'page':
      case 'horizon':
        return { state: 'ok', found: allowed(parts) };
      case 'throttled':
        return throttled(answer);
      case 'unavailable':
        return {
          state: 'failed',
          found: answer.said,
          fix: 'Run the check again in a few minutes: Microsoft Graph has a problem.',
        };
      case 'unreachable':
        return {
          state: 'failed',
          found: answer.said,
          fix: 'Check GRAPH_ENDPOINT, and that this machine reaches it: network, firewall, proxy.',
        };
      case 'refused': {
        // The licence has a check of its own: Graph looks at it first.
        if (answer.cause === 'licence')
          return {
            state: 'skipped',
            found: 'Microsoft Graph refuses the tenant before it checks permissions.',
          };
        const cause = answer.cause === 'clock' ? { cause: 'clock' as const } : {};
        return {
          state: 'failed',
          found: `Microsoft Graph refused: ${answer.said}.`,
          fix: answer.fix,
          ...cause,
        };
      }
    }
  }

  async function checkHorizon(signal: AbortSignal): Promise<CheckResult> {
    const { answer, askedAt } = await firstAnswer(signal);
    if (answer.kind === 'refused')
      return {
        state: 'failed',
        found: `Microsoft Graph refused: ${answer.said}.`,
        fix: answer.cause === 'licence' ? licenceFix : answer.fix,
      };
    if (answer.kind !== 'horizon')
      return {
        state: 'ok',
        found: `The log reaches back ${horizonDays} days, as with Microsoft Entra ID P1 or P2.`,
      };
    const { availableFrom } = answer;
    const today = startOfUtcDay(utcDayOf(askedAt)).getTime();
    const days = Math.max(0, Math.round((today - availableFrom.getTime()) / day));
    return {
      state: 'warning',
      found: `The log reaches back ${plural(days, 'day')} only, to ${utcDayOf(availableFrom)}.`,
      fix: `Collect at least every ${Math.max(1, days - 1)} days, since older events are lost; Microsoft Entra ID P1 or P2 keeps ${horizonDays} days.`,
    };
  }

  async function checkEvents(signal: AbortSignal): Promise<CheckResult> {
    const { answer, askedAt } = await firstAnswer(signal);
    const from =
      answer.kind === 'horizon'
        ? answer.availableFrom
        : startOfUtcDay(addUtcDays(utcDayOf(askedAt), -horizonDays));
    const page = await askAuditLog(parts, { from, to: askedAt }, pageSize, signal);
    if (page.kind === 'throttled') return throttled(page);
    if (page.kind !== 'page')
      return {
        state: 'failed',
        found: 'said' in page ? page.said : 'Microsoft Graph moved its horizon meanwhile.',
        fix: 'Run the check again in a few minutes; Microsoft Graph answered before.',
      };
    const events = page.items.map((raw) => parseEvent(raw));
    const unread = events.flatMap((event) => (event.ok ? [] : [event.problem]));
    const since = from.toISOString().slice(0, 10);
    if (events.length === 0)
      return { state: 'ok', found: `No event of PIM since ${since}: the reports will be empty, and say so.` };
    if (unread.length === 0)
      return {
        state: 'ok',
        found: `${plural(events.length, 'event')} of PIM since ${since}, all understood.`,
      };
    return {
      state: 'warning',
      found: `${unread.length} of ${plural(events.length, 'event')} not understood: ${unread[0] ?? ''}.`,
      fix: 'Nothing is lost: they are stored as they came, and reported. Look for a newer version of this program.',
    };
  }

  return {
    clock: {
      name: 'clock',
      did: 'compared the clock with that of Microsoft Graph',
      needs: ['sign-in'],
      run: checkClock,
    },
    permissions: {
      name: 'permissions',
      did: 'asked Microsoft Graph for one event of the audit log',
      needs: ['sign-in'],
      run: checkPermission,
    },
    horizon: {
      name: 'licence and horizon',
      did: `asked for events of ${horizonDays} days ago`,
      needs: ['sign-in', 'permissions'],
      run: checkHorizon,
    },
    events: {
      name: 'events',
      did: `read a page of up to ${pageSize} events of PIM`,
      needs: ['sign-in', 'permissions', 'licence and horizon'],
      run: checkEvents,
    },
  };
}

const pageSize = 50;

const licenceFix =
  'Give the tenant a licence of Microsoft Entra ID P1 or P2. If it has one, grant Directory.Read.All: without it, ' +
  'Microsoft Graph does not always see the licence (docs/deploy.md).';

function allowed({ identity }: CheckAuditLogParts): string {
  const who = identity();
  return who === null
    ? 'The audit log can be read.'
    : `${who.account ?? 'The account'} can read the audit log.`;
}

function throttled({ said, wait }: Extract<AuditLogAnswer, { kind: 'throttled' }>): CheckResult {
  const pause = wait === null ? 'some minutes' : `${Math.max(1, Math.ceil(wait / 60_000))} min`;
  return {
    state: 'failed',
    found: said,
    fix: `Wait ${pause} and run again: Microsoft Graph counts the requests of all programs that use this app in the tenant.`,
  };
}
