import type { AuditEvent } from '../domain/audit-event';

/** A half-open span of time [from, to), UTC. */
export interface Span {
  readonly from: Date;
  readonly to: Date;
}

/** One of the two reads that a window takes. */
export interface AuditQuery {
  readonly name: string;
  /** Filter clauses beside the time, the narrowest set first; the next is used when Graph refuses the clause. */
  readonly clauses: readonly string[];
  /** The same condition in code: Graph's filter on category is not documented. */
  readonly matches: (event: AuditEvent) => boolean;
}

const isService = (event: AuditEvent, service: string): boolean =>
  event.service.toLowerCase() === service.toLowerCase();

/**
 * The reads that together see every PIM event: PIM's own, and Core Directory's role management for what was done
 * outside PIM. `PIM` is the value that the service writes; the documented "Privileged Identity Management"
 * matches nothing.
 */
export const auditQueries: readonly AuditQuery[] = [
  {
    name: 'PIM',
    clauses: ["loggedByService eq 'PIM'", ''],
    matches: (event) => isService(event, 'PIM'),
  },
  {
    name: 'Core Directory role management',
    clauses: [
      "loggedByService eq 'Core Directory' and category eq 'RoleManagement'",
      "loggedByService eq 'Core Directory'",
      '',
    ],
    matches: (event) =>
      isService(event, 'Core Directory') && event.category.toLowerCase() === 'rolemanagement',
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
