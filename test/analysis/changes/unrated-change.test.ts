import { singleChange, unratedChange } from '../../../shared/analysis/changes/unrated-change';
import {
  alex,
  at,
  directory,
  globalAdministrator,
  pimEvent,
  pimService,
  sam,
} from '../../support/builders/events';

const early = pimEvent('x', '16 09:00', { initiator: pimService, justification: null, scope: null });
const late = pimEvent('x', '16 10:00', { initiator: alex, justification: 'Because', principal: null });

describe('unratedChange', () => {
  test('takes each fact from the first event that has it, and its time from the earliest', () => {
    expect(unratedChange('active-removed', [late, early])).toMatchObject({
      at: at('16 09:00'),
      kind: 'active-removed',
      initiator: alex,
      principal: sam,
      justification: 'Because',
      result: 'completed',
      count: 1,
      eventIds: [early.id, late.id],
    });
  });

  test('prefers a person to the service as initiator, and the service to none', () => {
    expect(unratedChange('active-removed', [early, late]).initiator).toEqual(alex);
    expect(unratedChange('active-removed', [early]).initiator).toEqual(pimService);
  });
});

describe('a change of one event', () => {
  test('has all facts of the event', () => {
    const event = pimEvent('x', '16 09:00', {
      provider: 'group',
      startTime: at('17'),
      expirationTime: at('18'),
      justification: 'Because',
      resultReason: 'Not a reason',
    });
    expect(singleChange('eligible-assigned', event)).toEqual({
      at: at('16 09:00'),
      kind: 'eligible-assigned',
      provider: 'group',
      initiator: sam,
      principal: sam,
      role: globalAdministrator,
      scope: directory,
      permanent: null,
      startsAt: at('17'),
      endsAt: at('18'),
      subject: null,
      justification: 'Because',
      result: 'completed',
      count: 1,
      sources: ['graph'],
      eventIds: [event.id],
    });
  });

  test.each(['failure', 'timeout'] as const)(
    'after a %s gives the error code as its reason, or else the typed one',
    (result) => {
      const failed = (resultReason: string | null) =>
        singleChange(
          'eligible-assigned',
          pimEvent('x', '16 09:00', { result, resultReason, justification: 'Typed' }),
        );
      expect(failed('Forbidden')).toMatchObject({ result: 'failed', justification: 'Forbidden' });
      expect(failed(null)).toMatchObject({ result: 'failed', justification: 'Typed' });
    },
  );
});
