import type { ParsedEvent, StoredEvent } from '../../../domain/events/audit-event';

export interface PimGroupsParts {
  readonly store: { read(from: Date, to: Date, signal: AbortSignal): AsyncIterable<StoredEvent> };
  readonly parse: (raw: string) => ParsedEvent;
}

/** Finds the groups that stored events of PIM name, by object id in lower case: as what is managed, or as a holder. */
export function createPimGroups({ store, parse }: PimGroupsParts) {
  return async (from: Date, to: Date, signal: AbortSignal): Promise<ReadonlySet<string>> => {
    const groups = new Set<string>();
    for await (const { raw } of store.read(from, to, signal)) {
      const parsed = parse(raw);
      if (!parsed.ok) continue;
      const { provider, scope, principal } = parsed.event;
      const ids = [
        provider === 'group' ? (scope?.id ?? null) : null,
        principal?.type === 'group' ? principal.id : null,
      ];
      for (const id of ids) if (id !== null && objectId.test(id)) groups.add(id.toLowerCase());
    }
    return groups;
  };
}

const objectId = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
