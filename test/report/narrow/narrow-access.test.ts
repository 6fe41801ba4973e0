import type { ReportFilter } from '../../../shared/domain/reports/report-filter';
import { narrowAccess } from '../../../shared/report/narrow/narrow-access';
import { createRowFilter } from '../../../shared/report/narrow/row-filter';
import { anAssignment, anUnexplained, aSetting } from '../../support/builders/access-analysis';
import {
  aPrincipal,
  globalAdministrator,
  reportsReader,
  securityReader,
} from '../../support/builders/findings';
import { aFinding } from '../../support/builders/report';
import { aStanding } from '../../support/builders/reported-access';

const [anna, bo] = [aPrincipal('Anna'), aPrincipal('Bo')];
const unit = { id: '/administrativeUnits/u', name: 'Nordics' };
const place = { id: null, name: 'Member', privileged: false };
const operators = { id: 'g-1', name: 'Operators' };
const held = [
  { principal: anna, role: reportsReader },
  { principal: bo, role: securityReader, scope: unit },
  { principal: bo, role: place, scope: operators },
];
const directory = { id: '/', name: 'Directory' };
const standing = aStanding({
  assignments: held.map(anAssignment),
  roleSettings: [reportsReader, securityReader, globalAdministrator].map((role) => aSetting({ role })),
  reconciliation: {
    from: new Date('2026-11-15T01:30:00Z'),
    to: new Date('2026-11-22T01:30:00Z'),
    changes: held.map((one) => ({ scope: directory, ...one, isExplained: true })),
    unexplained: held.map(anUnexplained),
  },
});

/** The remaining people with what they hold, and the remaining roles with settings, in short. */
function narrow(include: ReportFilter) {
  const { standing: left } = narrowAccess(standing, createRowFilter(include));
  const names = (
    rows: readonly { principal: { name: string | null }; role: { name: string | null } }[] = [],
  ) => rows.map(({ principal, role }) => `${principal.name} ${role.name}`);
  return {
    assignments: names(left?.assignments),
    changes: names(left?.reconciliation?.changes),
    unexplained: names(left?.reconciliation?.unexplained),
    settings: left?.roleSettings?.map(({ role }) => role.name),
  };
}

const rows = (...names: string[]) => ({ assignments: names, changes: names, unexplained: names });

test('keeps everything without a filter', () => {
  expect(narrowAccess(standing, createRowFilter({})).standing).toEqual(standing);
});

test.each<[string, ReportFilter, string[], string[]]>([
  ['a person', { principals: ['ANNA@contoso.example'] }, ['Anna Reports Reader'], ['Reports Reader']],
  ['a role with settings', { roles: ['security reader'] }, ['Bo Security Reader'], ['Security Reader']],
  ['a role that nobody holds', { roles: ['Global Administrator'] }, [], ['Global Administrator']],
  ['a scope', { scopes: ['Nordics'] }, ['Bo Security Reader'], ['Security Reader']],
  ['groups, which have no role settings', { providers: ['group'] }, ['Bo Member'], []],
  [
    'roles of Entra',
    { providers: ['entra'] },
    ['Anna Reports Reader', 'Bo Security Reader'],
    ['Reports Reader', 'Security Reader', 'Global Administrator'],
  ],
  ['Azure, which no snapshot contains', { providers: ['azure'] }, [], []],
  ['a person and a role of another', { principals: ['Anna'], roles: ['Security Reader'] }, [], []],
  ['nobody', { principals: [] }, [], []],
])('filters rows, differences and settings by %s', (_name, include, names, settings) => {
  expect(narrow(include)).toEqual({ ...rows(...names), settings });
});

test('keeps how completely the lists were read, and leaves unknown values unknown', () => {
  const include = createRowFilter({ principals: ['Anna'] });
  const { readAt, state, lists, knownDays } = standing;
  expect(narrowAccess(standing, include).standing).toMatchObject({ readAt, state, lists, knownDays });
  const unread = aStanding({ roleSettings: null, reconciliation: null });
  expect(narrowAccess(unread, include).standing).toMatchObject({ roleSettings: null, reconciliation: null });
  const off = narrowAccess(null, include);
  expect(off.standing).toBeNull();
  expect(off.namesOthers(aFinding())).toBe(false);
});

test('a finding about a role names others when it counts or names people outside the filter', () => {
  const finding = (sentence: string, changes: Parameters<typeof aFinding>[0] = {}) =>
    aFinding({ principal: null, eventIds: [], sentence, ...changes });
  const anna = narrowAccess(standing, createRowFilter({ principals: ['Anna'] }));
  expect(anna.namesOthers(finding('5 people hold it: Anna and Bo.'))).toBe(true);
  expect(anna.namesOthers(finding('1 person holds it: Anna.'))).toBe(false);
  expect(anna.namesOthers(finding('Bo holds it.', { principal: bo }))).toBe(false);
  expect(anna.namesOthers(finding('Bo holds it.', { eventIds: ['e'] }))).toBe(false);
  expect(anna.namesOthers(finding('Bo holds it.', { role: null }))).toBe(false);
  const all = narrowAccess(standing, createRowFilter({}));
  expect(all.namesOthers(finding('5 people hold it: Anna and Bo.'))).toBe(false);
});
