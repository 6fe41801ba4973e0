import { samePerson } from '../../../../shared/analysis/findings/policy/same-person';

const who = (id: string | null, upn: string | null, name: string | null = 'Anna') => ({ id, upn, name });

describe('samePerson', () => {
  test.each([
    ['of one id', who('1', 'a@x.example'), who(' 1 ', 'b@x.example'), true],
    ['of two ids, whatever else is the same', who('1', 'a@x.example'), who('2', 'a@x.example'), false],
    ['of one UPN where an id is missing', who(null, 'a@x.example'), who('1', ' A@X.example '), true],
    ['of two UPNs where an id is missing', who('1', 'a@x.example'), who(null, 'b@x.example'), false],
    ['of two ids in other cases', who('a', null), who('A', null), true],
  ])('tells those %s', (_, a, b, same) => {
    expect(samePerson(a, b)).toBe(same);
    expect(samePerson(b, a)).toBe(same);
  });

  test.each([
    ['nobody', null, who('1', 'a@x.example')],
    ['an id and a UPN', who('1', null), who(null, 'a@x.example')],
    ['a name alone', who(null, null), who(null, null)],
    ['a UPN on one side', who(null, 'a@x.example'), who(null, null)],
  ])('does not know of %s', (_, a, b) => {
    expect(samePerson(a, b)).toBeNull();
    expect(samePerson(b, a)).toBeNull();
  });
});
