import {
  isExpectedInitiator,
  isNamedIn,
  isRoleHidden,
  isRoleNamed,
} from '../../../../shared/analysis/findings/policy/is-named';

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

describe('a role that is hidden by name', () => {
  const own = 'cccccccc-0000-4000-8000-000000000088';
  const template = 'fe930be7-5e62-47db-91af-98c3a49a38b1';
  const azure = (guid: string) =>
    `/subscriptions/1/providers/Microsoft.Authorization/roleDefinitions/${guid}`;
  const named = (id: string | null, name = 'User Administrator') => ({ id, name });

  test.each([
    ['a custom role', 'User Administrator', named(own)],
    ['another built-in role', 'User Administrator', named('194ae4cb-b126-40b2-bd5b-6091b380977d')],
    ['an Azure role', 'user administrator ', named(azure(own))],
    ['a custom role of Azure', 'User Access Administrator', named(azure(own), 'User Access Administrator')],
    ['a role with the former name', 'Company Administrator', named(own, 'Company Administrator')],
  ])('is not %s of that name', (_, entry, role) => {
    expect(isRoleHidden(entry, role)).toBe(false);
    expect(isRoleNamed(entry, role)).toBe(true);
  });

  test.each([
    ['the built-in role', 'User Administrator', named(template.toUpperCase())],
    ['a role without an id', 'User Administrator', named(null)],
    ['a role with an id that is no template id', 'User Administrator', named('r-1')],
    ['a role named by its own id', own, named(own)],
    ['a role that no list has', 'Reports Reader', named(own, 'Reports Reader')],
    ['an owner of a group', 'Owner', named(own, 'Owner')],
  ])('can be %s', (_, entry, role) => {
    expect(isRoleHidden(entry, role)).toBe(true);
  });

  test('is unknown if the finding has no role', () => {
    expect(isRoleHidden('User Administrator', null)).toBe(false);
  });

  test('is expected of an initiator in the same way', () => {
    const app = { id, upn: null, name: 'HR', type: 'app' } as const;
    const expectedInitiators = [{ initiator: id, roles: ['User Administrator'] }];
    expect(isExpectedInitiator(app, named(template), { expectedInitiators })).toBe(true);
    expect(isExpectedInitiator(app, named(own), { expectedInitiators })).toBe(false);
  });
});
