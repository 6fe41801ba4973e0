import {
  accessEndpoints,
  endpointFacts,
  type AccessEndpoint,
} from '../../../shared/domain/access/access-endpoint';
import { localClock } from '../../../shared/domain/time/local-clock';
import { isoWeek } from '../../../shared/domain/time/period';
import type {
  AccessList,
  ReportedAccess,
  StandingAccess,
  Unexplained,
} from '../../../shared/domain/access/standing-access';
import {
  accessLine,
  accessSentences,
  emptyAccess,
  reconciliationSentence,
  settingsLine,
} from '../../../shared/report/words/access-words';
import { anAssignment, anUnexplained } from '../../support/builders/access-analysis';

const period = isoWeek('2026-W47', 'UTC');
const clock = localClock('UTC');
const fix = 'Microsoft Graph refused the lists (HTTP 403): grant RoleManagement.Read.Directory.';

function lists(overrides: Partial<Record<AccessEndpoint, Partial<AccessList>>> = {}): AccessList[] {
  return accessEndpoints.map((endpoint) => ({
    ...{ endpoint, part: endpointFacts[endpoint].part, rows: 3, reason: null },
    state: endpointFacts[endpoint].part === 'roles' ? 'complete' : 'off',
    ...overrides[endpoint],
  }));
}

const refused = { state: 'refused', rows: 0, reason: fix } as const;

function facts(standing: Partial<StandingAccess> | null = {}, problem: string | null = null) {
  const access: ReportedAccess = {
    problem,
    standing: standing && {
      readAt: new Date('2026-11-22T01:31:00Z'),
      state: 'complete',
      lists: lists(),
      newerLists: null,
      assignments: [anAssignment(), anAssignment({ kind: 'eligible', permanent: false })],
      roleSettings: [],
      knownDays: 21,
      reconciliation: null,
      ...standing,
    },
  };
  return { access, period, filter: null };
}

test('counts the assignments and their holders, and says which changes are explained', () => {
  const { principal, role, scope } = anAssignment();
  const change = { principal, role, scope };
  const reconciliation = {
    from: new Date('2026-11-15T01:30:00Z'),
    to: new Date('2026-11-22T01:30:00Z'),
    changes: [
      { ...change, isExplained: true },
      { ...change, isExplained: false },
    ],
    unexplained: [anUnexplained(), anUnexplained({ kind: 'without-effect' })],
  };
  expect(accessSentences(facts({ reconciliation }), clock)).toEqual([
    '2 assignments on Sun 22 Nov 2026, 01:31: 1 eligible and 1 active (1 permanent), held by 1 person.',
    '2 changes since Sun 15 Nov 2026, 01:30: 1 explained by audit events, 1 not. 1 audit event had no effect.',
  ]);
  const wordsOf = (explained: readonly boolean[], kinds: readonly Unexplained['kind'][] = []) => {
    const changes = explained.map((isExplained) => ({ ...change, isExplained }));
    const unexplained = kinds.map((kind) => anUnexplained({ kind }));
    const compared = { ...reconciliation, changes, unexplained };
    return reconciliationSentence(facts({ reconciliation: compared }), clock);
  };
  const since = 'since Sun 15 Nov 2026, 01:30';
  expect(wordsOf([])).toBe(`No change ${since}.`);
  const narrowed = {
    ...facts({ reconciliation: { ...reconciliation, changes: [], unexplained: [] } }),
    filter: 'roles X',
  };
  expect(reconciliationSentence(narrowed, clock)).toBe(`No change in what this report covers ${since}.`);
  expect(wordsOf([true])).toBe(`1 change ${since}, explained by audit events.`);
  expect(wordsOf([true, true])).toBe(`2 changes ${since}, all explained by audit events.`);
  expect(wordsOf([false], ['appeared', 'not-logged', 'without-effect', 'without-effect'])).toBe(
    `1 change ${since}, not explained by audit events. 2 audit events had no effect. 1 activation was not logged.`,
  );
  expect(accessLine(facts(), clock)).toMatch(
    /^Read on Sun 22 Nov 2026, 01:31: every list was read to its end\. There is no complete snapshot .* 21 are on record\.$/,
  );
});

test.each<[string, ReturnType<typeof facts>]>([
  [
    'every list of holders was refused',
    facts({ assignments: [], lists: lists({ 'role-eligibility': refused, 'role-assignments': refused }) }),
  ],
  ['no snapshot was taken', facts(null)],
  ['the snapshots cannot be read', facts(null, 'HTTP 503')],
])('says that it is not known, never that nobody holds access: %s', (_name, of) => {
  const [first = '', ...others] = accessSentences(of, clock);
  expect(first).toBe('Who holds access is not known.');
  expect(others.join(' ')).toMatch(
    /grant RoleManagement\.Read\.Directory|"pim-report collect" takes one|could not be read: HTTP 503/,
  );
  expect(accessLine(of, clock)).toMatch(/^Who holds access is not known\. ./);
  expect(emptyAccess(of)).toBe('Who holds access is not known.');
});

test('calls the number a lower bound when a list was refused, and says how to fix it', () => {
  const some = facts({ lists: lists({ 'role-eligibility': refused }) });
  expect(accessSentences(some, clock)).toEqual([
    expect.stringMatching(/^At least 2 assignments /),
    expect.stringMatching(/^There is no complete snapshot /),
    fix,
  ]);
  expect(accessLine(some, clock)).toContain(
    'not every list could be read, so what is missing here may still be held',
  );
});

test('does not believe an empty list of active assignments: every tenant has a Global Administrator', () => {
  const empty = facts({ assignments: [], lists: lists({ 'role-assignments': { rows: 0 } }) });
  const sentences = accessSentences(empty, clock);
  expect(sentences[0]).toBe(
    'No assignment was seen on Sun 22 Nov 2026, 01:31, which does not mean that there is none.',
  );
  expect(sentences.at(-1)).toMatch(
    /^Microsoft Graph gave an empty list .* check that the identity belongs to the right tenant/,
  );
});

test('calls the settings of roles unknown when their list was refused or not requested', () => {
  const told = (list: Partial<AccessList>) =>
    settingsLine(facts({ lists: lists({ 'role-policies': list }) }), clock);
  expect(told({})).toBe('Read on Sun 22 Nov 2026, 01:31, to the end.');
  expect(told(refused)).toBe(`The settings of roles are not known. ${fix}`);
  expect(told({ state: 'partial', reason: 'It broke off.' })).toContain(
    'not to the end. The role settings were read only in part. It broke off.',
  );
  expect(told({ state: 'off' })).toContain('add "roles" to STANDING_ACCESS');
  expect(settingsLine(facts(null), clock)).toMatch(/^The settings of roles are not known\. ./);
});

test('has no sentence when access is off', () => {
  expect(accessSentences({ access: null, period, filter: null }, clock)).toEqual([]);
});

test('names once what is missing both in the snapshot that is shown and in a later one that is not', () => {
  const users = { ...refused, reason: 'Grant User.Read.All.' };
  const newerLists = lists({ users, 'role-eligibility': refused });
  const line = accessLine(facts({ state: 'partial', lists: lists({ users }), newerLists }), clock);
  expect(line).toContain(
    `Grant User.Read.All. The last snapshot of this week could not be read in full, so an earlier one is shown. ${fix}`,
  );
  expect(line.match(/Grant User\.Read\.All/g)).toHaveLength(1);
});
