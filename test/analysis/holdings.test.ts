import { openHoldings, type OpenHolding } from '../../shared/analysis/holdings';
import { directory, globalAdministrator, sam } from '../support/events';

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
  const holdings = openHoldings<Named>();
  for (const one of all) holdings.add(one);
  return holdings;
}

describe('open holdings', () => {
  it('find the latest of several', () => {
    expect(holdingsOf(held('first'), held('second')).find(held('sought'), 0)?.name).toBe('second');
  });

  it('find only what is open', () => {
    const holdings = holdingsOf(held('first'), held('second', { until: 10 }));
    expect(holdings.find(held('sought'), 9)?.name).toBe('second');
    expect(holdings.find(held('sought'), 10)?.name).toBe('first');
  });

  it('find what is acceptable', () => {
    const found = holdingsOf(held('first'), held('second')).find(
      held('sought'),
      0,
      ({ name }) => name === 'first',
    );
    expect(found?.name).toBe('first');
  });

  it('find by assignment id before anything else, and without knowing whose it is', () => {
    const holdings = holdingsOf(held('first', { assignmentId: 'a1' }), held('second'));
    expect(holdings.find(held('sought', { assignmentId: 'A1' }), 0)?.name).toBe('first');
    expect(holdings.find({ principal: null, role: null, scope: null, assignmentId: 'a1' }, 0)?.name).toBe(
      'first',
    );
    expect(holdings.find(held('sought', { assignmentId: 'a2' }), 0)?.name).toBe('second');
  });

  it('take nobody for somebody of the same name', () => {
    const namesake = { ...sam, id: 'another', upn: null };
    expect(holdingsOf(held('first')).find(held('sought', { principal: namesake }), 0)).toBeUndefined();
  });

  it('find nothing for what is unknown on both sides', () => {
    const nothing = { principal: null, role: null, scope: null, assignmentId: null };
    expect(holdingsOf(held('first', nothing)).find(nothing, 0)).toBeUndefined();
    const noRole = held('first', { role: null });
    expect(holdingsOf(noRole).find(noRole, 0)).toBeUndefined();
  });
});
