import { samePerson } from '../../../../shared/analysis/findings/policy/same-person';

const who = (id: string | null, upn: string | null, name: string | null = 'Anna') => ({ id, upn, name });

describe('samePerson', () => {
  test.each([
    ['with the same id', who('1', 'a@x.example'), who(' 1 ', 'b@x.example'), true],
    ['with different ids, even with the same UPN', who('1', 'a@x.example'), who('2', 'a@x.example'), false],
    ['with the same UPN if an id is missing', who(null, 'a@x.example'), who('1', ' A@X.example '), true],
    ['with different UPNs if an id is missing', who('1', 'a@x.example'), who(null, 'b@x.example'), false],
    ['with ids in different case', who('a', null), who('A', null), true],
  ])('compares two people %s', (_, a, b, same) => {
    expect(samePerson(a, b)).toBe(same);
    expect(samePerson(b, a)).toBe(same);
  });

  test.each([
    ['nobody and a person', null, who('1', 'a@x.example')],
    ['an id on one side and a UPN on the other', who('1', null), who(null, 'a@x.example')],
    ['only a name', who(null, null), who(null, null)],
    ['a UPN on one side', who(null, 'a@x.example'), who(null, null)],
  ])('returns null for %s', (_, a, b) => {
    expect(samePerson(a, b)).toBeNull();
    expect(samePerson(b, a)).toBeNull();
  });
});
