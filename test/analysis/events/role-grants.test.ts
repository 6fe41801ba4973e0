import { classify } from '../../../shared/catalogue/activities';
import { distinctEvents } from '../../../shared/analysis/events/known-events';
import { twinsAmong } from '../../../shared/analysis/events/twins';
import type { AuditEvent } from '../../../shared/domain/events/audit-event';
import { activationEvents, at, globalAdministrator, pimEvent, twin } from '../../support/builders/events';

const copy = twin('Add member to role', '16 09:00');
const isExplained = (event: AuditEvent, ...others: readonly AuditEvent[]) =>
  twinsAmong(
    distinctEvents([event, ...others]).map((each) => ({ event: each, activity: classify(each.activity) })),
    () => true,
  ).has(event.id);
const r1 = activationEvents('r1');

describe('a directory event under PIM’s name', () => {
  const approved = pimEvent('Update member in PIM approved by admin (extend/renew)', '16 09:00', {
    requestId: 'r1',
  });
  const asked = (activity: string, facts: Partial<AuditEvent> = {}) =>
    pimEvent(activity, '16 08:00', { requestId: 'r1', ...facts });
  const eligible = twin('Add eligible member to role', '16 09:00');

  test.each([
    ['Update eligible member in PIM requested (extend)', false],
    ['Add eligible member to role in PIM requested (renew)', false],
    ['Update member in PIM requested (extend)', true],
    ['Add member to role in PIM requested (renew)', true],
  ])('is explained by an approved "%s" only for the same kind of hold', (activity, isActive) => {
    expect(isExplained(copy, asked(activity), approved)).toBe(isActive);
    expect(isExplained(eligible, asked(activity), approved)).toBe(!isActive);
    // Without its own request, the kind of the extended hold is unknown.
    expect(isExplained(copy, approved)).toBe(true);
    expect(isExplained(copy, asked(activity, { requestId: 'r2' }), approved)).toBe(true);
  });

  test('is not explained by an event of another provider', () => {
    for (const provider of ['group', 'azure'] as const)
      expect(isExplained(copy, r1.completed('16 09:00', { provider }))).toBe(false);
  });

  test('is explained at the scheduled start, even if only the request states it', () => {
    const later = { ...copy, at: at('16 18:00:04') };
    const request = r1.requested('16 08:00', { startTime: at('16 18:00') });
    expect(isExplained(later, request, r1.completed('16 09:00'))).toBe(true);
    expect(isExplained(copy, request, r1.completed('16 09:00'))).toBe(false);
    expect(isExplained(later, r1.completed('16 09:00'))).toBe(false);
  });

  test('is explained even if one of the two events names no service', () => {
    const completed = r1.completed('16 09:00');
    expect(isExplained(copy, { ...completed, service: '' })).toBe(true);
    expect(isExplained({ ...copy, service: '' }, completed)).toBe(true);
    expect(isExplained({ ...copy, service: '' })).toBe(false);
  });

  test('is explained by the name of the role if it has no template id', () => {
    const { name } = globalAdministrator;
    const object = { ...copy, role: { id: 'directory-object', name } };
    expect(isExplained(object, r1.completed('16 09:00'))).toBe(true);
    const other = { ...copy, role: { id: 'directory-object', name: 'Another' } };
    expect(isExplained(other, r1.completed('16 09:00'))).toBe(false);
    expect(isExplained(copy, r1.completed('16 09:00', { role: { id: 'custom', name } }))).toBe(false);
  });
});
