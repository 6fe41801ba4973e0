/** Wire events for tests, as Graph returns them; facts that a test does not give are absent, null or empty. */
export interface Wire {
  readonly by?: Who | App | 'pim' | null;
  readonly targets?: readonly Target[];
  readonly category?: 'RoleManagement' | 'GroupManagement' | 'ResourceManagement';
  readonly service?: 'PIM' | 'Core Directory' | 'Azure RBAC (Elevated Access)';
  readonly failure?: string;
  readonly reason?: string;
  readonly request?: string;
  readonly details?: Readonly<Record<string, string>>;
}

/** A person; facts that are null or left out are not in the event. */
export interface Who {
  readonly id: string | null;
  readonly name?: string | null;
  readonly upn?: string | null;
}

/** An application. */
export interface App {
  readonly app: string;
  readonly id?: string | null;
}

/** One of an event's targets. */
export interface Target {
  readonly type: string;
  readonly id: string | null;
  readonly name?: string | null;
  readonly upn?: string | null;
  readonly modified?: Readonly<Record<string, string>>;
}

/** An object id made from a letter and a number. */
export const oid = (number: number, letter = 'a'): string =>
  `${letter.repeat(8)}-0000-4000-8000-${String(number).padStart(12, '0')}`;

/** A person with all facts. */
export const person = (name: string, number: number): Required<Who> & { name: string; upn: string } => ({
  id: oid(number),
  name,
  upn: `${name.toLowerCase().replace(' ', '.')}@contoso.example`,
});

export const user = (who: Who): Target => ({ type: 'User', ...who });
export const other = (id: string | null, name: string | null = null): Target => ({ type: 'Other', id, name });
export const role = (name: string | null, id: string): Target => ({ type: 'Role', id, name });

export const tenant: Target = { type: 'Directory', id: oid(1, 'f'), name: 'Contoso' };
export const globalAdministrator = role('Global Administrator', '62e90394-69f5-4237-9190-012177145e10');
export const userAdministrator = role('User Administrator', 'fe930be7-5e62-47db-91af-98c3a49a38b1');

let counter = 0;

/** An event at a time in week 47 of 2026, such as `17 09:00`. */
export function wire(activity: string, when: string, facts: Wire = {}): object {
  counter += 1;
  const { by = null, targets = [], details = {}, failure, reason, request } = facts;
  const additional = {
    ...(request !== undefined && { RoleAssignmentRequestId: request }),
    ...details,
  };
  return {
    id: `wire-${counter}`,
    category: facts.category ?? 'RoleManagement',
    correlationId: oid(counter, 'c'),
    result: failure === undefined ? 'success' : 'failure',
    resultReason: failure ?? reason ?? '',
    activityDisplayName: activity,
    activityDateTime: instant(when),
    loggedByService: facts.service ?? 'PIM',
    operationType: 'Update',
    initiatedBy: initiatedBy(by),
    targetResources: targets.map(({ type, id, name = null, upn = null, modified = {} }) => ({
      ...{ id, type, displayName: name, userPrincipalName: upn, groupType: null },
      modifiedProperties: Object.entries(modified).map(([displayName, value]) => ({
        displayName,
        oldValue: null,
        newValue: JSON.stringify(value),
      })),
    })),
    additionalDetails: Object.entries(additional).map(([key, value]) => ({ key, value })),
  };
}

/** `17 09:00` as Graph writes it. */
export const instant = (when: string): string => {
  const [day = '', time = '00:00'] = when.split(' ');
  return `2026-11-${day}T${time.length === 5 ? `${time}:00` : time}.0001234Z`;
};

function initiatedBy(by: Wire['by']) {
  if (by === null || by === undefined) return { user: null, app: null };
  if (by === 'pim') return initiatedBy({ id: oid(2, 'f'), name: 'Azure AD PIM' });
  if ('app' in by) {
    const app = { appId: null, displayName: by.app, servicePrincipalId: by.id ?? null };
    return { user: null, app: { ...app, servicePrincipalName: null } };
  }
  const { id, name = null, upn = null } = by;
  return { app: null, user: { id, displayName: name, userPrincipalName: upn, ipAddress: null } };
}
