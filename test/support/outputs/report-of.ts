import { parseEvent } from '../../../shared/audit-source/parse-event';
import { readSettings } from '../../../shared/config/read-settings';
import { isoWeek } from '../../../shared/domain/time/period';
import { utcDayOf, utcDaysBetween } from '../../../shared/domain/time/utc-day';
import { createPrepareReport } from '../../../shared/jobs/report/prepare-report';
import { reportJson } from '../../../shared/report/json';
import { aLedgerDay, aStoredEvent, createFakeStore, ledgerOf } from '../fakes/ports';

/** Events of a week as Graph returns them, and app settings whose values may be objects. */
export interface ReportInput {
  readonly week: string;
  readonly events: readonly unknown[];
  readonly settings?: Readonly<Record<string, unknown>>;
}

/** The report of a week as JSON. */
export type ReportOf = ReturnType<typeof reportJson>;

const day = 86_400_000;
const knownDays = 35;

/**
 * Runs the real analysis on the events of a week and returns its report of the following Monday at seven. Every day of
 * the five weeks before is complete.
 */
export async function reportOf({ week, events, settings = {} }: ReportInput): Promise<ReportOf> {
  const texts = Object.entries(settings).map(([name, value]) => [
    name,
    typeof value === 'string' ? value : JSON.stringify(value),
  ]);
  const environment: Record<string, string> = {
    AzureWebJobsStorage: 'UseDevelopmentStorage=true',
    ...(Object.fromEntries(texts) as Record<string, string>),
  };
  const { reports, findings } = readSettings(environment, { send: false });
  const [report] = reports;
  if (report === undefined) throw new RangeError('The settings name no report.');
  const period = isoWeek(week, report.timeZone);
  const now = new Date(period.to.getTime() + 7 * 3_600_000);

  const stored = events.map((event) => {
    const raw = JSON.stringify(event);
    const parsed = parseEvent(raw);
    return parsed.ok
      ? aStoredEvent({ id: parsed.event.id, at: parsed.event.at, raw })
      : aStoredEvent({ id: parsed.id, at: parsed.at, raw, problem: parsed.problem });
  });
  const countOf = (of: string) => stored.filter(({ at }) => at !== null && utcDayOf(at) === of).length;
  const whole = utcDaysBetween(new Date(period.from.getTime() - knownDays * day), period.to);
  const ledger = ledgerOf(
    ...whole.map((each) => aLedgerDay(each, { events: countOf(each), firstCompleteEvents: countOf(each) })),
    aLedgerDay(utcDayOf(now), { state: 'partial', readTo: now, events: countOf(utcDayOf(now)) }),
  );
  const prepare = createPrepareReport({
    store: createFakeStore(stored),
    parse: parseEvent,
    policy: findings,
    organization: 'Contoso',
  });
  const content = { ...report, include: report.include ?? null, columns: null };
  const { model } = await prepare(content, period, ledger, now, AbortSignal.timeout(900_000));
  return reportJson(model);
}
