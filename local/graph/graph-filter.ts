import type { WireEvent } from '../sample-tenant/wire/wire-event';
import { sortableTime } from '../sample-tenant/wire/wire-time';

/** An event, and its time in the form of {@link sortableTime}. */
export interface TimedEvent {
  readonly event: WireEvent;
  readonly time: string;
}

/** A parsed `$filter`. Times are in the form of {@link sortableTime}. */
export interface GraphFilter {
  readonly matches: (logged: TimedEvent) => boolean;
  /** The earliest requested time; null without a lower bound. */
  readonly lowerBound: string | null;
}

const timeClause = /^activityDateTime (ge|le|eq) (\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{1,7})?Z)$/i;
const textClause = /^(loggedByService|category) eq '((?:[^']|'')*)'$/i;

/**
 * Parses a `$filter` of the audit log: documented operators only, joined with `and`.
 * Returns null for anything else, such as `gt`, `or`, `startswith` on other fields or a quoted time.
 */
export function parseGraphFilter(filter: string): GraphFilter | null {
  const tests: ((logged: TimedEvent) => boolean)[] = [];
  const lowerBounds: string[] = [];
  for (const clause of filter.trim() === '' ? [] : filter.split(/\sand\s/i)) {
    const text = clause
      .trim()
      .replace(/^\((.*)\)$/, '$1')
      .replaceAll(/\s+/g, ' ');
    const [, operator, at] = timeClause.exec(text) ?? [];
    const [, field, value] = textClause.exec(text) ?? [];
    if (operator !== undefined && at !== undefined) {
      const bound = sortableTime(at);
      if (operator.toLowerCase() !== 'le') lowerBounds.push(bound);
      tests.push(timeTest(operator.toLowerCase(), bound));
    } else if (field !== undefined && value !== undefined) {
      const wanted = value.replaceAll("''", "'").toLowerCase();
      const key = field.toLowerCase() === 'category' ? 'category' : 'loggedByService';
      tests.push(({ event }) => (event[key] ?? '').toLowerCase() === wanted);
    } else {
      return null;
    }
  }
  return {
    matches: (logged) => tests.every((test) => test(logged)),
    lowerBound: lowerBounds.sort().at(-1) ?? null,
  };
}

function timeTest(operator: string, bound: string): (logged: TimedEvent) => boolean {
  if (operator === 'ge') return ({ time }) => time >= bound;
  if (operator === 'le') return ({ time }) => time <= bound;
  return ({ time }) => time === bound;
}
