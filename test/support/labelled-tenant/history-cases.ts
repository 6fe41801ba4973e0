import { later } from '../../../local/sample-tenant/activations/activation-log';
import type { CaseKit } from '../../../local/sample-tenant/cases/case-kit';

const day = 86_400_000;

/** Adds cases that only a comparison with earlier months finds. */
export function addHistoryCases(kit: CaseKit): void {
  const { activate, at, label, person } = kit;
  const exchange = kit.grant('Exchange Administrator');
  const reader = kit.grant('Global Reader');
  const global = kit.grant('Global Administrator');
  const security = kit.grant('Security Administrator');
  const alone = { unfamiliar: true } as const;

  const usual = person();
  activate({ member: usual, grant: reader, at: at(2, '08:45') });
  label(
    'first-activation-of-role',
    activate({ member: usual, grant: exchange, at: at(2, '08:50'), ...alone }),
    { severity: 'low' },
  );
  const risen = person();
  activate({ member: risen, grant: reader, at: at(2, '08:55') });
  const first = activate({ member: risen, grant: global, at: at(2, '08:58'), ...alone });
  label('first-activation-of-role', first, { severity: 'medium' });
  label('tier0-activated', first);

  for (const [days, isDormant] of [
    [61, true],
    [59, false],
  ] as const) {
    const member = person();
    const now = at(3, '09:00');
    activate({ member, grant: exchange, at: later(now, -days * day), ...alone });
    const back = activate({ member, grant: exchange, at: now, ...alone });
    if (isDormant) label('dormant-principal-activated', back);
  }

  // Off hours now and four weeks ago: not a first off-hours activation.
  const owl = person();
  activate({ member: owl, grant: exchange, at: later(at(2, '22:00'), -28 * day), ...alone });
  const again = activate({ member: owl, grant: exchange, at: at(2, '22:00') });
  label('off-hours-activation', again, { severity: 'low' });

  for (const [known, isNew] of [
    [3, true],
    [2, false],
  ] as const) {
    const member = person();
    // A Thursday, a Friday and a Monday, all in the last 30 days.
    for (const [index, days] of [25, 24, 21].slice(0, known).entries()) {
      const before = later(at(1, '10:30'), -days * day);
      activate({ member, grant: exchange, at: before, ipAddress: `198.51.100.${index + 10}`, ...alone });
    }
    const now = activate({ member, grant: exchange, at: at(1, '16:00'), ipAddress: '192.0.2.77', ...alone });
    if (isNew) label('new-ip-address', now);
  }

  const unknown = activate({
    member: person(), grant: security, at: at(5, '14:00'), approver: person(), newApprover: true,
  }); // oxfmt-ignore
  label('unusual-approver', unknown, { happenedAt: unknown.decidedAt });
}
