import { createGraphAuditSource } from '../../../shared/audit-source/graph-audit-source';
import { parseEvent } from '../../../shared/audit-source/parse-event';
import { findingsSetting } from '../../../shared/config/settings/findings-setting';
import { createAlertJob } from '../../../shared/jobs/alert/alert-job';
import { wireAssignment } from '../../support/builders/wire-alerts';
import { createFakeAlertLedger } from '../../support/fakes/alert-ledger';
import { createFakeLedger, createFakeStore } from '../../support/fakes/ports';
import { BrokenPromiseError } from '../contract';
import { createFaultPlan, spoiled, type FaultPlan, type PlanParts } from '../fault-plan';
import { createMemoryGraph, graphRoot } from '../memory-graph';
import type { Tally } from '../run-scenario';
import type { ShownEvent } from '../shown-events';
import { createMemoryChannels, type Arrival } from './alert-receivers';
import {
  channelKinds,
  eventful,
  type AlertScenario,
  type ChannelKind,
  type AlertRun,
} from './alert-scenario';

const start = Date.parse('2026-11-16T06:00:00.000Z');
const minute = 60_000;
const calm: AlertRun = { pause: 15, faults: [], atOnce: null };
const quiet: PlanParts = { faults: [], counts: new Map(), seed: null, endRun: () => undefined };
const retry = { attempts: 3, refusedAttempts: 2, firstDelay: 0, maxDelay: 0, maxRetryAfter: 5_000 };
/** Milliseconds until a run takes over a row that another run is sending: longer than all pauses of a message. */
const aliveFor = 40;
/** Faults after which a message is not sent again. */
const finalFaults = ['400', '403', '404', '410'];
/** Text of an error that is a bug in our code. */
const bug = /is not a function|Cannot read prop|is not iterable|is not defined|undefined|NaN|\[object/;

const hold = (kept: boolean, promise: string): void => {
  if (!kept) throw new BrokenPromiseError(promise);
};

/**
 * Runs the alert job once without faults, then as in the scenario, then twice without faults.
 * @throws BrokenPromiseError with the first broken promise
 */
export async function runAlertScenario(scenario: AlertScenario, tally: Tally): Promise<void> {
  let now = new Date(start);
  let plan: FaultPlan = createFaultPlan(quiet);
  const current = () => plan;
  const truth = createFakeAlertLedger();
  const arrivals: Arrival[] = [];
  const rowOf = (kind: ChannelKind, name: string) =>
    truth.rows().find(({ channel, alert }) => channel === kind && alert.principal?.name === name);

  const { channels, givenUp } = createMemoryChannels(current, (arrival) => {
    for (const name of arrival.names)
      hold(
        rowOf(arrival.kind, name)?.state === 'sending',
        `${name} leaves on ${arrival.kind} only while its row says sending`,
      );
    arrivals.push(arrival);
  });
  const events = scenario.events.map((event, index) => shownEvent(event, index));
  const source = createGraphAuditSource({
    get: createMemoryGraph(events, 30, () => now, current),
    ...{ endpoint: graphRoot, pace: () => Promise.resolve(), retry, requestTimeout: 5 },
  });
  const parts = {
    source,
    previewSource: source,
    store: spoiled(createFakeStore(), 'store', current),
    collectionLedger: spoiled(createFakeLedger(), 'ledger', current),
    alertLedger: spoiled(truth, 'alerts', current),
    exists: () => Promise.resolve(true),
    ...{ parse: parseEvent, policy: findingsSetting.parse('{}'), channels },
    ...{ organization: 'Contoso', timeZone: 'UTC', retentionDays: 0 },
  };
  const alone = createAlertJob({ ...parts, delivery: { takeOverAfter: 0 } });
  const beside = createAlertJob({ ...parts, delivery: { takeOverAfter: aliveFor } });

  async function runAlerts({ pause, faults, atOnce }: AlertRun): Promise<readonly string[]> {
    now = new Date(now.getTime() + pause * minute);
    const time = new AbortController();
    plan = createFaultPlan({
      ...{ faults, counts: tally.faults, seed: atOnce, endRun: (reason) => void time.abort(reason) },
    });
    const before = arrivals.length;
    const runs =
      atOnce === null
        ? [alone.run(now, time.signal)]
        : [0, 1].map((nth) => beside.run(new Date(now.getTime() + nth), time.signal));
    const failures = (await Promise.all(runs)).flatMap((result) => result.failures);
    plan = createFaultPlan(quiet);
    const end = `${runs.length === 1 ? 'run' : 'two runs'} ${failures.length === 0 ? 'ended well' : 'failed'}`;
    tally.ends.set(end, (tally.ends.get(end) ?? 0) + 1);
    for (const line of failures)
      hold(!bug.test(line), `every failure is a sentence that the jobs wrote: ${line}`);
    if (atOnce === null && !faults.some(({ on, kind }) => on === 'alerts' || kind === 'hang'))
      for (const { kind, names, id } of arrivals.slice(before).filter(({ isHeard }) => isHeard))
        for (const name of names)
          hold(
            rowOf(kind, name)?.state === 'sent' || givenUp().has(id ?? ''),
            `what ${kind} accepted of ${name} is written down as sent`,
          );
    holdOnce(arrivals, givenUp());
    return failures;
  }

  hold((await runAlerts(calm)).length === 0, 'a run without new events has no failures');
  for (const each of scenario.runs) await runAlerts(each);
  // Wait until Graph returns every event.
  const rest = Math.ceil((start + 2 * eventful * minute - now.getTime()) / minute);
  const failures = await runAlerts({ ...calm, pause: Math.max(15, rest) });
  hold(failures.length === 0, `a run without faults has no failures: ${failures.join(' ')}`);
  const told = arrivals.length;
  await runAlerts(calm);
  hold(arrivals.length === told, 'a second run without faults sends nothing');

  for (const kind of channelKinds) {
    const wasRefused = scenario.runs.some(({ faults }) =>
      faults.some((fault) => fault.on === kind && finalFaults.includes(fault.kind)),
    );
    for (const [index] of events.entries()) {
      const name = nameOf(index);
      const rows = truth.rows().filter((row) => row.channel === kind && row.alert.principal?.name === name);
      hold(rows.length === 1, `${name} has one row on ${kind}, not ${rows.length}`);
      const state = rows[0]?.state;
      const isRefused = state === 'undelivered' && wasRefused;
      hold(state === 'sent' || isRefused, `${name} is sent on ${kind}, or refused for good, not ${state}`);
      if (state !== 'sent') continue;
      const got = received(arrivals, givenUp()).filter((arrival) => arrival.kind === kind);
      hold(
        got.some(({ names }) => names.includes(name)),
        `${name}, which is sent on ${kind}, has arrived there`,
      );
    }
  }
}

/** Returns the messages that receivers keep: the first with each id, without mails that were given up. */
function received(arrivals: readonly Arrival[], givenUp: ReadonlySet<string>): Arrival[] {
  return arrivals.filter(
    ({ kind, id }, index) =>
      id === null ||
      (!givenUp.has(id) &&
        !arrivals.slice(0, index).some((earlier) => earlier.kind === kind && earlier.id === id)),
  );
}

/** Checks that mail and webhook deliver every alert at most once. */
function holdOnce(arrivals: readonly Arrival[], givenUp: ReadonlySet<string>): void {
  const seen = new Set<string>();
  for (const { kind, id, names } of received(arrivals, givenUp)) {
    if (id === null) continue;
    for (const name of names) {
      hold(!seen.has(`${kind} ${name}`), `${name} comes once by ${kind}`);
      seen.add(`${kind} ${name}`);
    }
  }
}

const nameOf = (index: number): string => `Kim${index}`;

function shownEvent({ minute: at, late }: AlertScenario['events'][number], index: number): ShownEvent {
  // Each event has a millisecond of its own, so that Graph's order is defined.
  const time = new Date(start + at * minute + index);
  const wire = wireAssignment(`Directory_${index}`, time, nameOf(index));
  return {
    ...{ wire, at: time, raw: JSON.stringify(wire) },
    visibleFrom: new Date(time.getTime() + late * minute),
  };
}
