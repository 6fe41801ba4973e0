import fc from 'fast-check';
import { parseEvent } from '../../shared/audit-source/parse-event';
import { defaultFindingsPolicy } from '../../shared/domain/findings-policy';
import { isoWeek } from '../../shared/domain/time/period';
import { unreadableEvent } from '../../shared/domain/reports/totals';
import type { StoredEvent } from '../../shared/domain/events/audit-event';
import { createPrepareReport } from '../../shared/jobs/report/prepare-report';
import { renderMail } from '../../shared/report/mail';
import { renderReportFiles } from '../../shared/report/report-file';
import { anyJson } from '../support/builders/fuzzed-events';
import { fuzzRuns, fuzzTime } from '../support/fuzz-runs';
import { createFakeStore, ledgerOf } from '../support/fakes/ports';

jest.setTimeout(fuzzTime);
const now = new Date('2026-11-23T07:00:00.000Z');
const period = isoWeek('2026-W47', 'Europe/Amsterdam');

function stored(raw: string): StoredEvent {
  const parsed = parseEvent(raw);
  const source = 'graph';
  return parsed.ok
    ? {
        id: parsed.event.id,
        at: parsed.event.at,
        activity: parsed.event.activity,
        source,
        raw,
        problem: null,
      }
    : { id: parsed.id, at: parsed.at, activity: null, source, raw, problem: parsed.problem };
}

async function prepared(raws: readonly string[]) {
  const store = createFakeStore(raws.map(stored));
  const prepare = createPrepareReport({
    store,
    parse: parseEvent,
    policy: defaultFindingsPolicy,
    organization: null,
  });
  const plan = { name: 'weekly', timeZone: period.timeZone, columns: null, include: null };
  return { store, ...(await prepare(plan, period, ledgerOf(), now, AbortSignal.timeout(900_000))) };
}

test('a week of any events is analysed, counted and rendered in every format', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(anyJson, { minLength: 5, maxLength: 40 }), async (raws) => {
      const { store, model } = await prepared(raws);
      const inPeriod = [...store.events.values()].filter(
        ({ at }) => at === null || (at >= period.from && at < period.to),
      );
      const unreadable = inPeriod.filter(({ problem }) => problem !== null).length;
      const told = model.unknownActivities.find(({ name }) => name === unreadableEvent)?.count ?? 0;
      expect(told).toBe(unreadable);
      for (const format of ['csv', 'json', 'html'] as const)
        for (const { content } of await renderReportFiles(format, model, null))
          expect(content.length).toBeGreaterThan(100);
      const mail = renderMail(model);
      expect(mail.subject).not.toBe('');
      expect(JSON.stringify([mail.html, mail.text])).not.toMatch(
        /\[object Object\]|undefined|NaN|Invalid Date/,
      );
    }),
    { numRuns: fuzzRuns(30) },
  );
});

test('a week of any events is rendered as a workbook, with the raw log', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(anyJson, { minLength: 20, maxLength: 60 }), async (raws) => {
      const { model, log } = await prepared(raws);
      const [{ content } = { content: new Uint8Array() }] = await renderReportFiles('xlsx', model, log);
      expect(Buffer.from(content.subarray(0, 2)).toString()).toBe('PK');
    }),
    { numRuns: fuzzRuns(2) },
  );
});
