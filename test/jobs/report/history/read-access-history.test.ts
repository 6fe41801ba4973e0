import { emptyDirectory, type AccessDirectory, type WireRow } from '../../../../local/graph/access-directory';
import { wireActive, wireEligible } from '../../../../local/sample-tenant/access/wire-assignments';
import { wireDefinition, wirePolicy } from '../../../../local/sample-tenant/access/wire-settings';
import { analyseAccess } from '../../../../shared/analysis/access/access-analysis';
import { noPast } from '../../../../shared/analysis/access/access-past';
import type { AccessEndpoint } from '../../../../shared/domain/access/access-endpoint';
import { utcDaysBetween } from '../../../../shared/domain/time/utc-day';
import { accessLine, settingsLine } from '../../../../shared/report/words/access-words';
import { localClock } from '../../../../shared/domain/time/local-clock';
import { aMember, exchangeAdministrator, globalAdministrator } from '../../../support/builders/access-lists';
import { week47 } from '../../../support/builders/events';
import { createAccessWorld, type AccessWorldOptions } from '../../../support/fakes/access-world';

const [saturday, tuesday, friday] = ['2026-11-14', '2026-11-17', '2026-11-20'].map(
  (day) => new Date(`${day}T01:30:00Z`),
) as [Date, Date, Date];
const monday = new Date('2026-11-23T07:00:00Z');
const completeDays = new Set(utcDaysBetween(new Date('2026-08-01'), new Date('2026-11-24')));

const roles: Partial<AccessDirectory> = {
  roleDefinitions: [
    wireDefinition(globalAdministrator, 'Global Administrator'),
    wireDefinition(exchangeAdministrator, 'Exchange Administrator'),
  ],
  rolePolicies: [wirePolicy({ roleId: globalAdministrator })],
};
const eligible = (number: number): WireRow =>
  wireEligible({ member: aMember(number), roleId: exchangeAdministrator });
const active = (number: number): WireRow =>
  wireActive({ member: aMember(number), roleId: globalAdministrator });

/** Takes snapshots on these nights, and returns the parts of the week's report about them, without any event. */
async function reported(nights: readonly Partial<AccessDirectory>[], options: AccessWorldOptions = {}) {
  const times = [saturday, tuesday, friday].slice(0, nights.length);
  const world = createAccessWorld(
    (at) => {
      const night = nights[times.findIndex((time) => time.getTime() === at.getTime())];
      return { ...emptyDirectory, ...roles, active: [active(1)], ...night };
    },
    { parts: ['roles'], ...options },
  );
  for (const at of times) await world.snapshot(at);
  const access = await world.readAccess(week47, monday, AbortSignal.timeout(600_000));
  if (access === null) throw new RangeError('Nothing was read.');
  const analysis = analyseAccess({
    ...{ access, events: [], changes: [], elevations: [], period: week47, asOf: monday, knownUntil: monday },
    ...{ history: { completeDays }, past: noPast, privilegedRoles: [] },
  });
  const { standing, unexplained } = analysis;
  const facts = { access: { standing, problem: null }, period: week47, filter: null };
  const list = (name: AccessEndpoint) => standing.lists.find(({ endpoint }) => endpoint === name);
  return {
    ...{ standing, list, facts },
    holders: standing.assignments.map(({ principal }) => principal.name),
    unexplained: unexplained.map(({ kind, principal }) => `${kind} ${principal.name}`),
    compared: standing.reconciliation?.changes.length,
    accessLine: accessLine(facts, localClock('UTC')),
    settingsLine: settingsLine(facts, localClock('UTC')),
  };
}

describe('unusual data from Graph', () => {
  test('a row with a new member type is listed and counted, and does not hide other changes', async () => {
    const odd = { ...eligible(2), memberType: 'Sideways' };
    const told = await reported([{ eligible: [eligible(3)] }, { eligible: [eligible(3), odd, eligible(4)] }]);
    expect(told.holders).toEqual(expect.arrayContaining(['Person 1', 'Person 2', 'Person 3', 'Person 4']));
    expect(told.list('role-eligibility')).toMatchObject({ state: 'complete', rows: 3 });
    expect(told.accessLine).toContain(
      'Kept as they came: 1 row with a member type that this version does not know.',
    );
    expect(told.unexplained).toEqual(['appeared Person 4']);
  });

  test('a row without a principal is listed and counted, and no assignment counts as removed', async () => {
    const nameless = { ...eligible(2), principalId: null, principal: null };
    const told = await reported([{ eligible: [eligible(2)] }, { eligible: [nameless, eligible(4)] }]);
    expect(told.holders).toEqual(['Person 1', 'Person 4', null]);
    expect(told.accessLine).toContain('Kept as they came: 1 row without a principal.');
    expect(told.unexplained).toEqual(['appeared Person 4']);
  });

  test('an unreadable row is counted, and no assignment counts as removed', async () => {
    const odd = { ...eligible(2), endDateTime: 'in spring' };
    const told = await reported([{ eligible: [eligible(2)] }, { eligible: [odd] }]);
    expect(told.list('role-eligibility')).toMatchObject({ state: 'complete', rows: 1 });
    expect(told.accessLine).toContain('Kept as they came: 1 row that could not be understood.');
    expect(told.unexplained).toEqual([]);
  });

  test('a policy whose rules lack their fields has a row with unknown settings, and is counted', async () => {
    const policy = wirePolicy({ roleId: globalAdministrator });
    const bare = {
      ...policy,
      policy: { rules: [{ id: 'Enablement_EndUser_Assignment' }, { id: 'Approval_EndUser_Assignment' }] },
    };
    const told = await reported([{ rolePolicies: [policy] }, { rolePolicies: [bare] }]);
    expect(told.standing.roleSettings).toMatchObject([
      {
        role: { name: 'Global Administrator' },
        ...{ maximumMinutes: null, mfa: null, asksForContext: null, justification: null, approval: null },
      },
    ]);
    expect(told.list('role-policies')).toMatchObject({ state: 'complete', rows: 1 });
    expect(told.settingsLine).toContain('Kept as they came: 1 row with settings missing.');
    const whole = await reported([{ rolePolicies: [bare] }, { rolePolicies: [policy] }]);
    expect(whole.settingsLine).not.toContain('Kept');
  });

  test('a list with a foreign next link is kept and reported as partial, and is not compared', async () => {
    let night = 0;
    const nights = [{ eligible: [eligible(2)] }, { eligible: [] }, { eligible: [eligible(2), eligible(4)] }];
    const answerTo = (path: string) => {
      if (!path.includes('roleEligibility')) return null;
      night += 1;
      const body = { value: [eligible(3)], '@odata.nextLink': 'https://elsewhere.example/v1.0/x' };
      return night === 2 ? { status: 200, body } : null;
    };
    const told = await reported(nights, { answerTo });
    expect(told.unexplained).toEqual(['appeared Person 4']);
    expect(told.compared).toBe(1);
    night = 0;
    const broken = await reported(nights.slice(0, 2), { answerTo });
    expect(broken.holders).toEqual(['Person 1', 'Person 3']);
    expect(broken.list('role-eligibility')).toMatchObject({ state: 'partial', rows: 1 });
    expect(broken.unexplained).toEqual([]);
    expect(broken.accessLine).toMatch(/read only in part.*gave a next page outside/);
  });
});

describe('a bad last night', () => {
  test.each([
    ['refused', { status: 403, body: { error: { code: 'UnknownError', message: 'No.' } } }],
    [
      'read in part',
      { status: 200, body: { value: [], '@odata.nextLink': 'https://elsewhere.example/v1.0/x' } },
    ],
  ])('that was %s does not hide the night before, and is reported', async (_, bad) => {
    let night = 0;
    const answerTo = (path: string) => {
      if (!path.includes('roleEligibility')) return null;
      night += 1;
      return night === 3 ? bad : null;
    };
    const told = await reported([{}, { eligible: [eligible(2)] }, {}], { answerTo });
    expect(told.standing).toMatchObject({ readAt: tuesday, state: 'complete' });
    expect(told.holders).toEqual(['Person 1', 'Person 2']);
    expect(told.accessLine).toMatch(
      /^Read on .*17 Nov.*The last snapshot of this week could not be read in full, so an earlier one is shown\. \S/,
    );
  });

  test('is shown if no night was better', async () => {
    const refused = { status: 403, body: { error: { code: 'UnknownError', message: 'No.' } } };
    const answerTo = (path: string) => (path.includes('roleEligibility') ? refused : null);
    const told = await reported([{}, {}, {}], { answerTo });
    expect(told.standing).toMatchObject({ readAt: friday, newerLists: null });
    expect(told.accessLine).not.toContain('an earlier one is shown');
  });

  test('is shown if only settings could not be read, because it names the holders in full', async () => {
    let night = 0;
    const answerTo = (path: string) => {
      if (!path.includes('roleManagementPolicy')) return null;
      night += 1;
      return night === 3 ? { status: 403, body: { error: { code: 'UnknownError', message: 'No.' } } } : null;
    };
    const told = await reported([{}, {}, {}], { answerTo });
    expect(told.standing).toMatchObject({ readAt: friday, state: 'partial' });
  });
});

describe('the snapshots before the week', () => {
  const sunday = new Date('2026-11-15T01:30:00Z');

  /** Takes snapshots of four nights; on Sunday, lists can hold other rows. */
  async function openNights(onSunday: Partial<AccessDirectory> = {}) {
    const world = createAccessWorld(
      (at) => ({ ...emptyDirectory, ...roles, active: [active(1)], ...(at === sunday ? onSunday : {}) }),
      { parts: ['roles'] },
    );
    for (const at of [saturday, sunday, tuesday, friday]) await world.snapshot(at);
    return {
      ...world.snapshots,
      async read() {
        const access = await world.readAccess(week47, monday, AbortSignal.timeout(600_000));
        const nightsOf = (list: readonly { readonly at: Date }[] = []) => list.map(({ at }) => at);
        return {
          assignments: access?.holdings['role-assignments'] ?? [],
          nights: nightsOf(access?.holdings['role-assignments']),
          policies: nightsOf(access?.policies),
        };
      },
    };
  }

  test('are the last one if it can tell everything', async () => {
    const nights = [sunday, tuesday, friday];
    expect(await (await openNights()).read()).toMatchObject({ nights, policies: nights });
  });

  test('include an earlier one if the last one has an unreadable row, or its file is gone', async () => {
    const odd = await openNights({ active: [{ ...active(1), endDateTime: 'soon' }] });
    expect((await odd.read()).nights).toEqual([saturday, sunday, tuesday, friday]);
    const lost = await openNights();
    for (const list of ['role-assignments', 'role-policies'] as const)
      (lost.days.get('2026-11-15')?.files as Map<AccessEndpoint, Uint8Array>).delete(list);
    const nights = [saturday, tuesday, friday];
    expect(await lost.read()).toMatchObject({ nights, policies: nights });
  });

  test('say when the reading of a list ended', async () => {
    const nights = await openNights();
    const ended = new Date(friday.getTime() + 240_000);
    const night = nights.days.get('2026-11-20');
    const endpoints = night?.record.endpoints.map((each) => ({ ...each, lastRequestAt: ended })) ?? [];
    if (night !== undefined)
      nights.days.set('2026-11-20', { ...night, record: { ...night.record, endpoints } });
    expect((await nights.read()).assignments.at(-1)?.readUntil).toEqual(ended);
  });
});
