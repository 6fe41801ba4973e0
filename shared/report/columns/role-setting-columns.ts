import { worstSeverity } from '../../domain/finding';
import { knownName } from '../../domain/events/people';
import type { RoleSetting } from '../../domain/access/standing-access';
import { accessRulesIn, type RowFindings } from './row-findings';
import { columnList, duration, collapsed, id, instant, text, yesNo, type ReportColumn } from './column';
import { findingsOf, privileged, role } from './shared-columns';

/** The header of the column by whose value links find a role's settings. */
export const settingKeyHeader = 'Role id';

/** The columns of the Role settings sheet: one row a role. */
export function roleSettingColumns(findings: RowFindings): readonly ReportColumn<RoleSetting>[] {
  const open = findingsOf<RoleSetting>(
    ({ role: of }) => worstSeverity(findings.ofRole(of)),
    ({ role: of }) => accessRulesIn(findings.ofRole(of)),
  );
  return columnList<RoleSetting>({
    role: role(
      'The role whose settings these are. A setting is empty if its policy does not state it.',
      (row) => row.role,
    ),
    maximum: duration(
      'Longest activation',
      18,
      'How long an activation may last, in hours and minutes.',
      (row) => row.maximumMinutes,
    ),
    mfa: text('MFA', 9, 'Whether an activation asks for multi-factor authentication.', (row) =>
      yesNo(row.mfa),
    ),
    context: text(
      'Authentication context',
      22,
      'The authentication context that an activation asks for; no for none.',
      ({ asksForContext, authenticationContext }) =>
        asksForContext === true ? (authenticationContext ?? 'yes') : yesNo(asksForContext),
    ),
    justification: text('Reason', 10, 'Whether an activation asks for a reason.', (row) =>
      yesNo(row.justification),
    ),
    ticket: text('Ticket', 10, 'Whether an activation asks for a ticket.', (row) => yesNo(row.ticket)),
    approval: text('Approval', 11, 'Whether an activation must be approved.', (row) => yesNo(row.approval)),
    approvers: text(
      'Approvers',
      30,
      'Who may approve.',
      ({ approvers }) => approvers.map((one) => knownName(one) ?? 'unknown').join(', ') || null,
    ),
    permanentEligible: text(
      'Eligible without end',
      20,
      'Whether somebody may be made eligible without an end.',
      (row) => yesNo(row.permanentEligible),
    ),
    permanentActive: text(
      'Active without end',
      18,
      'Whether somebody may be assigned active without an end.',
      (row) => yesNo(row.permanentActive),
    ),
    worst: open.worst,
    findings: open.findings,
    changed: instant(
      'Changed',
      'When the settings were last changed. Empty where that is not known.',
      (row) => row.changedAt,
    ),
    privileged: privileged((row) => row.role),
    worstRank: open.worstRank,
    id: id(
      settingKeyHeader,
      38,
      'The id of the role; of a built-in one the same in every tenant.',
      (row) => row.role.id,
      collapsed,
    ),
  });
}
