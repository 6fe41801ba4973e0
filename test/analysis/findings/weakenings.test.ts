import type { Change } from '../../../shared/domain/events/change';
import {
  aSettingChange as setting,
  anElevationFrom,
  at,
  globalAdministrator,
} from '../../support/builders/findings';
import { findingsOf } from './rule-cases';

describe.each([
  ['group', 'Member of'],
  ['azure', 'Member on'],
] as const)('the settings of the same role in two places, in %s', (provider, words) => {
  const role = { id: 'member', name: 'Member', privileged: false };
  const inPlace = (place: Partial<Change>, text: string, time: string): Change =>
    setting(text, {
      provider,
      role,
      scope: null,
      subject: 'Member',
      at: at(time),
      eventIds: [time],
      ...place,
    });
  const path = '/subscriptions/1';
  const directory = { id: 'tenant', name: 'Contoso' };
  const [a, b] = [{ subject: 'PIM-A' }, { subject: 'PIM-B' }] as const;
  const found = (first: Partial<Change>, second: Partial<Change>, hours: readonly [number, number]) => {
    const text = (length: number) => `Maximum activation duration updated to ${length} hours.`;
    const change = inPlace(second, text(hours[1]), 'Tue 10:00');
    const allChanges = [inPlace(first, text(hours[0]), 'Mon 10:00'), change];
    return findingsOf('role-setting-weakened', { changes: [change], allChanges }).map(
      ({ sentence }) => sentence,
    );
  };

  test.each([
    ['subjects', a, b],
    ['names', { scope: { id: null, name: 'PIM-A' } }, { scope: { id: null, name: 'PIM-B' } }],
    ['ids', { scope: { id: `${path}/a`, name: 'PIM' } }, { scope: { id: `${path}/b`, name: 'PIM' } }],
    ['places, one of them unknown,', {}, b],
  ])('are not compared if their %s differ', (_, first, second) => {
    expect(found(first, second, [2, 4])).toEqual([]);
    expect(found(first, second, [24, 23])).toHaveLength(1);
  });

  test('are not compared if no event names its place', () => {
    expect(found({}, {}, [2, 4])).toEqual([]);
    expect(found({}, {}, [24, 23])).toHaveLength(1);
  });

  test('are compared in the same place, which the sentence names', () => {
    const sentence = `Petra weakened the settings of ${words} PIM-A: maximum activation raised from 2 hours to 4 hours.`;
    expect(found(a, a, [2, 4])).toEqual([sentence]);
    expect(found(a, { scope: { id: null, name: 'pim-a ' }, subject: null }, [2, 4])).toHaveLength(1);
    expect(found(a, a, [24, 23])).toEqual([]);
    const known = { scope: { id: `${path}/a`, name: 'PIM-A' } };
    expect(found(known, known, [2, 4])).toEqual([sentence]);
  });

  if (provider === 'azure') {
    test('are told apart by name if the id is the one of their subscription, or the directory', () => {
      const on = (id: string, name: string) => ({ scope: { id, name } });
      expect(found(on(path, 'rg-a'), on(path, 'rg-b'), [2, 4])).toEqual([]);
      expect(found(on(path, 'rg-a'), on(path, 'rg-a'), [2, 4])).toHaveLength(1);
      expect(found({ ...a, scope: directory }, { ...b, scope: directory }, [2, 4])).toEqual([]);
    });
  } else {
    test('are of one group if its id is the same, whatever it is called', () => {
      const on = (name: string) => ({ scope: { id: 'g-1', name } });
      expect(found(on('PIM-A'), on('PIM-B'), [2, 4])).toHaveLength(1);
    });
  }

  test('are changed in a place that the sentence names', () => {
    const change = inPlace(a, 'Notification level raised.', 'Tue 10:00');
    expect(findingsOf('role-setting-changed', { changes: [change] })[0]?.sentence).toBe(
      `Petra changed the settings of ${words} PIM-A: “Notification level raised”.`,
    );
  });
});

describe('weakened-then-activated', () => {
  const used = (
    texts: readonly (readonly [time: string, text: string])[],
    elevation: Parameters<typeof anElevationFrom>[2] = {},
    started = 'Tue 14:00',
  ) =>
    findingsOf('weakened-then-activated', {
      changes: texts.map(([time, text]) => setting(text, { at: at(time), eventIds: [time] })),
      elevations: [
        anElevationFrom(at(started), at('Sun 23:00'), { role: globalAdministrator, ...elevation }),
      ],
    }).map(({ sentence }) => sentence);
  const mfaOff = 'MFA on activation requirement disabled.';
  const mfaOn = 'MFA on activation requirement enabled.';
  const maximum = (hours: number) => `Maximum activation duration updated to ${hours} hours.`;
  const never = { requestedAt: null, approvedAt: null };

  test.each([
    [mfaOff, mfaOn],
    [mfaOff, 'MFA enabled'],
    ['Approval disabled.', 'Approval enabled with approvers [Petra].'],
    ['Permanently active assignments enabled.', 'Permanently active assignments disabled.'],
    [maximum(12), maximum(8)],
    [maximum(12), maximum(1)],
    ['Maximum activation duration updated from 2 hours to 12 hours.', maximum(2)],
    [`${mfaOff} ${maximum(12)}`, `${mfaOn} ${maximum(8)}`],
  ])('finds nothing if "%s" was taken back by "%s" before the activation', (lost, regained) => {
    const weak = ['Tue 09:00', lost] as const;
    expect(used([weak, ['Tue 13:59:59', regained]], never)).toEqual([]);
    expect(used([weak, ['Tue 14:00', regained]], never)).toHaveLength(1);
    expect(used([weak, ['Tue 08:59', regained]], never)).toHaveLength(1);
    expect(used([weak, ['Tue 09:00', regained]], never)).toHaveLength(1);
    expect(used([weak, ['Tue 09:02', regained], ['Tue 09:03', lost]], never)).toHaveLength(1);
  });

  test.each([
    [mfaOff, 'MFA on active assignment requirement enabled.'],
    [mfaOff, 'Justification on activation requirement enabled.'],
    [mfaOff, `Approval enabled with approvers [a. ${mfaOn} b].`],
    [mfaOff, `${mfaOn} ${mfaOff}`],
    [maximum(12), maximum(9)],
    [maximum(12), 'Maximum active assignment duration updated to 1 hour.'],
    [maximum(12), `Approval enabled with approvers [a. ${maximum(1)} b].`],
    ['Maximum activation duration updated from 2 hours to 12 hours.', maximum(3)],
  ])('still counts "%s" after "%s"', (lost, other) => {
    expect(
      used(
        [
          ['Tue 09:00', lost],
          ['Tue 09:02', other],
        ],
        never,
      ),
    ).toHaveLength(1);
  });

  test('names only what was still missing', () => {
    const [sentence] = used(
      [
        ['Tue 09:00', `${mfaOff} Approval disabled.`],
        ['Tue 09:02', mfaOn],
      ],
      never,
    );
    expect(sentence).toContain('Global Administrator (approval turned off), and');
  });

  test('counts an activation that was asked for before the setting was restored', () => {
    const texts = [
      ['Tue 09:00', mfaOff],
      ['Tue 09:02', mfaOn],
    ] as const;
    expect(used(texts, { ...never, requestedAt: at('Tue 09:01') })).toHaveLength(1);
    expect(used(texts, { ...never, requestedAt: at('Tue 09:02:01') })).toEqual([]);
    expect(used(texts, { ...never, requestedAt: at('Tue 08:59') })).toEqual([]);
  });
});
