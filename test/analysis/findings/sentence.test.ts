import {
  listed,
  plural,
  printMinutes,
  printTime,
  quote,
  roleTitle,
} from '../../../shared/analysis/findings/sentence';
import { aChange, at } from '../../support/builders/findings';

it.each([
  [0, '0 minutes'],
  [1, '1 minute'],
  [59.4, '59 minutes'],
  [59.6, '1 hour'],
  [61, '1 hour 1 minute'],
  [1440, '24 hours'],
  [4319, '71 hours 59 minutes'],
  [4320, '3 days'],
  [6480, '4.5 days'],
])('prints %d minutes as "%s"', (minutes, text) => {
  expect(printMinutes(minutes)).toBe(text);
});

it('prints a time by the clock of the zone, the day it is there included', () => {
  expect(printTime(at('Tue 23:05'), 'UTC')).toBe('Tue 17 Nov 23:05');
  expect(printTime(at('Tue 23:05'), 'Asia/Kolkata')).toBe('Wed 18 Nov 04:35');
});

it('counts and lists in English', () => {
  expect([plural(1, 'time'), plural(2, 'time')]).toEqual(['1 time', '2 times']);
  expect([listed([]), listed(['a']), listed(['a', 'b']), listed(['a', 'b', 'c'])]).toEqual([
    '',
    'a',
    'a and b',
    'a, b and c',
  ]);
});

it('quotes on one line, and never cuts a character in two', () => {
  expect(quote(' two\n lines ')).toBe('“two lines”');
  expect(quote('🔑'.repeat(80))).toBe(`“${'🔑'.repeat(80)}”`);
  expect(quote('🔑'.repeat(81))).toBe(`“${'🔑'.repeat(80)}…”`);
});

describe('roleTitle', () => {
  const role = { id: null, name: 'Owner', privileged: false };
  const shop = { id: '/subscriptions/1', name: 'Web shop' };

  it.each([
    ['an Azure role with its scope', { provider: 'azure' as const, scope: shop }, 'Owner on Web shop'],
    [
      'a role in a group',
      { provider: 'group' as const, scope: { id: '1', name: 'Auditors' } },
      'Owner of Auditors',
    ],
    ['a role of the whole directory', { scope: { id: '/', name: 'Directory' } }, 'Owner'],
    [
      'a role limited to an administrative unit',
      { scope: { id: '/administrativeUnits/1', name: 'West' } },
      'Owner on West',
    ],
    [
      'a role of a directory whose scope only ends like a unit',
      { scope: { id: '/custom/administrativeUnits/1', name: 'West' } },
      'Owner',
    ],
    ['a role whose scope is known by name only', { scope: { id: null, name: 'West' } }, 'Owner'],
    ['a role without a scope', { provider: 'azure' as const, scope: null }, 'Owner'],
    ['no role at all', { role: null, scope: null }, 'an unknown role'],
    ['a role known by id only', { role: { ...role, id: 'x', name: null }, scope: null }, 'x'],
  ])('calls %s', (_, overrides, title) => {
    expect(roleTitle(aChange({ role, ...overrides }))).toBe(title);
  });
});
