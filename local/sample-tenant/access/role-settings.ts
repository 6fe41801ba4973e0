import type { WireRow } from '../../graph/access-directory';
import type { Company } from '../company';
import type { Grant } from '../roles';
import { roleTemplates } from '../roles';
import type { SettingMove } from './access-log';
import { wireAccessPolicy } from './wire-access-policy';
import { wirePolicy } from './wire-settings';

/** The settings of a role: its own, then what events have changed up to a moment. */
export function settingsAt(
  grant: Grant,
  company: Company,
  moves: readonly SettingMove[],
  moment: Date,
): WireRow {
  const { role, approval, hoursMax } = grant;
  const own = moves.filter(({ roleId }) => roleId === role.id);
  const past = own.filter(({ at }) => at <= moment).toSorted((a, b) => a.at.getTime() - b.at.getTime());
  // Before the first change of a switch it stood the other way.
  const isOn = (pattern: string, usual: boolean): boolean => {
    const find = (list: readonly SettingMove[]) =>
      list.flatMap(({ text }) => new RegExp(`${pattern}[^.]* (enabled|disabled)`).exec(text)?.[1] ?? []);
    const [last, first] = [find(past).at(-1), find(own)[0]];
    return last === undefined ? (first === undefined ? usual : first === 'disabled') : last === 'enabled';
  };
  const isUnguarded = role.id === roleTemplates.privilegedRoleAdministrator.id;
  const rules = {
    MultiFactorAuthentication: isOn('MFA on activation', !isUnguarded),
    Justification: isOn('Justification on activation', true),
    Ticketing: isOn('Ticketing requirement', false),
  };
  const approvers = approval && !isUnguarded ? company.approvers.slice(0, 2) : [];
  return wirePolicy({
    roleId: role.id,
    maximumDuration: `PT${hoursMax}H`,
    enabledRules: Object.entries(rules).flatMap(([name, isAsked]) => (isAsked ? [name] : [])),
    approvers: Object.fromEntries(approvers.map(({ id, name }) => [id, name])),
    authenticationContext: role.id === roleTemplates.conditionalAccess.id ? 'c3' : null,
    changedAt: past.at(-1)?.at ?? null,
  });
}

/** One tier-0 role has no policy, one of its holders is left out of another, and nothing handles the context `c3`. */
export function policies({ approvers }: Company): WireRow[] {
  const chief = approvers[0]?.id ?? '';
  return [
    wireAccessPolicy({
      id: '5d1e0a7c-3c0e-4f57-9f0c-0a6c1b7f2e11',
      name: 'MFA for administrators',
      includeRoles: [roleTemplates.globalAdministrator.id, roleTemplates.privilegedRoleAdministrator.id],
      excludeUsers: [chief],
    }),
    wireAccessPolicy({
      id: '5d1e0a7c-3c0e-4f57-9f0c-0a6c1b7f2e12',
      name: 'MFA for everybody (trial)',
      state: 'enabledForReportingButNotEnforced',
      includeUsers: ['All'],
    }),
    wireAccessPolicy({
      id: '5d1e0a7c-3c0e-4f57-9f0c-0a6c1b7f2e13',
      name: 'Strong sign-in for context c1',
      includeUsers: ['All'],
      authenticationContexts: ['c1'],
    }),
  ];
}
