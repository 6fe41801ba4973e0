import type { AuditEvent } from '../domain/events/audit-event';

/** A half-open span of time [from, to), UTC. */
export interface Span {
  readonly from: Date;
  readonly to: Date;
}

/** One of the queries that together read a window. */
export interface AuditQuery {
  readonly name: string;
  /** Filter clauses in addition to the time, the narrowest first; the next one is used when Graph refuses one. */
  readonly clauses: readonly string[];
  /**
   * The condition of the narrowest clause, in code: Graph's filter on category is not documented, and a wider clause finds
   * other events too. An event that lacks a key matches.
   */
  readonly matches: (event: Pick<AuditEvent, 'service' | 'category'>) => boolean;
  /**
   * Set if a tenant's Graph may not know this query: then a window is complete without it. Its empty clause, which reads
   * the whole log, is used only if Graph refused every filter of an earlier query too.
   */
  readonly optional?: true;
}

const matchesOrAbsent = (value: string, wanted: string): boolean =>
  value === '' || value.toLowerCase() === wanted.toLowerCase();

/**
 * The queries that together find every PIM event: PIM's own; Core Directory's role management, for assignments outside
 * PIM; and the few events of Global Administrators who elevated their access to Azure's root scope, which a service of
 * its own logs (Microsoft's "Elevate access to manage all Azure subscriptions"; a preview). `PIM` is the value that
 * the service writes; the documented "Privileged Identity Management" matches nothing.
 */
export const auditQueries: readonly AuditQuery[] = [
  {
    name: 'PIM',
    clauses: ["loggedByService eq 'PIM'", ''],
    matches: (event) => matchesOrAbsent(event.service, 'PIM'),
  },
  {
    name: 'Core Directory role management',
    clauses: [
      "loggedByService eq 'Core Directory' and category eq 'RoleManagement'",
      "loggedByService eq 'Core Directory'",
      '',
    ],
    matches: (event) =>
      matchesOrAbsent(event.service, 'Core Directory') && matchesOrAbsent(event.category, 'RoleManagement'),
  },
  {
    name: 'Azure access elevated to root',
    clauses: ["loggedByService eq 'Azure RBAC (Elevated Access)'", ''],
    matches: (event) => matchesOrAbsent(event.service, 'Azure RBAC (Elevated Access)'),
    optional: true,
  },
];

/**
 * Returns the first page's path under the API version. For the time Graph documents only ge, le and eq, so both edges
 * are requested and the half-open cut is made in code.
 */
export function queryPath(clause: string, { from, to }: Span, top = 999): string {
  const time = `activityDateTime ge ${instant(from)} and activityDateTime le ${instant(to)}`;
  const filter = clause === '' ? time : `${time} and ${clause}`;
  return `/auditLogs/directoryAudits?$filter=${encodeURIComponent(filter)}&$orderby=activityDateTime%20asc&$top=${top}`;
}

const instant = (at: Date): string => at.toISOString().replace('.000Z', 'Z');
