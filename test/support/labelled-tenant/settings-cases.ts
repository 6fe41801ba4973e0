import { later } from '../../../local/sample-tenant/activations/activation-log';
import type { PimFacts } from '../../../local/sample-tenant/wire/event-writer';
import type { CaseKit } from '../../../local/sample-tenant/cases/case-kit';
import { settledRoles } from '../../../local/sample-tenant/cases/filler';

const hour = 3_600_000;

/** Break-glass account in the tenant's policy. */
export const breakGlassUpn = 'break-glass-1@northgate-shipping.example';

/** Adds changes of PIM's settings and of custom roles, and unknown activities. */
export function addSettingsCases(kit: CaseKit): void {
  const { activate, at, label, person, writer } = kit;
  const [sharePoint, teams, intune] = settledRoles.map((name) => kit.grant(name));
  if (!sharePoint || !teams || !intune) return;
  const log = (facts: Omit<PimFacts, 'initiator' | 'withAssignmentId'>, initiator = person()) => {
    kit.log(writer.pim({ ...facts, initiator, withAssignmentId: false }));
    return facts;
  };
  const set = (grant: typeof teams, when: Date, text: string) =>
    log({
      activity: 'Update role setting in PIM',
      at: when,
      grant,
      reason: `Setting changes in this session: ${text}. `,
    });
  const thing = (name: string) => [{ id: kit.random.uuid(), displayName: name, type: 'Other' }];

  label(
    'role-setting-changed',
    set(sharePoint, at(1, '11:00'), 'Maximum activation duration updated to 02:00:00'),
  );
  label('role-setting-changed', set(sharePoint, at(1, '12:00'), 'MFA on activation requirement enabled'));
  label(
    'role-setting-weakened',
    set(sharePoint, at(3, '11:00'), 'Maximum activation duration updated to 02:01:00'),
  );

  for (const [grant, hours, isSoon] of [
    [teams, 23.9, true],
    [intune, 24.1, false],
  ] as const) {
    label('role-setting-weakened', set(grant, at(2, '12:00'), 'Approval on activation requirement disabled'));
    const startsAt = later(at(2, '12:00'), hours * hour);
    const used = activate({ member: person(), grant, at: later(startsAt, -hour), startsAt });
    if (isSoon) label('weakened-then-activated', used, { happenedAt: at(2, '12:00') });
  }

  const stale = thing('Potential stale accounts in a privileged role');
  label('pim-alert-disabled', log({ activity: 'Disable PIM alert', at: at(1, '14:00'), targets: stale }));
  label(
    'pim-alert-disabled',
    log({ activity: 'Update PIM alert setting', at: at(1, '14:10'), targets: stale }),
  );
  for (const [index, activity] of (
    ['Enable PIM alert', 'Refresh PIM alert', 'Resolve PIM alert'] as const
  ).entries()) {
    log({ activity, at: at(1, `14:2${index}`), targets: stale });
  }
  const raised = log({ activity: 'Triggered PIM alert', at: at(2, '03:00'), targets: stale });
  log({ activity: 'Triggered PIM alert', at: at(5, '03:00'), targets: stale });
  label('pim-alert-triggered', { at: raised.at });

  const subscription = thing('Northgate Analytics');
  const azure = { category: 'ResourceManagement', targets: subscription } as const;
  log({ activity: 'Onboarded resource to PIM', at: at(4, '10:00'), ...azure });
  label('offboarded-from-pim', {
    at: log({ activity: 'Offboarded resource from PIM', at: at(4, '14:00'), ...azure }).at,
  });

  directoryCases(kit);
  breakGlassCases(kit);
  label('unknown-activity', { at: kit.week.from }, { isTimeless: true });
  log({ activity: 'Pre-authorize activation request (preview)', at: at(3, '10:00'), grant: teams });
  log({ activity: 'Pre-authorize activation request (preview)', at: at(3, '10:01'), grant: teams });
}

/** Adds events that the directory and Azure log without PIM. */
function directoryCases({ writer, random, person, at, label, company, ...kit }: CaseKit): void {
  const directory = (activity: string, when: Date, type: string, id: string, by = person()) => {
    kit.log(
      writer.other({
        activity,
        at: when,
        category: 'RoleManagement',
        operationType: 'Update',
        initiator: writer.person(by),
        targets: [{ id, displayName: 'Port Terminal Support', type, modifiedProperties: [] }],
      }),
    );
    return when;
  };
  const custom = random.uuid();
  const changed = directory('Update role definition', at(4, '11:30'), 'Role', custom);
  const role = { ...kit.grant('Global Reader').role, id: custom };
  label('custom-role-changed', { grant: { ...kit.grant('Global Reader'), role }, at: changed });
  directory('Add role from template', at(4, '11:40'), 'Role', random.uuid());
  const elevated = 'User has elevated their access to User Access Administrator';
  const member = person();
  const noon = directory(elevated, at(5, '12:00'), 'Other', company.tenantId, member);
  const owner = kit.grant('Global Reader');
  const grant = { ...owner, role: { ...owner.role, id: '18d7d88d-d35e-4fb5-a5c3-7773c20a72d9' } };
  label('access-elevated-to-root', { member, grant, at: noon });
}

/** Adds activities of the break-glass account, and of an account with a similar name. */
function breakGlassCases({ person, at, activate, label, grant, writer, log, random }: CaseKit): void {
  const account = { ...person(), upn: breakGlassUpn };
  const exchange = grant('Exchange Administrator');
  const used = activate({ member: account, grant: exchange, at: at(5, '13:00'), unfamiliar: true });
  label('break-glass-used', used);
  label('first-activation-of-role', used, { severity: 'low' });
  activate({
    member: { ...person(), upn: breakGlassUpn.replace('-1', '-10') },
    grant: exchange,
    at: at(5, '13:05'),
  });
  const when = at(5, '13:10');
  log(
    writer.pim({
      activity: 'Resolve PIM alert',
      at: when,
      initiator: account,
      targets: [{ id: random.uuid(), displayName: 'Stale accounts', type: 'Other' }],
    }),
  );
  label('break-glass-used', { at: when });
}
