import { readEvent } from '../../shared/audit-source/parse-event';
import type { AuditEvent } from '../../shared/domain/events/audit-event';
import { oid, other, person, role, user, userAdministrator, wire, type Wire } from '../support/builders/wire';

const [tore, eva, marco] = [person('Tore Lund', 1), person('Eva Marek', 2), person('Marco Rossi', 3)];
const group = { type: 'Group', id: oid(40), name: 'sg-admins' };
const portal = { type: 'ServicePrincipal', id: oid(41), name: 'Portal' };
const path = `/subscriptions/${oid(21)}`;

const read = (activity: string, facts: Wire): AuditEvent => {
  const result = readEvent(wire(activity, '17 09:00', facts), 'graph');
  if (!result.ok) throw new Error(result.problem);
  return result.event;
};

const requested = 'Add member to role requested (PIM activation)';
const completed = 'Add member to role completed (PIM activation)';
const deactivated = 'Remove member from role completed (PIM deactivate)';

describe.each(['RoleManagement', 'ResourceManagement'] as const)('an activation in %s', (category) => {
  const role = [userAdministrator, other(path, 'Shop')];

  test.each([
    ['another user', user(eva)],
    ['the group that makes eligible', group],
    ['an app', portal],
  ])('belongs to its initiator when the event also names %s', (_, extra) => {
    for (const activity of [requested, completed]) {
      for (const targets of [
        [...role, user(tore), extra],
        [extra, user(tore), ...role],
      ]) {
        expect(read(activity, { category, by: tore, targets }).principal).toMatchObject({ id: tore.id });
      }
    }
  });

  test('belongs to the target user when the initiator is not a target', () => {
    const targets = [...role, user(eva)];
    expect(read(completed, { category, by: tore, targets }).principal).toMatchObject({ id: eva.id });
  });

  test('that an administrator ends belongs to the other user', () => {
    const targets = [...role, user(marco), user(tore), group];
    expect(read(deactivated, { category, by: marco, targets }).principal).toMatchObject({ id: tore.id });
  });

  test('that its holder ends belongs to the holder when the event also names a group', () => {
    const targets = [...role, group, user(tore)];
    expect(read(deactivated, { category, by: tore, targets }).principal).toMatchObject({ id: tore.id });
  });
});

test('an assignment belongs to the target that is not its initiator', () => {
  const targets = [userAdministrator, user(marco), group];
  const assigned = read('Add member to role in PIM completed (timebound)', { by: marco, targets });
  expect(assigned.principal).toMatchObject({ id: group.id });
});

describe('the name of an Azure scope', () => {
  const owner = role('Owner', oid(50));
  const details = { RoleDefinitionOriginId: `${path}/providers/Microsoft.Authorization/roleDefinitions/x` };
  const assigned = (...targets: Wire['targets'] & object) =>
    read('Add member to role in PIM completed (permanent)', {
      ...{ category: 'ResourceManagement', by: marco, details },
      targets: [owner, ...targets],
    }).scope;

  test.each([
    ['is that of the target with its path', [other(oid(60), 'Hanna'), other(path, 'Shop')], 'Shop'],
    [
      'is that of the only target that may be it',
      [other(oid(61), 'Shop'), other(marco.id, 'Marco Rossi')],
      'Shop',
    ],
    ['is not that of the principal', [user(tore), other(tore.id, 'Tore Lund')], null],
    ['is unknown when two targets may be it', [other(oid(60), 'Hanna'), other(oid(61), 'Shop')], null],
  ])('%s', (_, targets, name) => {
    expect(assigned(...targets)).toEqual({ id: path, name });
  });
});

describe('a target of type Other that has the name of the Azure place', () => {
  const owner = role('Owner', oid(50));
  const namesake = other(oid(62), 'rg-shop');
  const place = other(`${path}/resourceGroups/rg-shop`, 'rg-shop');
  const facts = { category: 'ResourceManagement', by: marco } as const;
  const assigned = 'Add member to role in PIM completed (permanent)';
  const principalOf = (activity: string, ...targets: Wire['targets'] & object) =>
    read(activity, { ...facts, targets: [owner, ...targets] }).principal;

  test('is the principal of an assignment if the place is a target of its own', () => {
    expect(principalOf(assigned, namesake, place)).toMatchObject({ id: oid(62), name: 'rg-shop' });
    const byMarco = other(marco.id, 'Marco Rossi');
    expect(principalOf(assigned, byMarco, namesake, place)).toMatchObject({ id: oid(62) });
    expect(principalOf(assigned, user(marco), namesake, place)).toMatchObject({ id: oid(62) });
  });

  test('may be the place if no other target is', () => {
    expect(principalOf(assigned, namesake)).toBeNull();
    expect(principalOf(assigned, namesake, other(place.id))).toBeNull();
  });

  test('is one of several that may be the principal', () => {
    expect(principalOf(assigned, namesake, other(oid(63), 'Hanna'), place)).toBeNull();
  });

  test('is not the principal of an activation by the only user', () => {
    expect(principalOf(completed, user(marco), namesake, place)).toMatchObject({ id: marco.id });
  });
});

test.each(['\u200b', '\u3164 \u2800', '\u202e\u2066', '\u0301'])(
  'a display name of invisible characters is no name: %j',
  (name) => {
    const unseen = { ...tore, name };
    const { initiator, principal } = read(completed, {
      ...{ by: unseen, targets: [userAdministrator, user(unseen)] },
    });
    expect([initiator, principal]).toMatchObject([
      { id: tore.id, name: null, upn: tore.upn },
      { id: tore.id, name: null, upn: tore.upn },
    ]);
    const seen = { ...tore, name: `${name}T` };
    expect(read(completed, { by: seen, targets: [userAdministrator] }).initiator?.name).toBe(
      `${name}T`.trim(),
    );
  },
);
