import type { Change } from '../domain/change';
import type { Elevation } from '../domain/elevation';
import type { Finding } from '../domain/finding';
import { knownName, type Identity } from '../domain/people';

type Row = Elevation | Change;

/**
 * The findings that rest on own rows, or on none, without what they tell of others' rows: events of those are cut, and a
 * finding goes whose sentence names somebody of them whom no own row names.
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
  // An event of two rows is shown with the one that is left.
  for (const id of ownEvents) othersRow.delete(id);

  return findings.flatMap((finding) => {
    const others = new Set(finding.eventIds.flatMap((id) => othersRow.get(id) ?? []));
    if (others.size === 0) return [finding];
    if (!finding.eventIds.some((id) => ownEvents.has(id))) return [];
    const strangers = [...others].flatMap(namesIn).filter((name) => !ownNames.has(name));
    if (strangers.some((name) => finding.sentence.includes(name))) return [];
    return [{ ...finding, eventIds: finding.eventIds.filter((id) => !othersRow.has(id)) }];
  });
}

/** Those whom a row names, as a sentence would. */
function namesIn(row: Row): string[] {
  const people = [row.principal, row.initiator, 'approver' in row ? row.approver : null];
  return people.flatMap((who: Identity | null) => {
    const name = knownName(who) ?? '';
    return name.trim() === '' ? [] : [name];
  });
}
