import type { Panel } from '../../../shared/report/panels/panel';
import { peoplePanel, rolePanel } from '../../../shared/report/panels/ranking-panel';
import { countOutcomes } from '../../../shared/report/panels/request-panels';
import { anElevation } from '../../support/builders/report';

const ranked = ({ rows }: Panel) => rows.map(({ name, figures }) => ({ name, ...figures }));

test('ranks roles and people by id, however their names are spelled', () => {
  const mia = anElevation().principal;
  const elevations = [
    anElevation(),
    anElevation({
      principal: { ...mia, id: 'U-1', name: 'Mia B.' },
      startedAt: new Date('2026-11-18T08:00:00Z'),
      endedAt: new Date('2026-11-18T08:30:00Z'),
    }),
    anElevation({
      principal: { id: null, name: null, upn: 'x@contoso.example', type: 'user' },
      outcome: 'denied',
      startedAt: null,
      endedAt: null,
    }),
  ];
  expect(ranked(peoplePanel(elevations))).toEqual([{ name: 'Mia Berg', activations: 2, minutes: 91.5 }]);
  expect(ranked(rolePanel(elevations))).toEqual([
    { name: 'Global Administrator', activations: 2, minutes: 91.5 },
  ]);
  expect(countOutcomes(elevations).filter(({ count }) => count > 0)).toEqual([
    { outcome: 'activated', count: 2 },
    { outcome: 'denied', count: 1 },
  ]);
});

test('ranks each group by itself, also when events give no id of the role', () => {
  const member = (group: string) =>
    anElevation({
      provider: 'group',
      role: { id: null, name: 'Member', privileged: false },
      scope: { id: group, name: group },
    });
  expect(ranked(rolePanel([member('Pay'), member('Web'), member('Web')]))).toEqual([
    { name: 'Member of Web', activations: 2, minutes: 61.5 },
    { name: 'Member of Pay', activations: 1, minutes: 61.5 },
  ]);
});

test('counts overlapping activations of one role once, as the totals do', () => {
  const overlapping = [anElevation(), anElevation()];
  expect(ranked(rolePanel(overlapping))[0]).toMatchObject({ minutes: 61.5 });
});
