import { displayName, principalKey, roleKey, scopeKey } from '../../../shared/domain/events/people';

const sam = { id: 'A1B2', name: 'Sam Subject', upn: 'Sam@Contoso.com' };

describe('the identity of a principal', () => {
  test('is the object id in any letter case, or else the UPN, the name, or nothing', () => {
    expect(principalKey(sam)).toBe('a1b2');
    expect(principalKey({ ...sam, id: null })).toBe('sam@contoso.com');
    expect(principalKey({ ...sam, id: ' ' })).toBe('sam@contoso.com');
    expect(principalKey({ ...sam, id: null, upn: null })).toBe('sam subject');
    expect(principalKey({ id: null, upn: null, name: null })).toBe('');
  });
});

describe('the identity of a role and of a scope', () => {
  test('is the id in any letter case and without outer blanks, or else the name', () => {
    expect(roleKey({ id: ' 62E9 ', name: 'Global Administrator' })).toBe('62e9');
    expect(roleKey({ id: null, name: 'Global Administrator' })).toBe('global administrator');
    expect(roleKey({ id: null, name: null })).toBe('');
    expect(scopeKey({ id: '/Subscriptions/X', name: 'Prod' })).toBe('/subscriptions/x');
    expect(scopeKey({ id: null, name: 'Contoso' })).toBe('contoso');
    expect(scopeKey(null)).toBe('');
  });
});

test('shows a person by name, or else UPN, id, or "unknown"', () => {
  expect(displayName(sam)).toBe('Sam Subject');
  expect(displayName({ ...sam, name: null })).toBe('Sam@Contoso.com');
  expect(displayName({ ...sam, name: null, upn: null })).toBe('A1B2');
  expect(displayName({ id: null, name: null, upn: null })).toBe('unknown');
  expect(displayName(null)).toBe('unknown');
});
