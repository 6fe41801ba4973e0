import type { DirectoryAudit } from '../audit-source/event-schema';
import { known } from '../audit-source/wire-facts';
import { foldActivity } from '../catalogue/activities';
import type { AuditEvent } from '../domain/events/audit-event';
import { fold } from '../domain/fold';
import type { LogSource } from '../domain/events/log-source';
import type { MatchKey, RecordForm } from '../domain/events/event-traits';
import { namelessPrefix, secondOf } from './nameless-key';

/** Returns the form of a record from its id and its source. */
export function formOf(id: string, source: LogSource): RecordForm {
  if (source === 'unified audit log') return 'directory copy';
  if (source === 'activity log') return 'azure copy';
  return id.startsWith(namelessPrefix) ? 'nameless' : 'event';
}

/** Returns the keys that the records of one event in different logs share. */
export function keysOf(wire: DirectoryAudit, event: AuditEvent): MatchKey[] {
  const [second, correlation, activity] = [
    secondOf(event.at),
    fold(event.correlationId),
    foldActivity(event.activity),
  ];
  const keys = namesOfTargets(wire).map(
    (names): MatchKey => `second:${second} ${correlation} ${activity} ${names}`,
  );
  if (correlation !== '' && fold(event.service) === 'core directory')
    keys.push(`copy:${second} ${correlation} ${activity}`);
  if (event.requestId !== null && fold(event.service) === 'pim') {
    const { principal, requestId, source } = event;
    const subjects = principal === null ? [] : namesOf(principal.id, principal.name, principal.upn);
    // A row of the portal's CSV can lack the subject; a request has one.
    if (principal === null || source === 'activity log') subjects.push('');
    for (const subject of subjects) keys.push(`request:${requestId} ${activity} ${subject}`);
  }
  return keys;
}

/** Targets that every kind of export has: the portal's CSV leaves out the others. */
const maxTargets = 3;

/** Types of the target whose access an event is about. */
const subjectTypes: readonly string[] = ['user', 'group', 'serviceprincipal'];

/**
 * Returns the names of an event's first target, its subject and its role, in every combination: events of two people or
 * roles can share a second and a correlation id.
 */
function namesOfTargets(wire: DirectoryAudit): string[] {
  const targets = (wire.targetResources ?? []).slice(0, maxTargets);
  const subject = targets.find(({ type }) => subjectTypes.includes(fold(type)));
  const role = targets.find(({ type }) => fold(type) === 'role');
  const all = [...new Set([targets[0], subject, role])];
  return all.reduce<string[]>(
    (combined, target) =>
      combined.flatMap((names) => namesOfTarget(target).map((name) => `${names} ${name}`.trim())),
    [''],
  );
}

const namesOfTarget = (
  target: NonNullable<DirectoryAudit['targetResources']>[number] | undefined,
): string[] => namesOf(target?.id, target?.displayName, target?.userPrincipalName);

/** Returns each name once. An event without names gets one empty name, so that two such events match. */
function namesOf(...names: readonly (string | null | undefined)[]): string[] {
  const all = new Set(names.flatMap((name) => known(name) ?? []).map(fold));
  return all.size === 0 ? [''] : [...all];
}
