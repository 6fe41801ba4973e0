import { later } from '../../../local/sample-tenant/activations/activation-log';
import type { CaseKit } from '../../../local/sample-tenant/cases/case-kit';

const minute = 60_000;

/** Adds cases about the number, length and spacing of activations. */
export function addVolumeCases(kit: CaseKit): void {
  const { activate, at, label, person } = kit;
  const grant = kit.grant('Exchange Administrator');
  const often = (times: number) => {
    const member = person();
    return Array.from({ length: times }, (_, index) =>
      activate({ member, grant, at: at(index + 1, '08:30') }),
    );
  };
  const [fifth] = often(5);
  if (fifth) label('activated-too-often', fifth);
  often(4);

  /** Adds activations of one hour; each starts `gap` minutes after the end of the previous one. */
  const chain = (weekday: number, times: number, gap: number) => {
    const member = person();
    const first = at(weekday, '08:00');
    return Array.from({ length: times }, (_, index) => {
      const startsAt = later(first, index * (60 + gap) * minute);
      return activate({ member, grant, at: later(startsAt, -2 * minute), startsAt });
    });
  };
  const [, second] = chain(2, 4, 14);
  if (second) label('back-to-back-activations', second);
  chain(3, 4, 16);
  chain(3, 3, 5);

  /** Adds activations of `hours` on four days. The limit, 60 % of five working days, is 36 hours. */
  const held = (hours: number) => {
    const member = person();
    return [1, 2, 3, 4].map((weekday) => {
      const long = activate({ member, grant, at: at(weekday, '08:00'), hours });
      label('long-activation', long);
      return long;
    });
  };
  const [most] = held(9 + 2 / 60);
  if (most) label('time-in-role', most);
  held(9 - 2 / 60);

  label('long-activation', activate({ member: person(), grant, at: at(4, '09:00'), hours: 8 + 1 / 60 }));
  activate({ member: person(), grant, at: at(4, '09:00'), hours: 8 });
}

/** Adds activations at the limits of the working day, and of tier-0 roles at several times. */
export function addTimingCases(kit: CaseKit): void {
  const { activate, at, label, person } = kit;
  const grant = kit.grant('Exchange Administrator');
  const global = kit.grant('Global Administrator');

  for (const [weekday, time] of [
    [2, '06:59:40'],
    [3, '19:00:00'],
    [6, '12:00:00'],
    [7, '23:20:00'],
  ] as const) {
    const early = activate({ member: person(), grant, at: at(weekday, time) });
    label('off-hours-activation', early, { severity: 'low' });
    label('first-off-hours-activation', early);
  }
  for (const time of ['07:00:00', '18:59:40']) activate({ member: person(), grant, at: at(5, time) });
  // Requested on Sunday, active on Monday: it belongs only to the week that starts on Monday.
  const edge = activate({ member: person(), grant, at: at(0, '23:50'), startsAt: at(1, '00:10') });
  label('off-hours-activation', edge, { severity: 'low' });
  label('first-off-hours-activation', edge);

  const approved = activate({ member: person(), grant: global, at: at(2, '14:00') });
  label('tier0-activated', approved);
  const night = activate({ member: person(), grant: global, at: at(3, '20:30') });
  label('tier0-activated', night);
  label('off-hours-activation', night, { severity: 'medium' });
  label('first-off-hours-activation', night);
  const free = activate({ member: person(), grant: { ...global, approval: false }, at: at(4, '15:00') });
  label('tier0-activated', free);
  label('tier0-without-approval', free);
}
