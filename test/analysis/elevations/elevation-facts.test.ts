import type { Actor } from '../../../shared/domain/events/people';
import {
  activationEvents,
  alex,
  at,
  globalAdministrator,
  msPim,
  pimService,
  sam,
} from '../../support/builders/events';
import { elevationOf } from '../../support/builders/joined';

const r1 = activationEvents('r1');

describe('the facts of an elevation', () => {
  test('come from whichever event states them', () => {
    const events = [
      r1.requested('16 09:00', { principal: { ...sam, name: null, type: null }, role: null, scope: null }),
      r1.completed('16 09:01', { principal: { ...sam, upn: null }, role: globalAdministrator }),
    ];
    expect(elevationOf(events)).toMatchObject({ principal: sam, role: globalAdministrator });
  });

  test('skip an event without a principal', () => {
    const events = [r1.completed('16 09:01', { principal: null }), r1.requested('16 09:00')];
    expect(elevationOf(events).principal).toEqual(sam);
  });

  test('include the provider that the events name', () => {
    const inGroup = activationEvents('r1', { provider: 'group' });
    expect(elevationOf([inGroup.requested('16 09:00')]).provider).toBe('group');
  });

  test('take the initiator from the message to the approvers if the request is missing', () => {
    const events = [
      r1.approvalRequested('16 09:00', { initiator: alex }),
      r1.completed('16 09:05', { initiator: sam, approvalRequired: true }),
    ];
    expect(elevationOf(events).initiator).toEqual(alex);
  });

  test('name the person who activated for another, but never an approver or PIM', () => {
    const byAlex = [
      r1.requested('16 09:00', { initiator: alex }),
      r1.completed('16 09:01', { initiator: sam }),
    ];
    expect(elevationOf(byAlex).initiator).toEqual(alex);
    const requestUnseen = [r1.approved('16 09:04'), r1.completed('16 09:05', { initiator: alex })];
    expect(elevationOf(requestUnseen).initiator).toBeNull();
    const answerUnseen = r1.completed('16 09:05', { initiator: alex, approvalRequired: true });
    expect(elevationOf([answerUnseen]).initiator).toBeNull();
    expect(elevationOf([r1.completed('16 09:05', { initiator: alex })]).initiator).toEqual(alex);
    expect(elevationOf([r1.completed('16 09:05', { initiator: pimService })]).initiator).toBeNull();
  });

  test('record "no" for MFA only if no event says "yes"', () => {
    expect(elevationOf([r1.requested('16 09:00', { mfa: 'no' }), r1.completed('16 09:01')]).mfa).toBe('no');
    expect(
      elevationOf([r1.requested('16 09:00', { mfa: 'no' }), r1.completed('16 09:01', { mfa: 'yes' })]).mfa,
    ).toBe('yes');
    expect(elevationOf([r1.requested('16 09:00'), r1.completed('16 09:01')]).mfa).toBe('not recorded');
  });

  test('take the justification from the request, else from the completion', () => {
    const [why, later] = [{ justification: 'Moves the mailboxes' }, { justification: 'Done' }];
    const done = r1.completed('16 09:01', later);
    expect(elevationOf([done, r1.requested('16 09:00', why)]).justification).toBe('Moves the mailboxes');
    expect(elevationOf([done, r1.requested('16 09:00')]).justification).toBe('Done');
  });

  test('take MFA and address from the accepted request, not from one that was refused before', () => {
    const refused = r1.requested('16 09:00', { mfa: 'no', ipAddress: '192.0.2.7', result: 'failure' });
    const accepted = [
      r1.requested('16 09:01', { mfa: 'yes', ipAddress: '192.0.2.8' }),
      r1.completed('16 09:02'),
    ];
    expect(elevationOf([refused, ...accepted])).toMatchObject({ mfa: 'yes', ipAddress: '192.0.2.8' });
    expect(elevationOf([refused, r1.completed('16 09:02')])).toMatchObject({
      ...{ mfa: 'not recorded', ipAddress: null },
    });
    expect(elevationOf([refused])).toMatchObject({ mfa: 'no', ipAddress: '192.0.2.7' });
  });

  test('never include those of an approver who is named as the author of the completion', () => {
    const theirs = { initiator: alex, mfa: 'no', ipAddress: '198.51.100.7', justification: 'ok' } as const;
    const unknown = { mfa: 'not recorded', ipAddress: null, justification: null };
    const [asked, approved] = [r1.requested('16 09:00'), r1.approved('16 09:01')];
    expect(elevationOf([asked, approved, r1.completed('16 09:02', theirs)])).toMatchObject(unknown);
    expect(elevationOf([approved, r1.completed('16 09:02', theirs)])).toMatchObject(unknown);
    const answerUnseen = r1.completed('16 09:02', { ...theirs, approvalRequired: true });
    expect(elevationOf([asked, answerUnseen])).toMatchObject(unknown);
    // Without an approver, whoever completed it activated it.
    expect(elevationOf([r1.completed('16 09:02', theirs)])).toMatchObject({ mfa: 'no', justification: 'ok' });
    const selfApproved = [r1.requested('16 09:00'), r1.approved('16 09:01', { initiator: sam })];
    expect(elevationOf([...selfApproved, r1.completed('16 09:02', { mfa: 'no' })]).mfa).toBe('no');
  });

  test('take the planned end from the start, or from the request before there is a start', () => {
    const asked = r1.requested('16 09:00', { expirationTime: at('16 10:00') });
    const started = r1.completed('16 09:30', { expirationTime: at('16 10:30') });
    expect(elevationOf([asked]).plannedEndAt).toEqual(at('16 10:00'));
    expect(elevationOf([asked, started]).plannedEndAt).toEqual(at('16 10:30'));
  });

  test('have no planned end at or before the start', () => {
    const asked = r1.requested('16 09:00', { expirationTime: at('16 10:00') });
    const started = r1.completed('16 11:00');
    expect(elevationOf([asked, started])).toMatchObject({ plannedEndAt: null, endedAt: null });
    expect(elevationOf([asked, r1.completed('16 10:00')]).plannedEndAt).toBeNull();
  });

  test('never take justification, ticket or address from an approval or a deactivation', () => {
    const theirs = {
      justification: 'Theirs',
      ipAddress: '198.51.100.1',
      ticket: { number: 'T1', system: null },
    };
    const events = [
      r1.approved('16 09:04', theirs),
      r1.completed('16 09:05'),
      r1.deactivated('16 09:30', theirs),
    ];
    expect(elevationOf(events)).toMatchObject({ justification: null, ipAddress: null, ticket: null });
  });

  test('include an approval only if it succeeded', () => {
    const refused = r1.approved('16 09:04', { result: 'failure', resultReason: 'SelfApproval' });
    expect(elevationOf([r1.requested('16 09:00'), refused])).toMatchObject({
      approvedAt: null,
      approver: null,
    });
    const byService = r1.approved('16 09:04', { initiator: pimService });
    expect(elevationOf([byService])).toMatchObject({ approvedAt: at('16 09:04'), approver: null });
  });

  test('name the person or app that denied, but not PIM itself', () => {
    const approver = (initiator: Actor | null) =>
      elevationOf([r1.requested('16 09:00'), r1.denied('16 09:04', { initiator })]).approver;
    const app: Actor = { id: 'id-bot', name: 'Approver bot', upn: null, type: 'app' };
    expect([alex, pimService, msPim, app, null].map(approver)).toEqual([alex, null, msPim, app, null]);
  });

  test('name whoever denied as the approver, unless the role was activated after all', () => {
    const [bo, requested] = [{ ...alex, id: 'id-bo', name: 'Bo' }, r1.requested('16 09:00')];
    const [approved, denied] = [r1.approved('16 09:04'), r1.denied('16 09:05', { initiator: bo })];
    expect(elevationOf([requested, approved, denied])).toMatchObject({
      outcome: 'denied',
      approvedAt: null,
      approver: bo,
    });
    expect(elevationOf([requested, approved, denied, r1.completed('16 09:06')])).toMatchObject({
      outcome: 'activated',
      approvedAt: at('16 09:04'),
      approver: alex,
    });
  });

  test('state that approval is required if any event does', () => {
    const required = (...values: (boolean | null)[]) =>
      elevationOf(values.map((approvalRequired) => r1.requested('16 09:00', { approvalRequired })))
        .approvalRequired;
    expect(required(false, true)).toBe(true);
    expect(required(null, false)).toBe(false);
    expect(required(null)).toBeNull();
  });
});
