import { later } from '../../../local/sample-tenant/activations/activation-log';
import type { Member } from '../../../local/sample-tenant/people';
import type { CaseKit } from '../../../local/sample-tenant/cases/case-kit';

const hour = 3_600_000;

/** Adds outcomes of requests (denied, unanswered, failed, without an end), each on both sides of its limit. */
export function addOutcomeCases(kit: CaseKit): void {
  const { activate, at, label, person } = kit;
  const security = kit.grant('Security Administrator');
  const exchange = kit.grant('Exchange Administrator');

  const denied = activate({ member: person(), grant: security, at: at(2, '09:10'), answer: 'denied' });
  label('activation-denied', denied, { happenedAt: denied.decidedAt });
  activate({ member: person(), grant: security, at: at(2, '09:20'), answer: 'cancelled' });

  const late = activate({ member: person(), grant: security, at: at(3, '11:00'), answer: 'timed-out' });
  label('activation-timed-out', late, { happenedAt: late.decidedAt });

  const silent = activate({ member: person(), grant: security, at: at(3, '10:00'), answer: 'unanswered' });
  label(
    'activation-never-completed',
    { ...silent, at: later(silent.at, 25 * hour) },
    { happenedAt: silent.at },
  );
  // Withdrawn a minute before it would have counted as never completed.
  activate({
    member: person(), grant: security, at: at(2, '10:00'), answer: 'cancelled', endsAt: at(3, '10:59'),
  }); // oxfmt-ignore
  // Would have been overdue in the next week, but was withdrawn earlier.
  activate({
    member: person(), grant: security, at: at(7, '23:30'), answer: 'cancelled', endsAt: at(8, '20:00'),
  }); // oxfmt-ignore

  const refused = { answer: 'refused', refusal: 'RoleAssignmentRequestPolicyValidationFailed' } as const;
  for (const [times, severity] of [
    [2, 'low'],
    [3, 'medium'],
  ] as const) {
    const member = person();
    const tries = Array.from({ length: times }, (_, index) =>
      activate({ member, grant: exchange, at: at(4, `1${index}:15`), ...refused }),
    );
    if (tries[0]) label('activation-failed', tries[0], { severity });
  }
  const broken = activate({ member: person(), grant: exchange, at: at(1, '13:00'), answer: 'broken' });
  label('activation-failed', { ...broken, at: broken.plan.at }, { severity: 'low' });
  // PIM refuses to end an activation in its first minutes; this is not a failed request.
  activate({ member: person(), grant: exchange, at: at(1, '13:30'), ending: 'too-soon' });

  // After a refused removal the person keeps the role, unless another attempt succeeds.
  const removal = (member: Member, time: string, refused: boolean) => {
    const [wanted, until] = [{ member, grant: exchange, at: at(4, time) }, { initiator: 'PIM' }] as const;
    const failure = { result: 'failure', reason: 'CannotDeleteLastAdminAssignment' } as const;
    const activity = 'Remove eligible member from role in PIM completed (timebound)';
    kit.log(
      kit.writer.pim({
        ...wanted,
        ...until,
        activity,
        requestId: kit.random.uuid(),
        ...(refused && failure),
      }),
    );
    return wanted;
  };
  label('removal-failed', removal(person(), '15:00', true), { severity: 'medium' });
  const second = person();
  removal(second, '15:10', true);
  removal(second, '15:40', false);

  const open = activate({ member: person(), grant: exchange, at: at(5, '10:00'), ending: 'no-event' });
  label('activation-without-end', { ...open, at: later(open.until, hour) }, { happenedAt: open.at });
  // Its end is overdue only in the next week: the finding is in the next report, not in this one.
  const sunday = activate({ member: person(), grant: exchange, at: at(7, '22:15'), ending: 'no-event' });
  label('activation-without-end', { ...sunday, at: later(sunday.until, hour) }, { happenedAt: sunday.at });
  label('off-hours-activation', sunday, { severity: 'low' });
  label('first-off-hours-activation', sunday);
}
