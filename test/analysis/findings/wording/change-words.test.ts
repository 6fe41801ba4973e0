import { changeWords } from '../../../../shared/analysis/findings/wording/change-words';
import type { Change } from '../../../../shared/domain/events/change';
import { aChange, at } from '../../../support/builders/findings';

describe('changeWords', () => {
  const nobody = { principal: null, role: null };

  test.each<[string, Partial<Change>, string]>([
    ['a role and a principal', {}, 'eligible assignment of Reports Reader to Bo'],
    [
      'a role without a principal',
      { principal: null, kind: 'role-setting-changed' },
      'role setting changed of Reports Reader',
    ],
    ['a principal without a role', { role: null, kind: 'request-processed' }, 'request processed to Bo'],
    [
      'the subject if there is neither role nor principal',
      { ...nobody, kind: 'offboarded', subject: 'Web shop' },
      'taken out of PIM “Web shop”',
    ],
    ['neither role, principal nor subject', { ...nobody, kind: 'alert-refreshed' }, 'alert checked again'],
    [
      'no subject if there is a role',
      { principal: null, kind: 'custom-role-changed', subject: 'Reports Reader' },
      'custom role changed of Reports Reader',
    ],
    [
      'no subject if there is a principal',
      { role: null, kind: 'active-assigned', subject: 'Bo Lind' },
      'active assignment to Bo',
    ],
    [
      'a result other than completed',
      { result: 'denied' },
      'eligible assignment of Reports Reader to Bo (denied)',
    ],
  ])('describes %s', (_, overrides, words) => {
    expect(changeWords(aChange({ at: at('Tue 10:00'), ...overrides }))).toBe(words);
  });
});
