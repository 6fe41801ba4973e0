import type { Elevation } from '../../../../shared/domain/events/elevation';
import type { RatedRole } from '../../../../shared/domain/events/people';
import {
  anElevation,
  anElevationFrom,
  aPrincipal,
  at,
  globalAdministrator,
  type ContextOverrides,
} from '../../../support/builders/findings';
import { findingsOf, testRule } from '../rule-cases';

testRule({
  rule: 'tier0-activated',
  fires: { elevations: [anElevation({ role: globalAdministrator })] },
  sentence: 'Anna activated Global Administrator on Tue 17 Nov 10:00.',
  severity: 'info',
  justNot: {
    'another role': { elevations: [anElevation()] },
    denied: { elevations: [anElevation({ role: globalAdministrator, outcome: 'denied', startedAt: null })] },
    'no start': {
      elevations: [anElevation({ role: globalAdministrator, startedAt: null })],
    },
  },
  suppress: { role: 'Global Administrator' },
});

const starts = (...times: string[]): Elevation[] =>
  times.map((time) => anElevationFrom(at(time), new Date(at(time).getTime() + 3_600_000)));
const fourOfWeek = ['Mon 10:00', 'Tue 10:00', 'Wed 10:00', 'Thu 10:00'];
const fortnight = { period: { from: at('Mon 00:00'), to: at('Tue+ 00:00'), timeZone: 'UTC' } };

testRule({
  rule: 'activated-too-often',
  fires: { ...fortnight, elevations: starts(...fourOfWeek, 'Mon+ 10:00') },
  sentence: 'Anna activated Reports Reader 5 times in 7 days.',
  severity: 'low',
  count: 5,
  justNot: {
    'four times': { elevations: starts(...fourOfWeek) },
    'the fifth a second after the seven days': {
      ...fortnight,
      elevations: starts(...fourOfWeek, 'Mon+ 10:00:01'),
    },
    'by two people': {
      elevations: [...starts(...fourOfWeek), anElevation({ principal: aPrincipal('Bo') })],
    },
    'in two roles': { elevations: [...starts(...fourOfWeek), anElevation({ role: globalAdministrator })] },
    'the fifth denied': {
      elevations: [...starts(...fourOfWeek), anElevation({ outcome: 'denied', startedAt: null })],
    },
    'the fifth before the period': {
      elevations: starts(...fourOfWeek),
      allElevations: starts('Sun- 10:00', ...fourOfWeek),
    },
    'a higher limit set': {
      elevations: starts(...fourOfWeek, 'Fri 10:00'),
      policy: { thresholds: { 'activated-too-often': { value: 6 } } },
    },
  },
  suppress: { principal: 'Anna', role: 'Reports Reader' },
});

test('activated-too-often states the real duration of a series that is longer than the window', () => {
  const elevations = starts(...fourOfWeek, 'Fri 10:00', 'Sat 10:00', 'Sun 10:00', 'Mon+ 10:00', 'Tue+ 10:00');
  const period = { ...fortnight.period, to: at('Tue+ 12:00') };
  expect(findingsOf('activated-too-often', { period, elevations })).toMatchObject([
    { sentence: 'Anna activated Reports Reader 9 times in 8 days.', at: at('Mon 10:00'), count: 9 },
  ]);
});

test('activated-too-often counts memberships of different groups separately', () => {
  const role: RatedRole = { id: null, name: 'Member', privileged: false };
  const inGroup = (name: string) => ({ provider: 'group', role, scope: { id: name, name } }) as const;
  const ofTwo = starts(...fourOfWeek, 'Fri 10:00').map((one, index) => ({
    ...one,
    ...inGroup(index < 3 ? 'Auditors' : 'Editors'),
  }));
  expect(findingsOf('activated-too-often', { elevations: ofTwo })).toEqual([]);
  const ofOne = ofTwo.map((one) => ({ ...one, ...inGroup('Editors') }));
  expect(findingsOf('activated-too-often', { elevations: ofOne })).toMatchObject([
    { sentence: 'Anna activated Member of Editors 5 times in 7 days.' },
  ]);
});

/** Activations of an hour; each begins the given number of seconds after the previous one ends. */
function chain(count: number, gapSeconds: number): Elevation[] {
  const step = 3_600_000 + gapSeconds * 1000;
  return Array.from({ length: count }, (_, index) => {
    const start = new Date(at('Wed 08:00').getTime() + index * step);
    return anElevationFrom(start, new Date(start.getTime() + 3_600_000));
  });
}

testRule({
  rule: 'back-to-back-activations',
  fires: { elevations: chain(4, 900) },
  sentence: 'Anna activated Reports Reader again within 15 minutes of its end, 3 times.',
  severity: 'medium',
  count: 3,
  justNot: {
    'a second more than 15 minutes': { elevations: chain(4, 901) },
    twice: { elevations: chain(3, 0) },
    'in different scopes': {
      elevations: chain(4, 0).map((one, index) => ({ ...one, scope: { id: `${index % 2}`, name: null } })),
    },
    'still running': { elevations: chain(4, 0).map((one) => ({ ...one, endedAt: null })) },
    'a limit of 0, and no activation after another': {
      elevations: chain(1, 0),
      policy: { thresholds: { 'back-to-back-activations': { times: 0 } } },
    },
  },
  suppress: { principal: 'Anna' },
});

test('back-to-back-activations lists the events of each activation, in any order of input', () => {
  const elevations = chain(4, 60);
  const eventIds = elevations.flatMap((one) => one.eventIds);
  for (const given of [elevations, [...elevations].reverse()])
    expect(findingsOf('back-to-back-activations', { elevations: given })).toMatchObject([
      { at: elevations[1]!.startedAt, eventIds },
    ]);
});

test('back-to-back-activations follows a chain from before the period, but counts only within it', () => {
  const all = chain(4, 60);
  expect(
    findingsOf('back-to-back-activations', { elevations: all.slice(1), allElevations: all }),
  ).toHaveLength(1);
  expect(findingsOf('back-to-back-activations', { elevations: all.slice(2), allElevations: all })).toEqual(
    [],
  );
});

/** 36 hours, which are 60 per cent of the 60 business hours of a week. */
const hours36 = [
  anElevationFrom(at('Mon 06:00'), at('Tue 00:00')),
  anElevationFrom(at('Wed 06:00'), at('Thu 00:00')),
];
const oneMinute = anElevationFrom(at('Fri 10:00'), at('Fri 10:01'));

testRule({
  rule: 'time-in-role',
  fires: { elevations: [...hours36, oneMinute] },
  sentence: 'Anna held Reports Reader for 36 hours 1 minute, 60% of the working time.',
  severity: 'medium',
  count: 3,
  justNot: {
    'exactly 60 %': { elevations: hours36 },
    'an extra minute that overlaps': {
      elevations: [...hours36, anElevationFrom(at('Mon 10:00'), at('Mon 10:01'))],
    },
    'held before the period only': {
      allElevations: [anElevationFrom(at('Sun- 00:00'), at('Sun- 23:00')), ...hours36, oneMinute],
    },
    'an extra minute of somebody else': {
      elevations: [...hours36, { ...oneMinute, principal: aPrincipal('Bo') }],
    },
    'an extra minute after the period': {
      elevations: [...hours36, anElevationFrom(at('Sun 23:59'), at('Mon+ 00:01'))].slice(0, 2),
    },
    'a higher share set': {
      elevations: [...hours36, oneMinute],
      policy: { thresholds: { 'time-in-role': { percent: 61 } } },
    },
    'no working time at all': {
      elevations: [...hours36, oneMinute],
      policy: { businessHours: { days: [], fromMinute: 0, toMinute: 1440 } },
    },
  },
  suppress: { principal: 'Anna' },
});

test('time-in-role counts overlapping minutes once, in any order of input', () => {
  const within = anElevationFrom(at('Mon 10:00'), at('Mon 12:00'));
  const found = findingsOf('time-in-role', { elevations: [oneMinute, within, ...hours36].reverse() });
  expect(findingsOf('time-in-role', { elevations: [oneMinute, within, ...hours36] })).toMatchObject([
    {
      sentence: 'Anna held Reports Reader for 36 hours 1 minute, 60% of the working time.',
      at: at('Mon 06:00'),
    },
  ]);
  expect(found).toMatchObject([{ sentence: expect.stringContaining('36 hours 1 minute') as string }]);
});

test('time-in-role includes activations that began before the period or still run', () => {
  const before = anElevationFrom(at('Sun- 22:00'), at('Mon 01:00'));
  const first = [
    anElevationFrom(at('Mon 06:00'), at('Tue 00:00')),
    anElevationFrom(at('Wed 06:00'), at('Wed 23:00')),
  ];
  const context: ContextOverrides = { elevations: first, allElevations: [before, ...first] };
  expect(findingsOf('time-in-role', context)).toEqual([]);
  const running = anElevationFrom(at('Sun 22:00'), null, { plannedEndAt: at('Mon+ 06:00') });
  const elevations = [...first, running];
  const all = { elevations, allElevations: [before, ...elevations] };
  expect(findingsOf('time-in-role', all)).toMatchObject([
    { sentence: 'Anna held Reports Reader for 38 hours, 63% of the working time.', count: 3 },
  ]);
});

const eightHours = anElevationFrom(at('Tue 09:00'), at('Tue 17:00'));

testRule({
  rule: 'long-activation',
  fires: { elevations: [anElevationFrom(at('Tue 09:00'), at('Tue 17:01'))] },
  sentence: 'Anna activated Reports Reader for 8 hours 1 minute.',
  severity: 'low',
  justNot: {
    'eight hours': { elevations: [eightHours] },
    'eight hours from a request that PIM completed a moment early': {
      elevations: [{ ...eightHours, startedAt: at('Tue 08:59:40') }],
    },
    'no planned end': { elevations: [{ ...eightHours, plannedEndAt: null }] },
    'a higher limit set': {
      elevations: [anElevationFrom(at('Tue 09:00'), at('Tue 17:01'))],
      policy: { thresholds: { 'long-activation': { value: 10 } } },
    },
  },
  suppress: { principal: 'Anna' },
});
