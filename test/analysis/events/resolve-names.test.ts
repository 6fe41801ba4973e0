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

/** Another event, which shows whose id it is. */
const showing = (name: string): AuditEvent =>
  pimEvent('Add member to role completed (PIM activation)', '16 09:00', { principal: user(name) });

function resolved(...events: readonly AuditEvent[]): AuditEvent | undefined {
  return resolveNames(events, namesIn(events))[0];
}

describe('an Azure assignment whose only user is its initiator', () => {
  test('has an unknown holder and an unnamed scope when two targets may be either', () => {
    expect(resolved(assigned('hanna', 'shop'))).toMatchObject({ principal: null, scope: path });
  });

  test('is that of the target that another event shows as a person, in the place that is left', () => {
    const event = resolved(assigned('hanna', 'shop'), showing('hanna'));
    expect(event).toMatchObject({ principal: { id: 'id-hanna' }, scope: { ...path, name: 'shop' } });
  });

  test('is that of its initiator when no target may be anybody else', () => {
    expect(resolved(assigned())).toMatchObject({ principal: { id: alex.id }, scope: path });
  });

  test('takes no person for the scope', () => {
    const named = { ...assigned('hanna', 'eva'), scope: { ...path, name: 'eva' } };
    const event = resolved(named, showing('hanna'), showing('eva'));
    expect(event).toMatchObject({ principal: { id: 'id-hanna' }, scope: path });
  });
});

test('an Azure activation stays that of its initiator, whatever else it names', () => {
  const activated = {
    ...assigned('hanna', 'shop'),
    activity: 'Add member to role completed (PIM activation)',
  };
  expect(resolved(activated)).toMatchObject({ principal: { id: alex.id } });
});
