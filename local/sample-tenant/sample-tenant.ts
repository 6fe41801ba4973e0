import type { AccessDirectory } from '../graph/access-directory';
import { lastWholeWeek, previousPeriod } from '../../shared/domain/time/period';
import { recordAccess } from './access/access-log';
import { createSampleAccess } from './access/sample-access';
import { type ActivationTruth, truthOf } from './activations/activation-truth';
import { writeActivations } from './activations/activation-traffic';
import { createCalendar } from './calendar';
import { createCompany } from './company';
import { createEventWriter } from './wire/event-writer';
import { writeAssignments } from './stories/assignment-stories';
import { writeNoise } from './stories/noise-stories';
import { writeOutsidePim } from './stories/outside-stories';
import { createRandom, type Random } from './random';
import type { FindingLabel } from './cases/finding-label';
import { writeSeededWeek } from './seeded-week';
import { writeSettingsChanges } from './stories/settings-stories';
import type { WireEvent } from './wire/wire-event';
import { sortableTime } from './wire/wire-time';

/** Options of a sample tenant. */
export interface SampleTenantOptions {
  /** The present: the history ends here. */
  readonly now: Date;
  /** Length of the history in days, the first from its local midnight. 21 by default. */
  readonly days?: number | undefined;
  /** The same seed and `now` produce the same tenant. */
  readonly seed?: number | undefined;
  /** Traffic and staff as a multiple of a company of 25. 1 by default. */
  readonly scale?: number | undefined;
  /** IANA zone in which the company works. `Europe/Amsterdam` by default. */
  readonly timeZone?: string | undefined;
  /** Days of future to generate as well, for a server whose clock goes on. 0 by default. */
  readonly daysAhead?: number | undefined;
}

/** A generated tenant: its whole audit log, and the truth about its activations. */
export interface SampleTenant {
  readonly tenantId: string;
  readonly organization: string;
  readonly timeZone: string;
  /** All events of all services in order of time, with the late ones, and the future if requested. */
  readonly events: readonly WireEvent[];
  /** The events among these that appear in the log hours or days late. */
  readonly lateEvents: readonly LateEvent[];
  /** The activations as of `now`, in order of their start (else their request). */
  readonly truth: readonly ActivationTruth[];
  /** What a report on the last whole week must find, as far as the log itself shows it. */
  readonly findings: readonly FindingLabel[];
  /** Who holds access at a moment, as Graph lists it. */
  readonly accessAt: (moment: Date) => AccessDirectory;
  /** The activations as of another moment. */
  truthAt(moment: Date): ActivationTruth[];
}

/** An event that appears in the log hours or days late. */
export interface LateEvent {
  readonly id: string;
  readonly visibleAt: Date;
}

/** The default time zone of the sample company. */
export const sampleTimeZone = 'Europe/Amsterdam';

const day = 86_400_000;
const lateCount = 6;

/** Generates a tenant with a history up to `now`. The generator knows the truth: it never joins events. */
export function createSampleTenant(options: SampleTenantOptions): SampleTenant {
  const { now, days = 21, seed = 1, scale = 1, timeZone = sampleTimeZone, daysAhead = 0 } = options;
  const random = createRandom(seed);
  const company = createCompany(random.fork('company'), scale);
  const { writer, log } = recordAccess(createEventWriter(company, random.fork('events')));
  const start = new Date(now.getTime() - days * day);
  const end = new Date(now.getTime() + daysAhead * day);
  const calendar = createCalendar(random.fork('calendar'), start, end, timeZone);
  // What happens once in a history keeps its place, however much future is generated.
  const history = createCalendar(random.fork('history'), start, now, timeZone);
  const week = lastWholeWeek(now, timeZone);
  const labels: FindingLabel[] = [
    { rule: 'unknown-activity', principal: null, role: null, at: week.from, isTimeless: true },
  ];
  const label = (more: FindingLabel) => void labels.push(more);
  const written = { from: previousPeriod(week).from, to: week.to };
  const seeded = writeSeededWeek(company, week, writer, random.fork('seeded'), scale);
  const stories = [
    ...writeActivations(company, calendar, writer, random.fork('activations'), scale, written),
    ...seeded.stories.filter(({ record }) => record.requestedAt >= start),
  ];
  const others = [
    ...writeAssignments(company, history, writer, random.fork('assignments'), scale),
    ...writeSettingsChanges(company, history, writer, random.fork('settings'), label),
    ...seeded.events.filter(({ activityDateTime }) => new Date(activityDateTime) >= start),
    ...writeOutsidePim(company, history, writer, random.fork('outside'), label),
    ...writeNoise(company, calendar, writer, random.fork('noise'), scale),
  ];
  const events = inOrder([...stories.flatMap((story) => story.events), ...others], end);

  /** The report shows `weakened-then-activated` at the time of the weakening, which has a label of its own. */
  function fromItsWeakening(one: FindingLabel): FindingLabel {
    const weakened = labels.find(({ rule, role }) => rule === 'role-setting-weakened' && role === one.role);
    return one.rule === 'weakened-then-activated' && weakened ? { ...one, happenedAt: weakened.at } : one;
  }

  function truthAt(moment: Date): ActivationTruth[] {
    return stories
      .flatMap(({ record }) => truthOf(record, moment) ?? [])
      .sort((a, b) => ((a.startedAt ?? a.requestedAt) < (b.startedAt ?? b.requestedAt) ? -1 : 1));
  }

  const accessAt = createSampleAccess({ company, log, calendar: history, start, truthAt });
  return {
    accessAt,
    tenantId: company.tenantId,
    organization: company.organization,
    timeZone,
    events,
    lateEvents: lateOnes(events, now, random.fork('late')),
    truth: truthAt(now),
    findings: [...labels, ...seeded.labels.map(fromItsWeakening)],
    truthAt,
  };
}

/** In order of time, up to a moment. */
function inOrder(events: readonly WireEvent[], to: Date): WireEvent[] {
  const last = sortableTime(to.toISOString());
  return events
    .map((event) => ({ event, time: sortableTime(event.activityDateTime) }))
    .filter(({ time }) => time <= last)
    .sort((a, b) => (a.time < b.time ? -1 : 1))
    .map(({ event }) => event);
}

/** A few events of about the last week that appeared 5 to 60 hours late; all of them before `now`. */
function lateOnes(events: readonly WireEvent[], now: Date, random: Random): LateEvent[] {
  const timeOf = (event: WireEvent): number => new Date(event.activityDateTime).getTime();
  const candidates = events.filter((event) => {
    const age = now.getTime() - timeOf(event);
    return event.loggedByService === 'PIM' && age > 2.5 * day && age < 9 * day;
  });
  if (candidates.length === 0) return [];
  const chosen = new Set(Array.from({ length: lateCount }, () => random.pick(candidates)));
  return [...chosen].map((event) => ({
    id: event.id,
    visibleAt: new Date(timeOf(event) + random.integer(5 * 60, 60 * 60) * 60_000),
  }));
}
