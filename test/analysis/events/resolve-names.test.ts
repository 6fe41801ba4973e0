import { namesIn } from '../../../shared/analysis/events/object-names';
import { resolveNames } from '../../../shared/analysis/events/resolve-names';
import type { AuditEvent } from '../../../shared/domain/events/audit-event';
import type { Principal } from '../../../shared/domain/events/people';
import { alex, pimEvent, user } from '../../support/builders/events';

const target = (name: string): Principal => ({ id: `id-${name}`, name, upn: null, type: null });
const path = { id: '/subscriptions/1', name: null };

/** An assignment of an Azure role whose only user is the administrator who made it. */
const assigned = (...names: readonly string[]): AuditEvent =>
  pimEvent('Add member to role in PIM completed (permanent)', '17 09:00', {
    ...{ provider: 'azure', initiator: alex, principal: alex, scope: path },
    candidates: names.map(target),
  });

/** Another event, which shows that the id belongs to a person. */
const showing = (name: string): AuditEvent =>
  pimEvent('Add member to role completed (PIM activation)', '16 09:00', { principal: user(name) });

function resolved(...events: readonly AuditEvent[]): AuditEvent | undefined {
  return resolveNames(events, namesIn(events))[0];
}

describe('an Azure assignment whose only user is its initiator', () => {
  test('has an unknown holder and an unnamed scope if either of two targets may be the holder', () => {
    expect(resolved(assigned('hanna', 'shop'))).toMatchObject({ principal: null, scope: path });
  });

  test('belongs to the target that another event shows as a person; the other target names the scope', () => {
    const event = resolved(assigned('hanna', 'shop'), showing('hanna'));
    expect(event).toMatchObject({ principal: { id: 'id-hanna' }, scope: { ...path, name: 'shop' } });
  });

  test('belongs to its initiator if it names no target', () => {
    expect(resolved(assigned())).toMatchObject({ principal: { id: alex.id }, scope: path });
  });

  test('does not name the scope after a person', () => {
    const named = { ...assigned('hanna', 'eva'), scope: { ...path, name: 'eva' } };
    const event = resolved(named, showing('hanna'), showing('eva'));
    expect(event).toMatchObject({ principal: { id: 'id-hanna' }, scope: path });
  });
});

test('an Azure activation belongs to its initiator, whatever targets it names', () => {
  const activated = {
    ...assigned('hanna', 'shop'),
    activity: 'Add member to role completed (PIM activation)',
  };
  expect(resolved(activated)).toMatchObject({ principal: { id: alex.id } });
});
