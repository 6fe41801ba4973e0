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

  test('is not meant by an id or a UPN that is only its name', () => {
    for (const entry of [id, 'anna@x.example'])
      expect(isNamedIn([entry], { ...evil, name: entry })).toBe(false);
    expect(isNamedIn([id], { ...evil, upn: id })).toBe(false);
    expect(isNamedIn(['anna@x.example'], { ...evil, id: 'anna@x.example' })).toBe(false);
  });

  test('is meant by an id that is not an Entra id', () => {
    expect(isNamedIn(['id-1'], { ...evil, id: 'ID-1' })).toBe(true);
  });

  test('is not meant without an entry, and an unknown one never is', () => {
    expect(isNamedIn([], anna)).toBe(false);
    expect(isNamedIn(['', 'Anna'], null)).toBe(false);
  });
});

describe('a role', () => {
  const reader = { id, name: 'Reports Reader' };

  test.each([id, 'reports reader'])('is meant by %j', (entry) => {
    expect(isRoleNamed(entry, reader)).toBe(true);
  });

  test('is meant by an id that is a path and by a name with an @', () => {
    expect(isRoleNamed('/subscriptions/1', { id: '/Subscriptions/1', name: null })).toBe(true);
    expect(isRoleNamed('Helpdesk @ Contoso', { id: null, name: 'Helpdesk @ contoso' })).toBe(true);
  });

  test('is not meant by an id that is only its name, by a blank entry, or if it is unknown', () => {
    expect(isRoleNamed(id, { id: '2', name: id })).toBe(false);
    expect(isRoleNamed('', { id: null, name: null })).toBe(false);
    expect(isRoleNamed('Reports Reader', null)).toBe(false);
  });
});

describe('a built-in role', () => {
  const owner = '8e3af657-a8ff-443c-a75c-2fe8c4bcb635';
  const path = `/subscriptions/1/providers/Microsoft.Authorization/roleDefinitions/${owner}`;

  test.each([
    ["today's name", 'Global Administrator', { id: 'r-1', name: 'Company Administrator' }],
    ["today's name", 'global administrator', { id: '62e90394-69f5-4237-9190-012177145e10', name: null }],
    ['its former name', 'Company Administrator', { id: null, name: 'Company Administrator' }],
    ['the id in its path', owner, { id: path, name: 'Owner' }],
    ['its path', path, { id: path.toUpperCase(), name: 'Owner' }],
  ])('is meant by %s', (_, entry, role) => {
    expect(isRoleNamed(entry, role)).toBe(true);
  });

  test('is not meant by the former name of another role', () => {
    expect(isRoleNamed('Global Administrator', { id: 'r-1', name: 'Exchange Service Administrator' })).toBe(
      false,
    );
    expect(isRoleNamed(owner, { id: 'r-1', name: path })).toBe(false);
  });
});
