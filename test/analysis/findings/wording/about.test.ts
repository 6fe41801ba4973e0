import {
  aboutChange,
  aboutElevation,
  aboutElevations,
} from '../../../../shared/analysis/findings/wording/about';
import { aChange, anElevation, anElevationFrom, at } from '../../../support/builders/findings';

const facts = <T extends { principal: unknown; role: unknown; scope: unknown; initiator: unknown }>({
  principal,
  role,
  scope,
  initiator,
}: T) => ({ principal, role, scope, initiator });

describe('a finding about one elevation', () => {
  const elevation = anElevation();

  test('carries its facts, its start and its events', () => {
    expect(aboutElevation(elevation, 'Look here.')).toStrictEqual({
      ...facts(elevation),
      sentence: 'Look here.',
      at: elevation.startedAt,
      count: 1,
      eventIds: elevation.eventIds,
    });
  });

  test('has a severity only if one is given', () => {
    expect(aboutElevation(elevation, 'Look here.', 'high')).toHaveProperty('severity', 'high');
    expect(aboutElevation(elevation, 'Look here.')).not.toHaveProperty('severity');
  });

  test('is dated at the request if there is no start, and at the epoch without either', () => {
    const asked = anElevation({ startedAt: null });
    expect(aboutElevation(asked, '').at).toEqual(asked.requestedAt);
    expect(aboutElevation(anElevation({ startedAt: null, requestedAt: null }), '').at).toEqual(new Date(0));
  });
});

test('a finding about several elevations is dated at the earliest of them, in any order of input', () => {
  const [early, late] = [at('Tue 08:00'), at('Wed 09:00')].map((start) => anElevationFrom(start, null));
  for (const elevations of [
    [early!, late!],
    [late!, early!],
  ] as const)
    expect(aboutElevations(elevations, 'Often.')).toStrictEqual({
      ...facts(elevations[0]),
      sentence: 'Often.',
      at: at('Tue 08:00'),
      count: 2,
      parties: elevations.map(({ principal, role, initiator }) => ({ principal, role, initiator })),
      eventIds: elevations.flatMap(({ eventIds }) => eventIds),
    });
});

test('a finding about a change counts the repeats that were merged into it', () => {
  const change = aChange({ count: 31 });
  const expected = {
    ...facts(change),
    sentence: 'Again.',
    at: change.at,
    count: 31,
    eventIds: change.eventIds,
  };
  expect(aboutChange(change, 'Again.')).toStrictEqual(expected);
  expect(aboutChange(change, 'Again.', 'low')).toStrictEqual({ ...expected, severity: 'low' });
});
