import { anElevationFrom, at, globalAdministrator } from '../../../support/builders/findings';
import { findingsOf, testRule } from '../rule-cases';

const from = (start: string, overrides = {}) => ({
  elevations: [anElevationFrom(at(start), at('Sun 23:00'), overrides)],
});

testRule({
  rule: 'off-hours-activation',
  fires: from('Tue 19:00'),
  sentence: 'Anna activated Reports Reader outside business hours, on Tue 17 Nov 19:00.',
  severity: 'low',
  justNot: {
    'a minute before the evening': from('Tue 18:59'),
    'at the start of the business hours': from('Tue 07:00'),
    denied: from('Tue 19:00', { outcome: 'denied' }),
    'other business hours set': {
      ...from('Sat 22:00'),
      policy: { businessHours: { days: [6], fromMinute: 0, toMinute: 1440 } },
    },
    'in business hours in the time zone of the report': {
      ...from('Tue 22:41'),
      period: { from: at('Mon 00:00'), to: at('Mon+ 00:00'), timeZone: 'America/Los_Angeles' },
    },
  },
  suppress: { principal: 'Anna' },
});

test.each(['Tue 06:59', 'Sat 10:00', 'Sun 10:00'])('off-hours-activation fires at %s', (start) => {
  expect(findingsOf('off-hours-activation', from(start))).toHaveLength(1);
});

test('off-hours-activation is medium for a tier-0 role, and prints local time', () => {
  const period = { from: at('Mon 00:00'), to: at('Mon+ 00:00'), timeZone: 'Europe/Berlin' };
  const [finding] = findingsOf('off-hours-activation', {
    ...from('Tue 21:41', { role: globalAdministrator }),
    period,
  });
  expect(finding).toMatchObject({
    severity: 'medium',
    sentence: 'Anna activated Global Administrator outside business hours, on Tue 17 Nov 22:41.',
  });
});
