import { isNamedIn, isRoleNamed } from '../../../../shared/analysis/findings/policy/is-named';

const id = '1a2b3c4d-0000-4000-8000-00000000000a';
const anna = { id, upn: 'anna@x.example', name: 'Anna' };
const evil = { id: '99999999-0000-4000-8000-000000000000', upn: null, name: 'Backup' };

describe('a principal', () => {
  test.each([id, ` ${id.toUpperCase()} `, 'Anna@x.example', 'ANNA'])('is meant by %j', (entry) => {
    expect(isNamedIn(['somebody', entry], anna)).toBe(true);
  });

  test.each([[''], [' '], ['Bo'], [id.slice(0, -1)]])('is not meant by %j', (entry) => {
    expect(isNamedIn([entry], anna)).toBe(false);
    expect(isNamedIn([entry], { id: null, upn: ' ', name: null })).toBe(false);
  });

  test('is not meant by an id or a UPN that it has for a name', () => {
    for (const entry of [id, 'anna@x.example'])
      expect(isNamedIn([entry], { ...evil, name: entry })).toBe(false);
    expect(isNamedIn([id], { ...evil, upn: id })).toBe(false);
    expect(isNamedIn(['anna@x.example'], { ...evil, id: 'anna@x.example' })).toBe(false);
  });

  test('is matched by an id that is not an Entra id, like by a name', () => {
    expect(isNamedIn(['id-1'], { ...evil, id: 'ID-1' })).toBe(true);
  });

  test('is nobody where no event or no entry names one', () => {
    expect(isNamedIn([], anna)).toBe(false);
    expect(isNamedIn(['', 'Anna'], null)).toBe(false);
  });
});

describe('a role', () => {
  const reader = { id, name: 'Reports Reader' };

  test.each([id, 'reports reader'])('is meant by %j', (entry) => {
    expect(isRoleNamed(entry, reader)).toBe(true);
  });

  test('may have a path for an id and an @ in its name', () => {
    expect(isRoleNamed('/subscriptions/1', { id: '/Subscriptions/1', name: null })).toBe(true);
    expect(isRoleNamed('Helpdesk @ Contoso', { id: null, name: 'Helpdesk @ contoso' })).toBe(true);
  });

  test('is not meant by an id that it has for a name, by nothing, or where there is none', () => {
    expect(isRoleNamed(id, { id: '2', name: id })).toBe(false);
    expect(isRoleNamed('', { id: null, name: null })).toBe(false);
    expect(isRoleNamed('Reports Reader', null)).toBe(false);
  });
});
