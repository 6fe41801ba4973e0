import { distinctEvents, splitByKnowledge } from '../../../shared/analysis/events/known-events';
import { outsideChanges } from '../../../shared/analysis/changes/outside-changes';
import type { AuditEvent } from '../../../shared/domain/events/audit-event';
import {
  alex,
  at,
  directory,
  directoryEvent,
  pimEvent,
  pimService,
  reportsReader,
  sam,
  user,
} from '../../support/builders/events';

const join = (events: readonly AuditEvent[]) =>
  outsideChanges(splitByKnowledge(distinctEvents(events)).known);
const seen = (when: string, facts: Partial<AuditEvent> = {}) =>
  pimEvent('Add member to role outside of PIM (permanent)', when, { initiator: pimService, ...facts });
const assigned = (when: string, facts: Partial<AuditEvent> = {}) =>
  directoryEvent('Add member to role', when, facts);
const removed = (when: string, facts: Partial<AuditEvent> = {}) =>
  directoryEvent('Remove member from role', when, facts);

describe('an assignment outside PIM', () => {
  test('is one change however often PIM reports it', () => {
    const sightings = [0, 2, 4, 6].map((hour) => seen(`16 0${hour}:00`, { requestId: `q${hour}` }));
    expect(join(sightings)).toEqual([
      expect.objectContaining({
        kind: 'assigned-outside-pim',
        at: at('16 00:00'),
        count: 4,
        permanent: true,
        eventIds: sightings.map(({ id }) => id),
      }),
    ]);
  });

  test('is one change from both sources, with the initiator from the directory and the scope from PIM', () => {
    const events = [assigned('16 09:00'), seen('16 10:00'), seen('16 12:00')];
    expect(join(events)).toEqual([
      expect.objectContaining({ at: at('16 09:00'), count: 3, initiator: alex, scope: directory }),
    ]);
  });

  test('is one also when PIM saw it a little before the directory logged it', () => {
    expect(join([seen('16 08:59'), assigned('16 09:00')])).toEqual([
      expect.objectContaining({ at: at('16 08:59'), count: 2, initiator: alex }),
    ]);
  });

  test('is new when the directory assigns again, for somebody did that', () => {
    const changes = join([assigned('10 09:00'), seen('10 10:00'), assigned('17 09:00'), seen('17 10:00')]);
    expect(changes.map(({ at, count }) => [at, count])).toEqual([
      [at('10 09:00'), 2],
      [at('17 09:00'), 2],
    ]);
    expect(join([seen('10 10:00'), assigned('17 09:00')])).toHaveLength(2);
  });

  test('is new when the directory assigns again within hours', () => {
    expect(join([assigned('16 09:00'), assigned('16 10:00')]).map(({ at, count }) => [at, count])).toEqual([
      [at('16 09:00'), 1],
      [at('16 10:00'), 1],
    ]);
  });

  test.each([
    ['16 09:00', 1],
    ['16 09:00:01', 2],
  ])('is the one that PIM saw a day before %s, and no longer', (when, count) => {
    expect(join([seen('15 09:00'), assigned(when)])).toHaveLength(count);
  });

  test('lasts until it is removed, whatever else happens to its holder', () => {
    const eligible = pimEvent('Add eligible member to role in PIM completed (timebound)', '16 11:00');
    const activated = pimEvent('Add member to role completed (PIM activation)', '16 11:30');
    expect(join([seen('16 10:00'), eligible, activated, seen('16 12:00')])).toEqual([
      expect.objectContaining({ at: at('16 10:00'), count: 2 }),
    ]);
  });

  test.each([
    ['past PIM', removed('12 09:00')],
    ['in PIM', pimEvent('Remove permanent direct role assignment', '12 09:00')],
  ])('is new after it was removed %s', (_, removal) => {
    const changes = join([seen('10 10:00'), removal, seen('17 10:00'), seen('17 12:00')]);
    expect(
      changes.filter(({ kind }) => kind === 'assigned-outside-pim').map(({ at, count }) => [at, count]),
    ).toEqual([
      [at('10 10:00'), 1],
      [at('17 10:00'), 2],
    ]);
  });

  test.each([
    ['principal', { principal: user('kim') }],
    ['role', { role: reportsReader }],
    ['scope', { scope: { id: '/administrativeUnits/7', name: null } }],
  ])('is another for another %s', (_, facts) => {
    expect(join([seen('16 10:00'), seen('16 12:00', facts)])).toHaveLength(2);
  });

  test('takes its scope from the first sighting', () => {
    const unit = { id: '/administrativeUnits/7', name: null };
    expect(join([assigned('16 09:00'), seen('16 10:00'), seen('16 10:01', { scope: unit })])).toHaveLength(2);
  });

  test('for the whole directory is not one in an administrative unit', () => {
    const unit = { scope: { id: '/administrativeUnits/7', name: null } };
    expect(join([seen('15 20:00', unit), assigned('16 09:00')])).toHaveLength(2);
    expect(join([assigned('15 20:00'), seen('16 09:00', unit)])).toHaveLength(2);
    expect(join([seen('15 20:00'), assigned('16 09:00', unit)])).toHaveLength(2);
    const removal = join([seen('15 20:00', unit), removed('16 09:00'), seen('16 10:00', unit)]);
    expect(removal.map(({ kind, count }) => [kind, count])).toEqual([
      ['removed-outside-pim', 1],
      ['assigned-outside-pim', 2],
    ]);
    // The directory calls it scoped, and may not name the unit.
    const scoped = directoryEvent('Add scoped member to role', '16 09:00');
    expect(join([seen('15 20:00', unit), scoped])).toHaveLength(1);
  });

  test('whose principal is unknown is never taken for another', () => {
    expect(join([seen('16 10:00', { principal: null }), seen('16 12:00', { principal: null })])).toHaveLength(
      2,
    );
  });

  test('may be an eligible one, which PIM’s sightings are not about', () => {
    const eligible = directoryEvent('Add eligible member to role', '16 09:00');
    expect(join([eligible, seen('16 10:00')]).map(({ permanent }) => permanent)).toEqual([null, true]);
  });

  test('that failed does not last', () => {
    const failed = assigned('16 09:00', { result: 'failure', resultReason: 'Forbidden' });
    expect(join([failed, seen('16 10:00')])).toEqual([
      expect.objectContaining({ result: 'failed', justification: 'Forbidden' }),
      expect.objectContaining({ result: 'completed', count: 1 }),
    ]);
  });
});

describe('a removal outside PIM', () => {
  test('is not reported if PIM itself removed the role', () => {
    expect(join([pimEvent('Remove permanent direct role assignment', '16 09:00')])).toEqual([]);
  });

  test('is a change with who did it', () => {
    expect(join([removed('16 09:00')])).toEqual([
      expect.objectContaining({ kind: 'removed-outside-pim', initiator: alex, principal: sam, count: 1 }),
    ]);
  });
});
