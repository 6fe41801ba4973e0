import type { Change } from '../../domain/events/change';
import type { Elevation } from '../../domain/events/elevation';
import type { Finding } from '../../domain/finding';
import { knownName } from '../../domain/events/people';

type Row = Elevation | Change;

/**
 * The findings that rest on own rows, or on no row, without the events and people of others' rows. A finding is left out
 * when its sentence or advice names somebody of those rows whom no own row names.
 * @param rows everything that the findings may rest on
 */
export function withoutOthers(
  findings: readonly Finding[],
  rows: { readonly elevations: readonly Elevation[]; readonly changes: readonly Change[] },
  isOwn: (row: Row) => boolean,
): Finding[] {
  const ownEvents = new Set<string>();
  const ownNames = new Set<string>();
  const othersRow = new Map<string, Row>();
  for (const row of [...rows.elevations, ...rows.changes]) {
    if (!isOwn(row)) {
      for (const id of row.eventIds) othersRow.set(id, row);
      continue;
    }
    for (const id of row.eventIds) ownEvents.add(id);
    for (const name of namesIn(row)) ownNames.add(name);
  }
  // An event of both an own and another row belongs to the own row.
  for (const id of ownEvents) othersRow.delete(id);

  return findings.flatMap((finding) => {
    const others = new Set(finding.eventIds.flatMap((id) => othersRow.get(id) ?? []));
    if (others.size === 0) return [finding];
    if (!finding.eventIds.some((id) => ownEvents.has(id))) return [];
    const strangers = [...others].flatMap(namesIn).filter((name) => !ownNames.has(name));
    const words = `${finding.sentence} ${finding.advice}`;
    if (strangers.some((name) => words.includes(name))) return [];
    const concerned = finding.concerned?.filter((who) => !strangers.includes(knownName(who) ?? ''));
    const eventIds = finding.eventIds.filter((id) => !othersRow.has(id));
    return [{ ...finding, ...(concerned && { concerned }), eventIds }];
  });
}

/** The people of a row, named as in a sentence. */
function namesIn(row: Row): string[] {
  const people = [row.principal, row.initiator, 'approver' in row ? row.approver : null];
  return people.map((who) => knownName(who) ?? '').filter((name) => name.trim() !== '');
}
