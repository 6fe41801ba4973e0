import { chainsOf, eventIdsOfActivations, eventsOf } from '../../../shared/analysis/elevations/chains';
import { distinctEvents, classifyEvents } from '../../../shared/analysis/events/known-events';
import type { AuditEvent } from '../../../shared/domain/events/audit-event';
import { activationEvents, pimEvent } from '../../support/builders/events';

const known = (events: readonly AuditEvent[]) => classifyEvents(distinctEvents(events)).known;
const r1 = activationEvents('r1');
const d1 = activationEvents('d1');

describe('chains', () => {
  test('separate activations from ends under another request id', () => {
    const events = [
      r1.completed('16 09:00'),
      r1.expired('16 10:00'),
      d1.deactivationRequested('16 09:30'),
      d1.deactivated('16 09:31'),
      activationEvents(null).expired('16 11:00', { id: 'alone' }),
    ];
    const { activations, endings } = chainsOf(known(events));
    expect(activations.map(({ id, steps }) => [id, steps.length])).toEqual([['r1', 2]]);
    expect(endings.map(({ id, steps }) => [id, steps.length])).toEqual([
      ['d1', 2],
      ['alone', 1],
    ]);
  });

  test('contain the processing events of their own request, in order of time', () => {
    const asked = r1.requested('16 09:00');
    const processed = pimEvent('Process request', '16 09:01', { requestId: 'R1' });
    const completed = r1.completed('16 09:02');
    const otherWork = pimEvent('Process request', '16 09:01', { requestId: 'q1' });
    const { activations, endings } = chainsOf(known([completed, otherWork, processed, asked]));
    expect(activations.flatMap(eventsOf).map(({ event }) => event.id)).toEqual([
      asked.id,
      processed.id,
      completed.id,
    ]);
    expect(endings).toEqual([]);
    expect(eventIdsOfActivations(known([asked, processed, otherWork]))).toEqual(
      new Set([asked.id, processed.id]),
    );
  });

  test('treat a refused deactivation and a next attempt with the same id as one end', () => {
    const work = (when: string, facts: Partial<AuditEvent> = {}) =>
      pimEvent('Process role removal request', when, { requestId: 'd1', ...facts });
    const refused = work('16 09:02', { result: 'failure', resultReason: 'ActiveDurationTooShort' });
    const { endings } = chainsOf(known([refused, work('16 09:06')]));
    expect(endings.map(({ id, processing }) => [id, processing.length])).toEqual([['d1', 2]]);
    expect(chainsOf(known([work('16 09:06')])).endings).toEqual([]);
  });

  test('ignore events that belong to no activation', () => {
    expect(
      chainsOf(known([pimEvent('Update role setting in PIM', '16 09:00', { requestId: 'r1' })])),
    ).toEqual({
      activations: [],
      endings: [],
    });
  });
});
