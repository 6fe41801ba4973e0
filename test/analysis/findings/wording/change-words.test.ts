import { changeWords } from '../../../../shared/analysis/findings/wording/change-words';
import type { Change } from '../../../../shared/domain/events/change';
import { aChange, at } from '../../../support/builders/findings';

describe('changeWords', () => {
  const nobody = { principal: null, role: null };

  test.each<[string, Partial<Change>, string]>([
    ['role and principal', {}, 'eligible assignment of Reports Reader to Bo'],
    [
      'the role alone',
      { principal: null, kind: 'role-setting-changed' },
      'role setting changed of Reports Reader',
    ],
    ['the principal alone', { role: null, kind: 'request-processed' }, 'request processed to Bo'],
    [
      'what else it is about',
      { ...nobody, kind: 'offboarded', subject: 'Web shop' },
      'taken out of PIM “Web shop”',
    ],
    ['nothing', { ...nobody, kind: 'alert-refreshed' }, 'alert checked again'],
    [
      'the subject only where there is neither role',
      { principal: null, kind: 'custom-role-changed', subject: 'Reports Reader' },
      'custom role changed of Reports Reader',
    ],
    ['nor principal', { role: null, kind: 'active-assigned', subject: 'Bo Lind' }, 'active assignment to Bo'],
    ['how it stands', { result: 'denied' }, 'eligible assignment of Reports Reader to Bo (denied)'],
  ])('tells %s', (_, overrides, words) => {
    expect(changeWords(aChange({ at: at('Tue 10:00'), ...overrides }))).toBe(words);
  });
});
