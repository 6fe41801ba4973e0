import { classify } from '../../../shared/catalogue/activities';
import { distinctEvents } from '../../../shared/analysis/events/known-events';
import { twinsAmong } from '../../../shared/analysis/events/twins';
import type { AuditEvent } from '../../../shared/domain/events/audit-event';
import { activationEvents, alex, at, pimEvent, twin } from '../../support/builders/events';

const everywhere = () => true;
const copy = twin('Add member to role', '16 09:00');
const twinsOf = (events: readonly AuditEvent[], isKnown = everywhere) =>
  twinsAmong(
    distinctEvents(events).map((event) => ({ event, activity: classify(event.activity) })),
    isKnown,
  );
const isTwin = (event: AuditEvent, others: readonly AuditEvent[], isKnown = everywhere) =>
  twinsOf([event, ...others], isKnown).has(event.id);
const completed = (when: string, facts: Partial<AuditEvent> = {}) =>
  activationEvents('r1').completed(when, facts);

test('a directory event is not explained by a grant that was withdrawn before its start', () => {
  const scheduled = completed('15 09:00', { startTime: copy.at });
  const r1 = activationEvents('r1');
  const made = pimEvent('Add member to role in PIM completed (timebound)', '15 09:00', {
    startTime: copy.at,
    requestId: 'r1',
  });
  for (const grant of [scheduled, made]) {
    expect(isTwin(copy, [grant])).toBe(true);
    for (const end of [
      r1.cancelled('15 10:00'),
      r1.deactivated('15 10:00'),
      pimEvent('Cancel request', '15 10:00', { requestId: 'r1', principal: null }),
      pimEvent('Remove member from role in PIM completed (timebound)', '15 10:00'),
    ]) {
      expect(isTwin(copy, [grant, end])).toBe(false);
      // An end that failed, came later or belongs to somebody else does not withdraw the grant.
      expect(isTwin(copy, [grant, { ...end, result: 'failure' }])).toBe(true);
      expect(isTwin(copy, [grant, { ...end, at: at('16 09:30') }])).toBe(true);
      expect(isTwin(copy, [grant, { ...end, requestId: 'r9', principal: alex }])).toBe(true);
      // An end of the grant after its start shows that the grant was not withdrawn.
      expect(isTwin(copy, [grant, end, r1.expired('16 12:00')])).toBe(true);
    }
  }
});

describe('a directory event is explained by a scheduled activation', () => {
  const scheduled = completed('15 09:00', { startTime: copy.at });
  const [r2, d1] = [activationEvents('r2'), activationEvents('d1')];
  const unit = { scope: { id: '/administrativeUnits/7', name: null } };
  const lasting = { expirationTime: at('15 18:00') };

  test.each<[string, AuditEvent[]]>([
    ['a second request is cancelled', [r2.requested('15 09:30'), r2.cancelled('15 10:00')]],
    ['a cancellation without a request id comes', [pimEvent('Cancel request', '15 10:00')]],
    ['an earlier activation is given back', [r2.completed('15 08:00', lasting), r2.deactivated('15 10:00')]],
    [
      'an earlier activation is given back under another id',
      [r2.completed('15 08:00', lasting), d1.deactivated('15 10:00')],
    ],
    ['an activation in a unit is given back', [d1.deactivated('15 10:00', unit)]],
    [
      'an old eligibility ends',
      [pimEvent('Remove eligible member from role in PIM completed (timebound)', '15 10:00')],
    ],
    [
      'another assignment is removed by a request',
      [pimEvent('Remove member from role in PIM completed (timebound)', '15 10:00', { requestId: 'r9' })],
    ],
  ])('even if %s before its start', (_, between) => {
    expect(isTwin(copy, [scheduled, ...between])).toBe(true);
  });

  test('unless the same hold is given back under another request id or without one', () => {
    expect(isTwin(copy, [scheduled, d1.deactivated('15 10:00')])).toBe(false);
    expect(isTwin(copy, [scheduled, activationEvents(null).deactivated('15 10:00')])).toBe(false);
    const made = pimEvent('Add member to role in PIM completed (timebound)', '15 09:00', {
      startTime: copy.at,
      requestId: 'r1',
    });
    expect(isTwin(copy, [made, d1.deactivated('15 10:00')])).toBe(true);
  });
});
