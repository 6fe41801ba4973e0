import { Readable } from 'node:stream';
import type { LabelledTenant, LabelledWeek } from './labelled-tenant';
import type { FindingLabel } from '../../../local/sample-tenant/cases/finding-label';
import { analyseEvents } from '../analyse-events';
import type { Analysis } from '../../../shared/analysis/analysis';
import { rules } from '../../../shared/analysis/findings/rules';
import { parseEvent } from '../../../shared/audit-source/parse-event';
import type { ParsedEvent, StoredEvent, EventParser } from '../../../shared/domain/events/audit-event';
import type { CollectionDay } from '../../../shared/domain/collection-day';
import type { Finding } from '../../../shared/domain/finding';
import { utcDaysBetween, type UtcDay } from '../../../shared/domain/time/utc-day';
import { createReadAndJoin } from '../../../shared/jobs/report/history/read-and-join';
import { activationRow, type ActivationRow } from './activation-row';
import type { EventStore } from '../../../shared/jobs/collect/event-store';

/** Expected and found results, each as a text with all its facts. */
export interface Score {
  readonly expected: number;
  readonly found: number;
  readonly right: number;
  /** Expected and not found. */
  readonly missed: readonly string[];
  /** Found and not expected. */
  readonly wrong: readonly string[];
}

/** Comparison of an analysis with the known facts of a tenant. */
export interface TenantScore {
  readonly outcomes: Score;
  readonly ends: Score;
  /** Whole rows of the report's JSON, field by field. */
  readonly rows: Score;
  readonly findings: Score;
  /** Scores by rule id, for rules with an expected or found finding. */
  readonly byRule: ReadonlyMap<string, Score>;
}

/** Share of found results that are right; 1 when nothing was found. */
export const precision = ({ right, found }: Score): number => (found === 0 ? 1 : right / found);
/** Share of expected results that were found; 1 when nothing was expected. */
export const recall = ({ right, expected }: Score): number => (expected === 0 ? 1 : right / expected);

/** Analyses every week of a tenant as its report does, with its history, and compares it with the known facts. */
export async function scoreTenant(tenant: LabelledTenant): Promise<TenantScore> {
  const readAndJoin = createReadAndJoin({ ...memoryStore(tenant), policy: tenant.policy });
  const weeks: Awaited<ReturnType<typeof scoreWeek>>[] = [];
  for (const week of tenant.weeks) weeks.push(await scoreWeek(tenant, week, readAndJoin));

  const score = (part: (week: (typeof weeks)[number]) => Pair): Score =>
    compare(
      weeks.flatMap((week) => part(week).expected),
      weeks.flatMap((week) => part(week).found),
    );
  const ofRule =
    (id: string) =>
    ({ findings: { expected, found } }: (typeof weeks)[number]): Pair => ({
      expected: expected.filter((text) => ruleOf(text) === id),
      found: found.filter((text) => ruleOf(text) === id),
    });
  const texts = weeks.flatMap(({ findings }) => [...findings.expected, ...findings.found]);
  const ids = [...new Set(texts.map(ruleOf))].sort();
  return {
    outcomes: score(({ outcomes }) => outcomes),
    ends: score(({ ends }) => ends),
    rows: score(({ rows }) => rows),
    findings: score(({ findings }) => findings),
    byRule: new Map(ids.map((id) => [id, score(ofRule(id))] as const)),
  };
}

interface Pair {
  readonly expected: readonly string[];
  readonly found: readonly string[];
}

/** Returns the tenant's log as a store in memory, in order of time; each event is parsed once. */
function memoryStore({ events }: LabelledTenant): {
  store: Pick<EventStore, 'read' | 'readUndated'>;
  parse: EventParser;
} {
  const parsed = new Map<string, ParsedEvent>();
  const stored = events.map((event): StoredEvent & { readonly at: Date } => {
    const result = parseEvent(JSON.stringify(event));
    if (!result.ok) throw new Error(`An event of the tenant cannot be read: ${result.problem}`);
    const { id, at, activity } = result.event;
    parsed.set(id, result);
    return { id, at, activity, source: 'graph', raw: id, problem: null };
  });
  stored.sort((a, b) => a.at.getTime() - b.at.getTime());
  return {
    store: {
      read: (from, to) => Readable.from(stored.filter(({ at }) => at >= from && at < to)),
      readUndated: () => Readable.from([]),
    },
    parse: (raw) => parsed.get(raw) ?? { ok: false, problem: 'unknown', id: null, at: null },
  };
}

/** Analyses the first week of a tenant as its report does. */
export async function analyseFirstWeek(tenant: LabelledTenant): Promise<Analysis> {
  const [week] = tenant.weeks;
  if (week === undefined) throw new RangeError('The tenant has no week.');
  return analyseWeek(tenant, week, createReadAndJoin({ ...memoryStore(tenant), policy: tenant.policy }));
}

async function analyseWeek(
  { policy }: LabelledTenant,
  { period, asOf, coverage }: LabelledWeek,
  readAndJoin: ReturnType<typeof createReadAndJoin>,
): Promise<Analysis> {
  const order = {
    period,
    ledger: wholeLedger(asOf),
    now: asOf,
    weeks: 0,
    factsOf: () => null,
    onWeek: () => undefined,
  };
  const { current } = await readAndJoin(order, AbortSignal.timeout(600_000));
  const events = current.joined.distinct.filter(({ at }) => at <= asOf);
  return analyseEvents({ ...current, events, asOf, knownUntil: asOf, coverage, policy });
}

async function scoreWeek(
  tenant: LabelledTenant,
  week: LabelledWeek,
  readAndJoin: ReturnType<typeof createReadAndJoin>,
): Promise<Record<'outcomes' | 'ends' | 'rows' | 'findings', Pair>> {
  const { truth, labels, hasHistory } = week;
  const analysis = await analyseWeek(tenant, week, readAndJoin);
  const rows = analysis.elevations.map(activationRow);
  const counted = rules.filter((rule) => hasHistory || rule.lookBackDays === undefined).map(({ id }) => id);
  const both = (text: (row: ActivationRow) => string): Pair => ({
    expected: truth.map(text),
    found: rows.map(text),
  });
  return {
    outcomes: both(({ id, outcome }) => `${id} ${outcome}`),
    ends: both(({ id, endedBy, endedAt }) => `${id} ${endedBy ?? '-'} ${endedAt ?? '-'}`),
    rows: both((row) => JSON.stringify(row)),
    findings: {
      expected: labels.filter(({ rule }) => counted.includes(rule)).map(labelText),
      // Findings before they are merged, so that each rule is scored on its own.
      found: analysis.around.findings
        .filter(({ rule }) => counted.includes(rule))
        .map((finding) => findingText(finding, labels)),
    },
  };
}

/** Returns a ledger of a year of complete days. */
function wholeLedger(lastReadAt: Date): Map<UtcDay, CollectionDay> {
  const days = utcDaysBetween(new Date(lastReadAt.getTime() - 365 * 86_400_000), lastReadAt);
  const counts = {
    events: 0,
    unreadable: 0,
    importedEvents: 0,
    lateEvents: 0,
    newEvents: 0,
    firstCompleteEvents: 0,
    failedReads: 0,
    availableFrom: null,
  };
  const times = { firstReadAt: lastReadAt, lastReadAt, readTo: lastReadAt };
  return new Map(days.map((day) => [day, { day, state: 'complete', ...counts, ...times, reason: null }]));
}

function labelText({
  rule,
  principal,
  role,
  isTimeless,
  severity,
  suppressed,
  ...label
}: FindingLabel): string {
  const at = isTimeless ? null : (label.happenedAt ?? label.at);
  return textOf(rule, principal, role, at, severity ?? '', suppressed === true);
}

/** Formats a finding like a label, with its severity only if a label of the rule has one. */
function findingText(finding: Finding, labels: readonly FindingLabel[]): string {
  const { rule, principal, role, at, severity, suppressed } = finding;
  const isRated = labels.some((label) => label.rule === rule && label.severity !== undefined);
  return textOf(
    rule,
    principal?.id ?? null,
    role?.id ?? null,
    at,
    isRated ? severity : '',
    suppressed !== null,
  );
}

function textOf(
  rule: string, principal: string | null, role: string | null, at: Date | null, severity: string, suppressed: boolean,
): string {
  const who = `principal ${principal?.toLowerCase() ?? '-'} role ${role?.toLowerCase() ?? '-'}`;
  return `${rule} ${at?.toISOString() ?? '-'} ${who} ${severity}${suppressed ? ' suppressed' : ''}`;
} // oxfmt-ignore

const ruleOf = (text: string): string => text.split(' ')[0] ?? '';

/** Compares two multisets of texts: a text that occurs twice must be found twice. */
function compare(expected: readonly string[], found: readonly string[]): Score {
  const open = new Map<string, number>();
  for (const text of expected) open.set(text, (open.get(text) ?? 0) + 1);
  const wrong: string[] = [];
  for (const text of found) {
    const left = open.get(text) ?? 0;
    if (left === 0) wrong.push(text);
    else open.set(text, left - 1);
  }
  const missed = [...open].flatMap(([text, count]) => Array.from({ length: count }, () => text));
  return {
    expected: expected.length,
    found: found.length,
    right: found.length - wrong.length,
    missed,
    wrong,
  };
}
