import { later } from './activation-log';
import type { CaseKit } from '../cases/case-kit';
import { weakenedRole } from '../seeded-changes';

const minute = 60_000;
const hour = 60 * minute;

/** Writes the activations of the sample's last week that cause findings, each with its expected finding. */
export function writeSeededActivations(kit: CaseKit): void {
  writeRequests(kit);
  writeHabits(kit);
  writePeople(kit);
  writeTier0(kit);
}

/** Outcomes of requests. */
function writeRequests({ activate, at, label, person, grant }: CaseKit): void {
  const security = grant('Security Administrator');
  const access = grant('Conditional Access Administrator');
  for (const [answer, grant, when] of [
    ['denied', security, at(1, '14:20')],
    ['timed-out', access, at(2, '10:40')],
  ] as const) {
    const refused = activate({ member: person(), grant, at: when, answer });
    label(`activation-${answer}`, refused, { happenedAt: refused.decidedAt });
  }
  const silent = activate({ member: person(), grant: security, at: at(3, '15:35'), answer: 'unanswered' });
  label(
    'activation-never-completed',
    { ...silent, at: later(silent.at, 25 * hour) },
    { happenedAt: silent.at },
  );
  activate({ member: person(), grant: access, at: at(4, '11:10'), answer: 'cancelled' });

  const member = person();
  const refused = { answer: 'refused', refusal: 'RoleAssignmentRequestPolicyValidationFailed' } as const;
  const tried = activate({ member, grant: grant('Billing Administrator'), at: at(2, '09:12'), ...refused });
  activate({ member, grant: grant('Billing Administrator'), at: at(2, '09:15'), ...refused });
  label('activation-failed', tried, { severity: 'low' });

  const open = activate({
    member: person(),
    grant: grant('Global Reader'),
    at: at(2, '13:05'),
    ending: 'no-event',
  });
  label('activation-without-end', { ...open, at: later(open.until, hour) }, { happenedAt: open.at });
  const stamped = activate({ member: person(), grant: security, at: at(5, '09:25'), approvalSeconds: 24 });
  label('rubber-stamp-approval', stamped, { happenedAt: stamped.decidedAt });
}

/** Habits of use. */
function writeHabits({ activate, at, label, person, grant }: CaseKit): void {
  const access = grant('Conditional Access Administrator');
  const often = person();
  const daily = [1, 2, 3, 4, 5].map((weekday) =>
    activate({
      member: often,
      grant: grant('Security Administrator'),
      at: at(weekday, `08:3${weekday}`),
      ending: 'deactivated',
    }),
  );
  if (daily[0]) label('activated-too-often', daily[0]);

  const again = person();
  const row = [0, 1, 2, 3].map((index) => {
    const startsAt = later(at(3, '09:00'), index * 68 * minute);
    return activate({
      member: again,
      grant: grant('SharePoint Administrator'),
      at: later(startsAt, -minute),
      startsAt,
    });
  });
  if (row[1]) label('back-to-back-activations', row[1]);

  const always = person();
  const held = [1, 2, 3, 4].map((weekday) => {
    const long = activate({
      member: always,
      grant: access,
      at: at(weekday, '07:40'),
      hours: 10,
    });
    label('long-activation', long);
    return long;
  });
  if (held[0]) label('time-in-role', held[0]);

  const teams = grant('Teams Administrator');
  label(
    'weak-justification',
    activate({ member: person(), grant: teams, at: at(1, '11:25'), justification: 'admin' }),
  );
  label(
    'weak-justification',
    activate({ member: person(), grant: teams, at: at(4, '16:10'), justification: null }),
  );
  const shared = [1, 2, 4].map((weekday) =>
    activate({
      member: person(), grant: access, at: at(weekday, '10:0' + weekday), justification: 'Daily operations as agreed',
    }),
  ); // oxfmt-ignore
  if (shared[0]) label('repeated-justification', { grant: access, at: shared[0].at });
}

/** Unusual people, addresses and approvers. */
function writePeople(kit: CaseKit): void {
  const { activate, at, label, person, grant, company } = kit;
  const user = grant('User Administrator');
  const security = grant('Security Administrator');
  label('activation-without-mfa', activate({ member: person(), grant: user, at: at(4, '13:50'), mfa: 'no' }));
  label(
    'activated-for-another',
    activate({ member: person(), grant: user, at: at(5, '10:15'), initiator: person() }),
  );

  const [guest] = company.guests;
  if (guest)
    label(
      'guest-privileged',
      activate({ member: guest, grant: grant('Application Administrator'), at: at(2, '15:20') }),
    );

  const [, one, other, self] = company.approvers;
  if (one && other && self) {
    const first = activate({ member: one, grant: security, at: at(2, '11:00'), approver: other });
    activate({ member: other, grant: security, at: at(4, '09:30'), approver: one });
    label('reciprocal-approval', first, { happenedAt: first.decidedAt });
    const own = activate({ member: self, grant: security, at: at(3, '10:30'), approver: self });
    label('self-approval', own, { happenedAt: own.decidedAt });
  }
  const billing = grant('Billing Administrator');
  activate({ member: person(), grant: billing, at: at(4, '10:20') });
  const [traveller, newcomer] = company.staff.slice(20, 22);
  if (!traveller || !newcomer) return;
  const approver = company.staff[19] ?? traveller;
  const unusual = activate({
    member: person(),
    grant: billing,
    at: at(5, '14:40'),
    approver,
    newApprover: true,
  });
  label('unusual-approver', unusual, { happenedAt: unusual.decidedAt });
  const reader = grant('Global Reader');
  for (const [index, ipAddress] of traveller.addresses.entries()) {
    activate({ member: traveller, grant: reader, at: at(index + 1, '12:30'), ipAddress });
  }
  const abroad = activate({
    member: traveller, grant: reader, at: at(5, '12:30'), ipAddress: '198.51.100.254', unfamiliar: true,
  }); // oxfmt-ignore
  label('new-ip-address', abroad);
  const first = activate({ member: newcomer, grant: reader, at: at(3, '14:00'), unfamiliar: true });
  label('first-activation-of-role', first, { severity: 'low' });

  const night = activate({ member: newcomer, grant: grant('Helpdesk Administrator'), at: at(6, '23:10') });
  label('off-hours-activation', night, { severity: 'low' });
  label('first-off-hours-activation', night);
  const intune = activate({ member: person(), grant: grant(weakenedRole), at: at(3, '07:45') });
  label('weakened-then-activated', intune);
}

/** The roles that control the tenant. */
function writeTier0({ activate, at, label, person, grant, company }: CaseKit): void {
  const global = grant('Global Administrator');
  label('tier0-activated', activate({ member: person(), grant: global, at: at(1, '10:00') }));
  label(
    'tier0-activated',
    activate({ member: person(), grant: grant('Privileged Role Administrator'), at: at(3, '13:00') }),
  );
  const free = activate({
    member: person(), grant: { ...grant('Privileged Role Administrator'), approval: false }, at: at(5, '15:30'),
  }); // oxfmt-ignore
  label('tier0-activated', free);
  label('tier0-without-approval', free);
  const owl = company.staff[22];
  if (owl === undefined) return;
  const night = activate({ member: owl, grant: global, at: at(4, '21:40'), approvalSeconds: 420 });
  label('tier0-activated', night);
  label('off-hours-activation', night, { severity: 'medium' });
  label('first-off-hours-activation', night);
}
