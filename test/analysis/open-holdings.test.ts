import { createOpenHoldings, type OpenHolding } from '../../shared/analysis/open-holdings';
import { directory, globalAdministrator, reportsReader, sam, user } from '../support/builders/events';

interface Named extends OpenHolding {
  readonly name: string;
}

const held = (name: string, facts: Partial<Named> = {}): Named => ({
  name,
  principal: sam,
  role: globalAdministrator,
  scope: directory,
  assignmentId: null,
  until: Infinity,
  ...facts,
});

function holdingsOf(...all: Named[]) {
  const holdings = createOpenHoldings<Named>();
  for (const one of all) holdings.add(one);
  return holdings;
}

describe('open holdings', () => {
  test('find the latest of several', () => {
    expect(holdingsOf(held('first'), held('second')).find(held('sought'), 0)?.name).toBe('second');
  });

  test('find only a holding that is still open', () => {
    const holdings = holdingsOf(held('first'), held('second', { until: 10 }));
    expect(holdings.find(held('sought'), 9)?.name).toBe('second');
    expect(holdings.find(held('sought'), 10)?.name).toBe('first');
  });

  test('find only a holding that the filter accepts', () => {
    const found = holdingsOf(held('first'), held('second')).find(
      held('sought'),
      0,
      ({ name }) => name === 'first',
    );
    expect(found?.name).toBe('first');
  });

  test('find by assignment id first, even without principal, role and scope', () => {
    const holdings = holdingsOf(held('first', { assignmentId: 'a1' }), held('second'));
    expect(holdings.find(held('sought', { assignmentId: 'A1' }), 0)?.name).toBe('first');
    expect(holdings.find({ principal: null, role: null, scope: null, assignmentId: 'a1' }, 0)?.name).toBe(
      'first',
    );
    expect(holdings.find(held('sought', { assignmentId: 'a2' }), 0)?.name).toBe('second');
  });

  test('find no other principal and no other role by a shared assignment id', () => {
    const holdings = holdingsOf(held('held', { assignmentId: 'a1' }));
    const found = (facts: Partial<Named>) =>
      holdings.find(held('sought', { assignmentId: 'a1', ...facts }), 0)?.name;
    expect(found({ principal: user('kim') })).toBeUndefined();
    expect(found({ role: reportsReader })).toBeUndefined();
    expect(found({ role: { id: 'id-of-the-definition', name: globalAdministrator.name } })).toBe('held');
    expect(found({ principal: null })).toBe('held');
  });

  test('do not match a principal with the same name but another id', () => {
    const namesake = { ...sam, id: 'another', upn: null };
    expect(holdingsOf(held('first')).find(held('sought', { principal: namesake }), 0)).toBeUndefined();
  });

  test('do not match facts that are unknown on both sides', () => {
    const nothing = { principal: null, role: null, scope: null, assignmentId: null };
    expect(holdingsOf(held('first', nothing)).find(nothing, 0)).toBeUndefined();
    const noRole = held('first', { role: null });
    expect(holdingsOf(noRole).find(noRole, 0)).toBeUndefined();
  });
});

describe('open holdings and their keys', () => {
  const unit = { id: '/administrativeUnits/7', name: 'Unit 7' };
  const found = (sought: Partial<Named>, ...all: Named[]) =>
    holdingsOf(...all).find(held('sought', sought), 0)?.name;

  test('prefer the same scope to an unknown one, and never match a different one', () => {
    const [known, unknown] = [held('known'), held('unknown', { scope: null })];
    expect(found({}, known, unknown)).toBe('known');
    expect(found({}, unknown, known)).toBe('known');
    expect(found({}, unknown)).toBe('unknown');
    expect(found({ scope: null }, known)).toBe('known');
    expect(found({ scope: unit }, known, unknown)).toBe('unknown');
    expect(found({ scope: unit }, known)).toBeUndefined();
    expect(found({ scope: { id: null, name: ' UNIT 7 ' } }, held('unit', { scope: unit }))).toBe('unit');
    expect(found({ scope: { id: null, name: 'Unit 8' } }, held('unit', { scope: unit }))).toBeUndefined();
  });

  test('find a principal by id, else by UPN, else by name, ignoring case and blanks', () => {
    const all = held('all');
    const { id, upn, name } = sam;
    const nobody = { id: null, upn: null, name: null, type: 'user' as const };
    expect(found({ principal: { ...nobody, id: ` ${id?.toUpperCase()} ` } }, all)).toBe('all');
    expect(found({ principal: { ...nobody, upn: ` ${upn?.toUpperCase()} ` } }, all)).toBe('all');
    expect(found({ principal: { ...nobody, name: ` ${name?.toUpperCase()} ` } }, all)).toBe('all');
    expect(found({ principal: { ...nobody, name: 'Somebody else' } }, all)).toBeUndefined();
    expect(found({ principal: nobody }, held('nobody', { principal: nobody }))).toBeUndefined();
    expect(found({ principal: { ...sam, name: 'Married since' } }, all)).toBe('all');
    expect(found({}, held('without id', { principal: { ...sam, id: null } }))).toBe('without id');
    expect(found({}, held('name alone', { principal: { ...nobody, name } }))).toBe('name alone');
  });

  test('find a role by id, else by name', () => {
    const { id, name } = globalAdministrator;
    expect(found({ role: { id, name: 'Renamed' } }, held('role'))).toBe('role');
    expect(found({ role: { id: null, name: ` ${name?.toUpperCase()}` } }, held('role'))).toBe('role');
    expect(found({ role: { id: 'another', name } }, held('role'))).toBeUndefined();
    expect(found({ role: { id: null, name: 'Another' } }, held('role'))).toBeUndefined();
  });

  test('trim an assignment id, and ignore a blank one', () => {
    expect(found({ assignmentId: ' A1 ', principal: null }, held('a1', { assignmentId: 'a1' }))).toBe('a1');
    expect(
      found({ assignmentId: ' ', principal: null }, held('blank', { assignmentId: ' ' })),
    ).toBeUndefined();
  });
});
