import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { createSampleTenant } from '../../local/sample-tenant/sample-tenant';
import { directoryAudit } from '../../shared/audit-source/event-schema';
import { mapEvent } from '../../shared/audit-source/map-event';
import { isPlainAudit } from '../../shared/audit-source/plain-audit';

const fixtures = join(__dirname, 'fixtures');
const recorded = readdirSync(fixtures)
  .filter((name) => name.endsWith('.json'))
  .map((name) => JSON.parse(readFileSync(join(fixtures, name), 'utf8')) as unknown);
const { events } = createSampleTenant({ now: new Date('2026-11-23T07:00:00Z'), days: 7 });
const at = new Date('2026-11-17T09:00:00Z');

/** Checks that the schema accepts unchanged what the guard accepts, and that both map to the same event. */
function agrees(value: unknown): boolean {
  if (!isPlainAudit(value)) return true;
  const { success, data } = directoryAudit.safeParse(value);
  expect([success, value]).toEqual([true, value]);
  expect(mapEvent(value, at, 'graph')).toEqual(data && mapEvent(data, at, 'graph'));
  return true;
}

test('accepts every sample event, and agrees with the schema', () => {
  for (const value of [...recorded, ...events.slice(0, 400)]) agrees(value);
  expect(events.filter((event) => !isPlainAudit(JSON.parse(JSON.stringify(event))))).toEqual([]);
});

/** Values that are right, nearly right or wrong at any place of an event. */
const odd = fc.constantFrom<unknown>(undefined, null, '', ' x ', 'x', 7, true, [], {}, [null], [{}], ['x'], {
  key: 1,
});

test('refuses whatever the schema would change or refuse', () => {
  const paths = (value: unknown, path: readonly string[] = []): string[][] => [
    [...path],
    ...(typeof value === 'object' && value !== null
      ? Object.entries(value).flatMap(([key, inner]) => paths(inner, [...path, key]))
      : []),
  ];
  const bases = [...recorded, ...events.slice(0, 30)].filter((value) => !Array.isArray(value));
  fc.assert(
    fc.property(fc.constantFrom(...bases), fc.nat(), odd, (base, at, value) => {
      const copy = JSON.parse(JSON.stringify(base)) as Record<string, unknown>;
      const all = paths(copy).filter(({ length }) => length > 0);
      const path = all[at % all.length] ?? [];
      let inner: Record<string, unknown> = copy;
      for (const key of path.slice(0, -1)) inner = inner[key] as Record<string, unknown>;
      inner[path.at(-1) ?? ''] = value;
      const changed: unknown = directoryAudit.safeParse(copy).data;
      if (changed === undefined) expect(isPlainAudit(copy)).toBe(false);
      return agrees(copy);
    }),
    { numRuns: 400 },
  );
});

test.each([null, undefined, 7, 'x', [], {}, [[]]])('refuses %j', (value) => {
  expect(isPlainAudit(value)).toBe(false);
});
