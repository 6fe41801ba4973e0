import { createSampleTenant } from '../../local/sample-tenant/sample-tenant';
import { lastWholeWeek } from '../../shared/domain/period';
import { reportJson } from '../../shared/report/json';
import { createPrepareReport } from '../../shared/jobs/prepare-report';
import { parseEvent } from '../../shared/audit-source/parse-event';
import { defaultFindingsPolicy } from '../../shared/domain/findings-policy';
import { utcDaysBetween } from '../../shared/domain/utc-day';
import { appendFileSync, writeFileSync } from 'node:fs';
writeFileSync('/tmp/many.txt', '');
const nows = ['2026-11-23T07:00:00.000Z','2026-11-25T15:30:00.000Z','2026-11-29T23:59:00Z', '2026-04-06T04:00:00Z','2026-10-26T05:00:00Z'];
const zones = ['Europe/Amsterdam', 'America/Los_Angeles', 'Pacific/Auckland', 'UTC'];
test('many', async () => {
  let n = 0, bad = 0, rows = 0;
  for (let seed = 1; seed <= 40; seed++) for (const [i, nowText] of nows.entries()) {
    const now = new Date(nowText); const timeZone = zones[(seed + i) % 4]!;
    const tenant = createSampleTenant({ now, seed, timeZone, scale: seed % 10 === 0 ? 4 : 1 });
    const stored = tenant.events.filter((e) => e.loggedByService === 'PIM' || (e.loggedByService === 'Core Directory' && e.category === 'RoleManagement')).map((e) => { const raw = JSON.stringify(e); const p = parseEvent(raw); if (!p.ok) throw new Error(p.problem); return { id: e.id, at: p.event.at, activity: null, raw, problem: null }; });
    const store = { async *read(from: Date, to: Date) { for (const s of stored) if (s.at >= from && s.at < to) yield s; }, async *readUndated() {} };
    const prepare = createPrepareReport({ store, parse: parseEvent, policy: defaultFindingsPolicy, organization: null });
    const period = lastWholeWeek(now, timeZone);
    const ledger = new Map(utcDaysBetween(new Date(now.getTime() - 30 * 86400000), now).map((day) => [day, { day, state: 'complete', events: 1, unreadable: 0, lateEvents: 0, newEvents: 0, firstReadAt: now, lastReadAt: now, readTo: now, firstCompleteEvents: 1, reason: null } as const]));
    const { model } = await prepare({ name: 'w', timeZone, columns: null, include: null }, period, ledger, now, AbortSignal.timeout(100000));
    const got = new Map(reportJson(model).activations.map((a) => [a.id, a]));
    const want = new Map(tenant.truth.filter((row) => { const at = new Date(row.startedAt ?? row.requestedAt); return at >= period.from && at < period.to; }).map((a) => [a.id, a]));
    n++; rows += want.size;
    for (const id of new Set([...got.keys(), ...want.keys()])) {
      const g = got.get(id) as any, w = want.get(id) as any;
      if (!g || !w) { bad++; appendFileSync('/tmp/many.txt', `${seed} ${nowText} ${timeZone} ${id} ${g ? 'EXTRA ' + JSON.stringify(g) : 'MISSING ' + JSON.stringify(w)}\n`); continue; }
      for (const k of Object.keys(w)) if (JSON.stringify(g[k]) !== JSON.stringify(w[k])) { bad++; appendFileSync('/tmp/many.txt', `${seed} ${nowText} ${timeZone} ${id} ${k}: got ${JSON.stringify(g[k])} want ${JSON.stringify(w[k])} [${w.outcome}/${w.endedBy}]\n`); }
      if (Object.keys(g).join() !== Object.keys(w).join()) { bad++; appendFileSync('/tmp/many.txt', 'keys differ\n'); }
    }
  }
  appendFileSync('/tmp/many.txt', `${n} worlds ${rows} rows ${bad} differences\n`);
}, 300000);
