import { isWithin, previousPeriod, type Period } from '../../../shared/domain/time/period';
import { defaultFindingsPolicy, type FindingsPolicy } from '../../../shared/domain/findings-policy';
import type { DayCoverage } from '../../../shared/domain/collection-day';
import { startOfUtcDay, utcDaysBetween } from '../../../shared/domain/time/utc-day';
import { later } from '../../../local/sample-tenant/activations/activation-log';
import { truthOf, type ActivationTruth } from '../../../local/sample-tenant/activations/activation-truth';
import { createCompany } from '../../../local/sample-tenant/company';
import { createEventWriter } from '../../../local/sample-tenant/wire/event-writer';
import { addApprovalCases } from './approval-cases';
import { migrator, addAssignmentCases } from './assignment-cases';
import { openCaseKit, type CaseKit } from '../../../local/sample-tenant/cases/case-kit';
import { addDominantApprover } from './dominant-approver';
import { dealPairs, planFiller } from '../../../local/sample-tenant/cases/filler';
import type { FindingLabel } from '../../../local/sample-tenant/cases/finding-label';
import { addBaselineActivity } from '../../../local/sample-tenant/cases/baseline-activity';
import { addHistoryCases } from './history-cases';
import { addOutcomeCases } from './outcome-cases';
import { addPrincipalCases, addReasonCases, ticketPolicy } from './reason-cases';
import { createReasons } from '../../../local/sample-tenant/cases/reasons';
import { breakGlassUpn, addSettingsCases } from './settings-cases';
import { addTimingCases, addVolumeCases } from './volume-cases';
import { createRandom } from '../../../local/sample-tenant/random';
import type { WireEvent } from '../../../local/sample-tenant/wire/wire-event';

/** Options of a labelled tenant. */
export interface LabelledTenantOptions {
  /** Number of elevations in all weeks together. */
  readonly elevations: number;
  /** The last of its weeks. */
  readonly lastWeek: Period;
  /** The first week contains no cases, so that the ordinary activity of the others is not new. At least 3. */
  readonly weeks: number;
  /** Number of weeks, counted from the last, that contain a case of every rule. */
  readonly caseWeeks: number;
  readonly seed?: number;
}

/** A week and the expected content of its report. */
export interface LabelledWeek {
  readonly period: Period;
  /** Time at which the report is made. */
  readonly asOf: Date;
  readonly coverage: readonly DayCoverage[];
  readonly truth: readonly ActivationTruth[];
  readonly labels: readonly FindingLabel[];
  /** Whether earlier weeks exist: without them, a report takes much of the activity for new. */
  readonly hasHistory: boolean;
}

/** A tenant whose reports have known results, which come from its construction and not from an analysis. */
export interface LabelledTenant {
  readonly events: readonly WireEvent[];
  readonly policy: FindingsPolicy;
  readonly weeks: readonly LabelledWeek[];
}

const hour = 3_600_000;
const day = 24 * hour;
const approverCount = 6;

/** Functions that add, for every rule, cases just over its limit and just under it. */
const cases: readonly ((kit: CaseKit) => void)[] = [
  addOutcomeCases, addVolumeCases, addTimingCases, addReasonCases, addPrincipalCases, addApprovalCases,
  addAssignmentCases, addSettingsCases, addHistoryCases,
]; // oxfmt-ignore

/** Generates a labelled tenant. The same options give the same tenant. */
export function createLabelledTenant(options: LabelledTenantOptions): LabelledTenant {
  const { elevations, lastWeek, weeks: weekCount, caseWeeks, seed = 1 } = options;
  const random = createRandom(seed);
  const company = createCompany(random.fork('company'), (elevations / 4 + 400 * caseWeeks + 100) / 25);
  const writer = createEventWriter(company, random.fork('events'));
  const staff = company.staff.values();
  const person = () => {
    const { value } = staff.next();
    if (value === undefined) throw new RangeError('The company has too few people for its cases.');
    return value;
  };
  const [dominant, ...others] = Array.from({ length: approverCount }, person);
  if (dominant === undefined) throw new RangeError('A company needs approvers.');
  // One person approves most, so that little filler decides whether the person is a dominant approver.
  const approvers = others.flatMap((other) => [dominant, other, dominant, dominant]);
  const reason = createReasons(random.fork('reasons'));
  const parts = { company, writer, random: random.fork('cases'), approvers, person, reason };
  const kits = weeksUpTo(lastWeek, weekCount).map((week) => openCaseKit(parts, week));
  const [firstKit, ...laterKits] = kits;
  if (firstKit === undefined || laterKits.length < 2) throw new RangeError('It takes three weeks.');

  for (const kit of kits.slice(-caseWeeks)) for (const tell of cases) tell(kit);
  const asked = () => kits.reduce((sum, kit) => sum + kit.written.filter(isInWeeks).length, 0);
  const isInWeeks = ({ at }: { readonly at: Date }) =>
    isWithin({ from: firstKit.week.from, to: lastWeek.to }, at);
  const pairs = dealPairs(firstKit, Math.ceil(elevations / 8));
  const share = Math.floor(((elevations - asked()) * 0.6) / laterKits.length);
  for (const [index, kit] of laterKits.entries()) {
    const filler = planFiller(kit, pairs, share);
    const fromEnd = laterKits.length - index;
    if (fromEnd > 2) for (const plan of filler) kit.activate(plan);
    else addDominantApprover(kit, filler, dominant, others, fromEnd === 1);
  }
  addBaselineActivity(
    firstKit,
    laterKits.flatMap(({ written }) => written),
  );
  const left = elevations - asked();
  if (left < 0) throw new RangeError(`So many rules need more elevations than ${elevations}.`);
  for (const plan of planFiller(firstKit, dealPairs(firstKit, Math.ceil(left / 2)), left))
    firstKit.activate(plan);
  // The log must begin before the look-back period of every rule.
  firstKit.activate({
    member: person(),
    grant: firstKit.grant('Global Reader'),
    at: later(lastWeek.from, -250 * day),
  });

  const labels = [...kits.flatMap((kit) => kit.labels)];
  const records = kits.flatMap((kit) => kit.written.map(({ record }) => record));
  const events = kits.flatMap((kit) => kit.events);
  return {
    policy,
    events: [...new Map(events.map((event) => [event.id, event])).values()],
    weeks: kits.map(({ week }, index) => {
      const asOf = later(week.to, 7 * hour);
      const isLast = index === kits.length - 1;
      const coverage = coverageOf(week, asOf, isLast);
      return {
        period: week,
        asOf,
        coverage,
        hasHistory: index > 0,
        truth: records
          .flatMap((record) => truthOf(record, asOf) ?? [])
          .filter((row) => isWithin(week, new Date(row.startedAt ?? row.requestedAt))),
        labels: [...labels, ...(isLast ? coverageLabels(coverage) : [])].filter(({ at }) =>
          isWithin(week, at),
        ),
      };
    }),
  };
}

const policy: FindingsPolicy = {
  ...defaultFindingsPolicy,
  thresholds: { 'ticket-missing': ticketPolicy },
  breakGlassAccounts: [breakGlassUpn],
  suppress: [
    { rule: 'assigned-outside-pim', initiator: migrator, reason: 'A known migration', until: '2099-12-31' },
  ],
};

function weeksUpTo(last: Period, count: number): Period[] {
  const weeks = [last];
  for (let first = last; weeks.length < count; weeks.unshift(first)) first = previousPeriod(first);
  return weeks;
}

/** Returns complete days; in the last week one day is missing, and one has late events. */
function coverageOf(week: Period, lastReadAt: Date, isLast: boolean): DayCoverage[] {
  return utcDaysBetween(week.from, week.to).map((day, index) => ({
    day,
    state: isLast && index === 2 ? 'missing' : 'complete',
    events: 100,
    lateEvents: isLast && index === 3 ? 4 : 0,
    lastReadAt,
  }));
}

function coverageLabels(coverage: readonly DayCoverage[]): FindingLabel[] {
  const about = { principal: null, role: null, isTimeless: true } as const;
  return coverage.flatMap(({ day, state, lateEvents }): FindingLabel[] => [
    ...(state === 'complete' ? [] : [{ rule: 'collection-gap', at: startOfUtcDay(day), ...about }]),
    ...(lateEvents === 0 ? [] : [{ rule: 'late-events', at: startOfUtcDay(day), ...about }]),
  ]);
}
