import { activationEvents, at, pimEvent } from '../../support/builders/events';
import { elevationOf } from '../../support/builders/joined';

const r1 = activationEvents('r1');

describe('the end of an activation', () => {
  const started = r1.completed('16 09:00', { expirationTime: at('16 10:00') });

  test.each([
    ['on time', '16 10:00:00', '16 10:00:00'],
    ['seven seconds late', '16 10:00:07', '16 10:00:00'],
    ['two minutes late', '16 10:02:00', '16 10:00:00'],
    ['more than two minutes late', '16 10:02:01', '16 10:02:01'],
    ['early', '16 09:59:30', '16 09:59:30'],
  ])('with an expiry that is %s (logged %s) is at %s', (_, logged, ended) => {
    expect(elevationOf([started, r1.expired(logged)])).toMatchObject({
      endedBy: 'expired',
      endedAt: at(ended),
    });
  });

  test('is the earliest of several', () => {
    const events = [started, r1.expired('16 10:00:07'), r1.deactivated('16 09:40')];
    expect(elevationOf(events)).toMatchObject({ endedBy: 'deactivated', endedAt: at('16 09:40') });
  });

  test('is the deactivation if an expiry has the same time', () => {
    const events = [r1.completed('16 09:00'), r1.expired('16 10:00'), r1.deactivated('16 10:00')];
    expect(elevationOf(events).endedBy).toBe('deactivated');
  });

  test('is the expiry if it was due before a deactivation but logged after it', () => {
    const planned = { expirationTime: at('16 10:00') };
    const events = [
      r1.completed('16 09:00', planned),
      r1.deactivated('16 10:00:05'),
      r1.expired('16 10:00:07', planned),
    ];
    expect(elevationOf(events)).toMatchObject({ endedBy: 'expired', endedAt: at('16 10:00') });
  });

  test('is inferred once the planned end has passed, and not before', () => {
    expect(elevationOf([started], at('16 10:00'))).toMatchObject({
      endedBy: 'inferred',
      endedAt: at('16 10:00'),
    });
    expect(elevationOf([started], at('16 09:59:59'))).toMatchObject({ endedBy: null, endedAt: null });
  });

  test('is unknown without a planned end', () => {
    expect(elevationOf([r1.completed('16 09:00')]).endedAt).toBeNull();
  });

  test('is not a failed deactivation, but the elevation keeps the event', () => {
    const tooShort = { result: 'failure', resultReason: 'ActiveDurationTooShort' } as const;
    const attempt = pimEvent('Process role removal request', '16 09:02', { requestId: 'd1', ...tooShort });
    const failed = r1.deactivated('16 09:03', tooShort);
    const expired = r1.expired('16 10:00:07');
    expect(elevationOf([started, attempt, failed, expired])).toMatchObject({
      endedBy: 'expired',
      eventIds: [started.id, attempt.id, failed.id, expired.id],
    });
  });
});
