import {
  activationEvents,
  directoryEvent,
  pimEvent,
  reportsReader,
  twin,
} from '../../support/builders/events';
import { changeOf, changesOf } from '../../support/builders/joined';

describe('a change of PIM itself', () => {
  test('takes its reason from the text of a settings change', () => {
    const text = 'Setting changes in this session: MFA on activation requirement disabled.';
    const setting = pimEvent('Update role setting in PIM', '16 09:00', {
      resultReason: text,
      justification: null,
    });
    expect(changeOf([setting])).toMatchObject({ kind: 'role-setting-changed', justification: text });
  });

  test.each([
    ['Triggered PIM alert', 'alert-triggered'],
    ['Resolve PIM alert', 'alert-resolved'],
    ['Disable PIM alert', 'alert-disabled'],
    ['Deactivate PIM alert', 'alert-disabled'],
    ['Enable PIM alert', 'alert-enabled'],
    ['Refresh PIM alert', 'alert-refreshed'],
    ['Update PIM alert setting', 'alert-changed'],
    ['Onboarded resource to PIM', 'onboarded'],
    ['Offboarded resource from PIM', 'offboarded'],
    ['Tenant offboarded from PIM', 'offboarded'],
    ['Resource updated', 'resource-updated'],
  ])('is recorded for "%s" as %s', (activity, kind) => {
    const event = pimEvent(activity, '16 09:00', { principal: null, role: null, subject: 'Too many admins' });
    expect(changeOf([event])).toMatchObject({
      kind,
      subject: 'Too many admins',
      result: 'completed',
      role: null,
    });
  });

  test('gives the failure reason if it failed', () => {
    const failed = pimEvent('Disable PIM alert', '16 09:00', {
      result: 'failure',
      resultReason: 'Forbidden',
    });
    expect(changeOf([failed])).toMatchObject({ result: 'failed', justification: 'Forbidden' });
  });

  test.each(['Add role definition', 'Update role definition', 'Delete role definition'])(
    'is recorded for "%s" as custom-role-changed',
    (activity) => {
      expect(changeOf([directoryEvent(activity, '16 09:00')]).kind).toBe('custom-role-changed');
    },
  );
});

describe('an event of an activation', () => {
  test('creates no change', () => {
    const r1 = activationEvents('r1');
    const everyStep = Object.values(r1).map((step, minute) => step(`16 09:0${minute}`));
    const tooShort = { result: 'failure', resultReason: 'ActiveDurationTooShort' } as const;
    expect(
      changesOf([
        ...everyStep,
        pimEvent('Process request', '16 09:00', { requestId: 'r1' }),
        pimEvent('Process role removal request', '16 09:02', { requestId: 'd1', ...tooShort }),
        activationEvents('gone').expired('16 09:00'),
        twin('Add member to role', '16 09:00'),
        twin('Remove member from role', '16 09:00'),
        directoryEvent('Add member to group', '16 09:00'),
      ]),
    ).toEqual([]);
  });

  test('differs from other failed work on a request, which creates a change', () => {
    const failed = pimEvent('Process role removal request', '16 09:02', {
      result: 'failure',
      resultReason: 'RoleAssignmentDoesNotExist',
    });
    expect(changeOf([failed])).toMatchObject({
      kind: 'request-processed',
      result: 'failed',
      justification: 'RoleAssignmentDoesNotExist',
    });
  });
});

describe('the role of a change', () => {
  test('is privileged if it is on Microsoft’s list or the tenant’s own', () => {
    const event = pimEvent('Update role setting in PIM', '16 09:00', { role: reportsReader });
    expect(changesOf([event])[0]?.role?.privileged).toBe(false);
    expect(changesOf([event], ['Reports Reader'])[0]?.role?.privileged).toBe(true);
  });
});

describe('several changes', () => {
  test('are sorted by time, then by the order of their events', () => {
    const alert = pimEvent('Triggered PIM alert', '16 09:00');
    const outside = pimEvent('Add member to role outside of PIM (permanent)', '16 08:00');
    const assigned = pimEvent('Add eligible member to role in PIM completed (permanent)', '16 09:00');
    const setting = pimEvent('Update role setting in PIM', '16 07:00');
    expect(changesOf([alert, outside, assigned, setting]).map(({ eventIds }) => eventIds)).toEqual(
      [setting, outside, alert, assigned].map(({ id }) => [id]),
    );
  });

  test('keep the typed reason, but use the text of the setting for a settings change', () => {
    const facts = { justification: 'Because', resultReason: 'Setting changed' };
    const reason = (activity: string) => changeOf([pimEvent(activity, '16 09:00', facts)]).justification;
    expect(reason('Triggered PIM alert')).toBe('Because');
    expect(reason('Update role setting in PIM')).toBe('Setting changed');
  });
});

test('sorts changes of the same time by their first events', () => {
  const orderOf = (settingId: string, requestId: string) =>
    changesOf([
      pimEvent('Update role setting in PIM', '16 09:00', { id: settingId }),
      pimEvent('Add member to role in PIM completed (permanent)', '16 09:00', { id: requestId }),
    ]).map(({ eventIds }) => eventIds);
  expect(orderOf('a', 'b')).toEqual([['a'], ['b']]);
  expect(orderOf('b', 'a')).toEqual([['a'], ['b']]);
});
