import { distinctEvents, classifyEvents } from '../../../shared/analysis/events/known-events';
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

const join = (events: readonly AuditEvent[]) => outsideChanges(classifyEvents(distinctEvents(events)).known);
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
        isOnlySeen: true,
        eventIds: sightings.map(({ id }) => id),
      }),
    ]);
  });

  test('is one change from both sources, with the initiator from the directory and the scope from PIM', () => {
    const events = [assigned('16 09:00'), seen('16 10:00'), seen('16 12:00')];
    const [change, ...others] = join(events);
    expect(change).toMatchObject({ at: at('16 09:00'), count: 3, initiator: alex, scope: directory });
    expect([change?.isOnlySeen, others]).toEqual([undefined, []]);
  });

  test('is one change if PIM saw it shortly before the directory logged it', () => {
    expect(join([seen('16 08:59'), assigned('16 09:00')])).toEqual([
      expect.objectContaining({ at: at('16 08:59'), count: 2, initiator: alex }),
    ]);
  });

  test('is a new change if somebody else made it than the one that PIM saw before', () => {
    const earlier = seen('15 22:00', { initiator: sam });
    const changes = join([earlier, assigned('16 10:00')]);
    expect(changes.map(({ initiator, isOnlySeen }) => [initiator, isOnlySeen])).toEqual([
      [sam, true],
      [alex, undefined],
    ]);
    expect(join([seen('16 08:59', { initiator: alex }), assigned('16 09:00')])).toHaveLength(1);
  });

  test('is a new change if the directory logs a second assignment', () => {
    const changes = join([assigned('10 09:00'), seen('10 10:00'), assigned('17 09:00'), seen('17 10:00')]);
    expect(changes.map(({ at, count }) => [at, count])).toEqual([
      [at('10 09:00'), 2],
      [at('17 09:00'), 2],
    ]);
    expect(join([seen('10 10:00'), assigned('17 09:00')])).toHaveLength(2);
  });

  test('is a new change if the directory logs a second assignment within hours', () => {
    expect(join([assigned('16 09:00'), assigned('16 10:00')]).map(({ at, count }) => [at, count])).toEqual([
      [at('16 09:00'), 1],
      [at('16 10:00'), 1],
    ]);
  });

  test.each([
    ['16 09:00', 1],
    ['16 09:00:01', 2],
  ])('logged at %s, with a sighting by PIM at 15 09:00, gives %i change(s)', (when, count) => {
    expect(join([seen('15 09:00'), assigned(when)])).toHaveLength(count);
  });

  test('stays one change until its removal, even if its holder activates or becomes eligible', () => {
    const eligible = pimEvent('Add eligible member to role in PIM completed (timebound)', '16 11:00');
    const activated = pimEvent('Add member to role completed (PIM activation)', '16 11:30');
    expect(join([seen('16 10:00'), eligible, activated, seen('16 12:00')])).toEqual([
      expect.objectContaining({ at: at('16 10:00'), count: 2 }),
    ]);
  });

  test.each([
    ['outside PIM', removed('12 09:00')],
    ['in PIM', pimEvent('Remove permanent direct role assignment', '12 09:00')],
  ])('is a new change after a removal %s', (_, removal) => {
    const changes = join([seen('10 10:00'), removal, seen('17 10:00'), seen('17 12:00')]);
    expect(
      changes.filter(({ kind }) => kind === 'assigned-outside-pim').map(({ at, count }) => [at, count]),
    ).toEqual([
      [at('10 10:00'), 1],
      [at('17 10:00'), 2],
    ]);
  });

  test('is no new change if a scan that was under way at its removal logs it once more', () => {
    const outside = (...events: AuditEvent[]) =>
      join(events)
        .filter(({ kind }) => kind === 'assigned-outside-pim')
        .map(({ at, count }) => [at, count]);
    const removal = removed('16 12:00:30');
    expect(outside(seen('16 10:00'), removal, seen('16 12:05'))).toEqual([[at('16 10:00'), 2]]);
    expect(outside(seen('16 10:00'), removal, seen('16 12:05:30'))).toEqual([
      [at('16 10:00'), 1],
      [at('16 12:05:30'), 1],
    ]);
    // Made again at once.
    expect(outside(seen('16 10:00'), removal, assigned('16 12:01'), seen('16 12:02'))).toEqual([
      [at('16 10:00'), 1],
      [at('16 12:01'), 2],
    ]);
  });

  test.each([
    ['principal', { principal: user('kim') }],
    ['role', { role: reportsReader }],
    ['scope', { scope: { id: '/administrativeUnits/7', name: null } }],
  ])('is a separate change for a different %s', (_, facts) => {
    expect(join([seen('16 10:00'), seen('16 12:00', facts)])).toHaveLength(2);
  });

  test('takes its scope from the first sighting by PIM', () => {
    const unit = { id: '/administrativeUnits/7', name: null };
    expect(join([assigned('16 09:00'), seen('16 10:00'), seen('16 10:01', { scope: unit })])).toHaveLength(2);
  });

  test('for the whole directory is never merged with one in an administrative unit', () => {
    const unit = { scope: { id: '/administrativeUnits/7', name: null } };
    expect(join([seen('15 20:00', unit), assigned('16 09:00')])).toHaveLength(2);
    expect(join([assigned('15 20:00'), seen('16 09:00', unit)])).toHaveLength(2);
    expect(join([seen('15 20:00'), assigned('16 09:00', unit)])).toHaveLength(2);
    const removal = join([seen('15 20:00', unit), removed('16 09:00'), seen('16 10:00', unit)]);
    expect(removal.map(({ kind, count }) => [kind, count])).toEqual([
      ['removed-outside-pim', 1],
      ['assigned-outside-pim', 2],
    ]);
    // The directory calls it scoped and may omit the unit.
    const scoped = directoryEvent('Add scoped member to role', '16 09:00');
    expect(join([seen('15 20:00', unit), scoped])).toHaveLength(1);
  });

  test('of an unknown principal is never merged with another', () => {
    expect(join([seen('16 10:00', { principal: null }), seen('16 12:00', { principal: null })])).toHaveLength(
      2,
    );
  });

  test('is never merged with a sighting by PIM if it is eligible', () => {
    const eligible = directoryEvent('Add eligible member to role', '16 09:00');
    expect(join([eligible, seen('16 10:00')]).map(({ permanent }) => permanent)).toEqual([null, true]);
  });

  test('is never merged with a later sighting if it failed', () => {
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

  test('is a change that names its initiator', () => {
    expect(join([removed('16 09:00')])).toEqual([
      expect.objectContaining({ kind: 'removed-outside-pim', initiator: alex, principal: sam, count: 1 }),
    ]);
  });
});
