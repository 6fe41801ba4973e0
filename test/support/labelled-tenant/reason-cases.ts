import type { CaseKit } from '../../../local/sample-tenant/cases/case-kit';

/** Pattern of a valid ticket and the role that requires one, for the policy of a tenant with these cases. */
export const ticketPolicy = { pattern: '^(CHG|INC)\\d+$', roles: ['Billing Administrator'] } as const;

/** Adds cases of justifications and tickets. */
export function addReasonCases(kit: CaseKit): void {
  const { activate, at, label, person } = kit;
  const exchange = kit.grant('Exchange Administrator');
  const reader = kit.grant('Global Reader');
  const billing = kit.grant('Billing Administrator');
  const because = (justification: string | null, time: string) =>
    activate({ member: person(), grant: exchange, at: at(3, time), justification });

  for (const [index, text] of ['Fix the portals', null, 'testing', '  Fix   it   now  '].entries()) {
    const weak = because(text === 'Fix the portals' ? 'Fix the portal' : text, `1${index}:05`);
    label('weak-justification', weak);
  }
  because('Fix the portals', '15:05');

  const week = kit.week.from.toISOString().slice(0, 10);
  const same = (text: string, people: number, times: number) =>
    Array.from({ length: people }, () => person()).flatMap((member, who) =>
      Array.from({ length: times }, (_, index) =>
        activate({
          member,
          // Two roles, so that neither is activated too often.
          grant: index % 2 === 0 ? exchange : reader,
          at: at(1 + (index % 5), `${10 + who}:2${index}`),
          // The same words, apart from case, spaces and punctuation.
          justification: index % 2 === 0 ? text : ` ${text.toUpperCase()}! `,
        }),
      ),
    );
  const [own] = same(`Daily check of the queues ${week}`, 1, 5);
  if (own) label('repeated-justification', { member: own.member, at: own.at });
  same(`Daily check of the printers ${week}`, 1, 4);
  const [shared] = same(`See the runbook on the wiki ${week}`, 3, 1);
  if (shared) label('repeated-justification', { grant: shared.grant, at: shared.at });
  same(`See the runbook in the share ${week}`, 2, 4);

  const pay = (ticket: string | null, time: string) =>
    activate({
      member: person(),
      grant: billing,
      at: at(4, time),
      ticket: ticket === null ? null : { number: ticket, system: 'ServiceNow' },
    });
  label('ticket-missing', pay(null, '09:40'));
  label('ticket-missing', pay('to follow', '09:45'));
  pay('CHG0012345', '09:50');
}

/** Adds cases about the principal: authentication, initiator and guest accounts. */
export function addPrincipalCases(kit: CaseKit): void {
  const { activate, at, label, person, random } = kit;
  const exchange = kit.grant('Exchange Administrator');
  const application = kit.grant('Application Administrator');

  label(
    'activation-without-mfa',
    activate({ member: person(), grant: exchange, at: at(2, '11:11'), mfa: 'no' }),
  );
  activate({ member: person(), grant: exchange, at: at(2, '11:12'), mfa: 'not recorded' });

  const other = activate({ member: person(), grant: exchange, at: at(5, '11:00'), initiator: person() });
  label('activated-for-another', other);
  const loud = person();
  activate({
    member: loud, grant: exchange, at: at(5, '11:01'), initiator: { ...loud, id: loud.id.toUpperCase() },
  }); // oxfmt-ignore

  const guest = () => {
    const member = person();
    const home = member.upn?.replace('@', '_') ?? 'guest';
    return { ...member, id: random.uuid(), upn: `${home}#EXT#@northgateshipping.onmicrosoft.com` };
  };
  const used = activate({ member: guest(), grant: application, at: at(1, '10:10'), unfamiliar: true });
  label('guest-privileged', used);
  label('first-activation-of-role', used, { severity: 'low' });
  activate({ member: guest(), grant: exchange, at: at(1, '10:11') });
  activate({ member: person(), grant: application, at: at(1, '10:12') });
}
