import { alertFindings, evaluatedFrom, type AlertFinding } from '../../analysis/findings/alert-findings';
import { historyFirstRules } from '../../analysis/findings/alert-rules';
import { lookBackDaysOf } from '../../analysis/findings/compute-findings';
import { noHistory, type History } from '../../analysis/history/history';
import { maxLookBackDays } from '../../domain/findings-policy';
import type { AuditEvent } from '../../domain/events/audit-event';
import type { Actor, Principal } from '../../domain/events/people';
import { utcDaysBetween } from '../../domain/time/utc-day';
import type { AlertWindow } from './alert-window';
import { createReadPast, type ReadPastParts } from './read-past';

export interface FindAlertsParts extends ReadPastParts {
  /** Ids of the rules that any channel wants. */
  readonly rules: readonly string[];
}

const day = 86_400_000;

/** Joins reach back by this much, as those of the report do: an approval waits a day, a role can be held for one. */
const joinedOver = 8 * day;

/** An assignment outside PIM that was reported within this time is a repeat, whatever the rules look back on. */
const repeatedWithin = 180;

/**
 * Finds what alerts are made of in a window of events. The store is read 9 days back; further only when a rule that
 * looks back might find something, and then only for the people concerned.
 */
export function createFindAlerts(parts: FindAlertsParts) {
  const { store, parse, policy, timeZone, rules } = parts;
  const readPast = createReadPast(parts);
  const isSwitchedOn = (rule: string): boolean => rules.includes(rule) && !policy.disabled.includes(rule);

  return async (
    fresh: readonly AuditEvent[],
    window: AlertWindow,
    signal: AbortSignal,
  ): Promise<readonly AlertFinding[]> => {
    const from = evaluatedFrom(window);
    const joinedFrom = new Date(from.getTime() - joinedOver);
    const events: AuditEvent[] = [...fresh];
    for await (const { raw, source } of store.read(joinedFrom, window.to, signal)) {
      const parsed = parse(raw, source);
      if (parsed.ok) events.push(parsed.event);
    }
    const input = { events, window, policy, rules, timeZone };
    const days = Math.min(maxLookBackDays, lookBackDaysOf(policy, rules));
    const found = alertFindings({ ...input, history: emptyHistory(from, days) });
    const doubtful = found.filter(
      ({ rule, mayBeRepeat }) => mayBeRepeat || lookBackDaysOf(policy, [rule]) > 0,
    );
    const asksHistoryFirst = historyFirstRules.some(isSwitchedOn);
    if (doubtful.length === 0 && !asksHistoryFirst) return found;
    const names = namesOf([...doubtful, ...(asksHistoryFirst ? fresh : [])]);
    const past = await readPast(names, from, Math.max(days, repeatedWithin), window.to, signal);
    return alertFindings({ ...input, events: [...past.events, ...events], history: past.history });
  };
}

/** A store that has known every day for long, and in which nothing ever happened: what is new then may be new. */
function emptyHistory(until: Date, days: number): History {
  const from = new Date(until.getTime() - days * day);
  return { ...noHistory, completeDays: new Set(utcDaysBetween(from, until)) };
}

/** One name of everybody concerned, the most certain one. */
function namesOf(
  concerned: readonly { readonly principal: Principal | null; readonly initiator: Actor | null }[],
): string[] {
  const people = concerned.flatMap(({ principal, initiator }) => [principal, initiator]);
  return [...new Set(people.flatMap((who) => who?.id ?? who?.upn ?? who?.name ?? []))];
}
