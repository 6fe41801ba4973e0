import type { Elevation } from '../../../shared/domain/events/elevation';
import { withoutOthers } from '../../../shared/report/narrow/without-others';
import { aChange, aFinding, anElevation } from '../../support/builders/report';

const person = (name: string) => ({
  id: null,
  name,
  upn: `${name.toLowerCase()}@contoso.example`,
  type: 'user' as const,
});
const of = (name: string, approver: string) =>
  anElevation({
    principal: person(name),
    initiator: person(name),
    approver: person(approver),
    eventIds: [name],
  });
const anna = of('Anna', 'Petra');
const bo = of('Bo', 'Petra');
const weakened = aChange({ principal: null, initiator: person('Cleo'), eventIds: ['weakened'] });
const rows = { elevations: [anna, bo], changes: [weakened] };
const isAnnas = (row: Pick<Elevation, 'principal'> | typeof weakened) => row.principal?.name === 'Anna';
const left = (sentence: string, eventIds: readonly string[], own = isAnnas) =>
  withoutOthers([aFinding({ sentence, eventIds })], rows, own).map((finding) => finding.eventIds);

test('keeps of a finding about several people the events of those who remain', () => {
  expect(left('2 principals used the same words.', ['Anna', 'Bo'])).toEqual([['Anna']]);
  expect(left('Petra gave 2 of 2 approvals.', ['Bo', 'Anna'])).toEqual([['Anna']]);
});

test('drops a finding whose sentence names somebody in no remaining row', () => {
  expect(left('Anna and Bo used the same words.', ['Anna', 'Bo'])).toEqual([]);
  expect(left('Anna used the role after Cleo weakened it.', ['weakened', 'Anna'])).toEqual([]);
  const nameless = { ...weakened, initiator: { ...person('Cleo'), name: null } };
  const parts = { ...rows, changes: [nameless] };
  const finding = aFinding({ sentence: 'After cleo@contoso.example.', eventIds: ['weakened', 'Anna'] });
  expect(withoutOthers([finding], parts, isAnnas)).toEqual([]);
});

test('drops a finding whose advice names somebody in no remaining row', () => {
  const finding = aFinding({ sentence: 'Something.', advice: 'Ask Cleo.', eventIds: ['weakened', 'Anna'] });
  expect(withoutOthers([finding], rows, isAnnas)).toEqual([]);
});

test('lists as concerned only people of the remaining rows', () => {
  const concerned = [person('Anna'), person('Bo')];
  const finding = aFinding({ sentence: '2 people.', concerned, eventIds: ['Anna', 'Bo'] });
  expect(withoutOthers([finding], rows, isAnnas)).toMatchObject([{ concerned: [{ name: 'Anna' }] }]);
  expect(withoutOthers([finding], rows, () => true)).toEqual([finding]);
});

test('drops a finding whose events are all of others, and keeps one without a row', () => {
  expect(left('Somebody did something.', ['Bo', 'elsewhere'])).toEqual([]);
  expect(left('A day is missing.', [])).toEqual([[]]);
  expect(left('Bo is in no row.', ['elsewhere'])).toEqual([['elsewhere']]);
  expect(left('Anna did it.', ['elsewhere', 'Anna'])).toEqual([['elsewhere', 'Anna']]);
});

test('keeps an event that belongs to a remaining row and to another one', () => {
  const removal = aChange({ principal: person('Bo'), eventIds: ['Anna', 'more'] });
  const finding = aFinding({ sentence: 'Something.', advice: '', eventIds: ['Anna', 'more'] });
  expect(withoutOthers([finding], { ...rows, changes: [removal] }, isAnnas)).toMatchObject([
    { eventIds: ['Anna'] },
  ]);
});
