import type { AuditEvent } from '../domain/audit-event';

/** A half-open span of time [from, to), UTC. */
export interface Span {
  readonly from: Date;
  readonly to: Date;
}

/** One of the reads that a window takes. */
export interface AuditQuery {
  readonly name: string;
  /** Filter clauses beside the time, the narrowest set first; the next is used when Graph refuses the clause. */
  readonly clauses: readonly string[];
  /**
   * The same condition in code: Graph's filter on category is not documented. Keys may be absent: an event that does
   * not say is what the query found it to be.
   */
  readonly matches: (event: AuditEvent) => boolean;
  /** Whether a window is complete without it, where a tenant's Graph does not know what is asked for. */
  readonly optional?: true;
}

const isOrSilent = (said: string, wanted: string): boolean =>
  said === '' || said.toLowerCase() === wanted.toLowerCase();

/**
 * The reads that together see every PIM event: PIM's own, Core Directory's role management for what was done
 * outside PIM, and the few events of a Global Administrator who took Azure's root for themselves, which a service of
 * their own logs (Microsoft's "Elevate access to manage all Azure subscriptions"; a preview). `PIM` is the value that
 * the service writes; the documented "Privileged Identity Management" matches nothing.
 */
export const auditQueries: readonly AuditQuery[] = [
  {
    name: 'PIM',
    clauses: ["loggedByService eq 'PIM'", ''],
    matches: (event) => isOrSilent(event.service, 'PIM'),
  },
  {
    name: 'Core Directory role management',
    clauses: [
      "loggedByService eq 'Core Directory' and category eq 'RoleManagement'",
      "loggedByService eq 'Core Directory'",
      '',
    ],
    matches: (event) =>
      isOrSilent(event.service, 'Core Directory') && isOrSilent(event.category, 'RoleManagement'),
  },
  {
    name: 'Azure access elevated to root',
    clauses: ["loggedByService eq 'Azure RBAC (Elevated Access)'", ''],
    matches: (event) => isOrSilent(event.service, 'Azure RBAC (Elevated Access)'),
    optional: true,
  },
];

/**
 * The first page's path under the version. Graph documents ge, le and eq on the time alone, so both edges are
 * asked for and the half-open cut is made in code.
 */
export function queryPath(clause: string, { from, to }: Span): string {
  const time = `activityDateTime ge ${instant(from)} and activityDateTime le ${instant(to)}`;
  const filter = clause === '' ? time : `${time} and ${clause}`;
  return `/auditLogs/directoryAudits?$filter=${encodeURIComponent(filter)}&$orderby=activityDateTime%20asc&$top=999`;
}

const instant = (at: Date): string => at.toISOString().replace('.000Z', 'Z');
