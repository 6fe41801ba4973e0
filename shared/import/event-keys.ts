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
  const target = wire.targetResources?.[0];
  const keys = namesOf(target?.id, target?.displayName, target?.userPrincipalName).map(
    (name): MatchKey => `second:${second} ${correlation} ${activity} ${name}`,
  );
  if (correlation !== '' && fold(event.service) === 'core directory')
    keys.push(`copy:${second} ${correlation} ${activity}`);
  if (event.requestId !== null && fold(event.service) === 'pim' && event.principal !== null) {
    const { id, name, upn } = event.principal;
    for (const subject of namesOf(id, name, upn))
      keys.push(`request:${event.requestId} ${activity} ${subject}`);
  }
  return keys;
}

/** Returns each name once. An event without names gets one empty name, so that two such events match. */
function namesOf(...names: readonly (string | null | undefined)[]): string[] {
  const all = new Set(names.flatMap((name) => known(name) ?? []).map(fold));
  return all.size === 0 ? [''] : [...all];
}
