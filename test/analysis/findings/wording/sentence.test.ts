import { roleTitle, timeWords } from '../../../../shared/analysis/findings/wording/sentence';
import { aChange } from '../../../support/builders/findings';

test('timeWords prints the local time and day of the time zone', () => {
  const instant = new Date('2026-11-17T23:05:59.999Z');
  expect(timeWords(instant, 'UTC')).toBe('Tue 17 Nov 23:05');
  expect(timeWords(instant, 'Asia/Kolkata')).toBe('Wed 18 Nov 04:35');
});

describe('roleTitle', () => {
  const role = { id: null, name: 'Owner', privileged: false };
  const shop = { id: '/subscriptions/1', name: 'Web shop' };

  test.each([
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
      'a role in a scope that only ends like an administrative unit',
      { scope: { id: '/custom/administrativeUnits/1', name: 'West' } },
      'Owner',
    ],
    ['a role whose scope has only a name', { scope: { id: null, name: 'West' } }, 'Owner'],
    ['a role without a scope', { provider: 'azure' as const, scope: null }, 'Owner'],
    ['no role at all', { role: null, scope: null }, 'an unknown role'],
    ['a role that has only an id', { role: { ...role, id: 'x', name: null }, scope: null }, 'x'],
  ])('names %s', (_, overrides, title) => {
    expect(roleTitle(aChange({ role, ...overrides }))).toBe(title);
  });
});
