import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { createSampleTenant } from '../../local/sample-tenant/sample-tenant';
import { parseEvent, readEvent, readHead } from '../../shared/audit-source/parse-event';
import { anyText } from '../support/builders/any-text';
import { fuzzRuns } from '../support/fuzz-runs';

const activation = JSON.parse(
  readFileSync(join(__dirname, 'fixtures/entra-activation.json'), 'utf8'),
) as Record<string, unknown>;
const bare = { id: 'x', activityDateTime: '2026-11-17T09:00:00Z', activityDisplayName: 'Anything' };
const at = new Date(bare.activityDateTime);
const read = (wire: unknown) => parseEvent(JSON.stringify(wire));

describe('the raw text of an event', () => {
  test('needs only an id, a time and a name', () => {
    expect(read(bare)).toMatchObject({
      ok: true,
      event: { id: 'x', at, activity: 'Anything', service: '', result: 'unknown' },
    });
    for (const key of Object.keys(activation)) {
      const rest = Object.fromEntries(Object.entries(activation).filter(([name]) => name !== key));
      expect([key, read(rest).ok]).toEqual([key, !Object.keys(bare).includes(key)]);
      expect([key, read({ ...activation, [key]: null }).ok]).toEqual([key, !Object.keys(bare).includes(key)]);
    }
  });

  test('may contain unknown keys', () => {
    expect(read({ ...bare, brandNew: { deep: [1] }, targetResources: [{ type: 'Robot', x: 1 }] }).ok).toBe(
      true,
    );
    expect(
      parseEvent(`{"__proto__":{"id":"y"},"constructor":1,${JSON.stringify(bare).slice(1)}`),
    ).toMatchObject({
      ok: true,
      event: { id: 'x' },
    });
  });

  test.each([
    ['not JSON', '{"id":"x"', null, null, /JSON/],
    ['empty', '', null, null, /JSON/],
    ['null', 'null', null, null, /^event: /],
    ['a list', '[]', null, null, /^event: /],
    ['a number', '7', null, null, /^event: /],
    ['without an id', JSON.stringify({ ...bare, id: undefined }), null, at, /^id: /],
    ['with an empty id', JSON.stringify({ ...bare, id: '' }), null, at, /^id: /],
    ['with a numeric id', JSON.stringify({ ...bare, id: 7 }), null, at, /^id: /],
    [
      'without a name',
      JSON.stringify({ ...bare, activityDisplayName: ' ' }),
      'x',
      at,
      /^activityDisplayName: /,
    ],
    [
      'with an invalid time',
      JSON.stringify({ ...bare, activityDateTime: 'soon' }),
      'x',
      null,
      /"soon" is not a time/,
    ],
    [
      'with an invalid day',
      JSON.stringify({ ...bare, activityDateTime: '2026-02-30T00:00:00Z' }),
      'x',
      null,
      /is not a time/,
    ],
    [
      'with a numeric time',
      JSON.stringify({ ...bare, activityDateTime: 7 }),
      'x',
      null,
      /^activityDateTime: /,
    ],
    [
      'with targets of another shape',
      JSON.stringify({ ...bare, targetResources: 'none' }),
      'x',
      at,
      /^targetResources: /,
    ],
    [
      'with a number for a target',
      JSON.stringify({ ...bare, targetResources: [7] }),
      'x',
      at,
      /^targetResources\.0: /,
    ],
  ])(
    'that is %s is returned with the reason, and with the id and time that can be read',
    (_, raw, id, when, problem) => {
      expect(parseEvent(raw)).toEqual({
        ok: false,
        id,
        at: when,
        problem: expect.stringMatching(problem) as string,
      });
    },
  );

  test('keeps typed text unchanged: half characters, controls, markup, 40,000 characters', () => {
    for (const typed of [
      '\ud800',
      '\udfff x',
      'a\u0000b',
      '\ufffe',
      '=cmd()',
      '<script>',
      '\u202etxt',
      '😀'.repeat(20_000),
    ]) {
      const parsed = read({ ...bare, result: 'success', resultReason: typed });
      expect(parsed).toMatchObject({ ok: true, event: { justification: typed } });
    }
  });

  test('of any kind never makes the parser throw', () => {
    fc.assert(
      fc.property(fc.oneof(anyText, fc.json()), (raw) => {
        expect(typeof parseEvent(raw).ok).toBe('boolean');
      }),
      { numRuns: fuzzRuns(200) },
    );
  });

  test('keeps its id and time with any other value replaced, and never makes the parser throw', () => {
    const paths = pathsOf(activation);
    fc.assert(
      fc.property(fc.constantFrom(...paths), fc.jsonValue(), (path, value) => {
        const changed = replaced(activation, path, value);
        const parsed = read(changed);
        if (path[0] === 'id' || path[0] === 'activityDateTime') return;
        const { id, at: when } = parsed.ok ? parsed.event : parsed;
        expect([id, when]).toEqual([activation.id, new Date('2026-11-17T09:15:32.677Z')]);
      }),
      { numRuns: fuzzRuns(500) },
    );
  });
});

function pathsOf(value: unknown, path: string[] = []): string[][] {
  if (typeof value !== 'object' || value === null) return [path];
  const below = Object.entries(value).flatMap(([key, inner]) => pathsOf(inner, [...path, key]));
  return path.length === 0 ? below : [path, ...below];
}

function replaced(value: unknown, [key, ...rest]: readonly string[], by: unknown): unknown {
  if (key === undefined || typeof value !== 'object' || value === null) return by;
  if (Array.isArray(value))
    return value.map((inner: unknown, index) => (String(index) === key ? replaced(inner, rest, by) : inner));
  return { ...value, [key]: replaced((value as Record<string, unknown>)[key], rest, by) };
}

describe('the head of an event', () => {
  /** An import stores events with a readable head, and a report must be able to read all of them. */
  function agree(value: unknown): void {
    const [whole, part] = [readEvent(value, 'graph json'), readHead(value)];
    if (!whole.ok) return expect(part).toEqual(whole);
    const { id, at: when, activity, service, category, tenantId } = whole.event;
    expect(part).toEqual({ ok: true, head: { id, at: when, activity, service, category, tenantId } });
  }

  test('can be read exactly when the whole event can be read, with the same facts', () => {
    createSampleTenant({ now: new Date('2026-11-23T07:00:00Z'), days: 7 }).events.forEach(agree);
    const paths = pathsOf(activation);
    fc.assert(
      fc.property(fc.constantFrom(...paths), fc.jsonValue(), (path, value) => {
        agree(replaced(activation, path, value));
      }),
      { numRuns: fuzzRuns(1000) },
    );
    fc.assert(fc.property(fc.jsonValue(), agree));
  });

  test('has the tenant of the whole event: its own field, or else the first detail with one', () => {
    const word = fc.constantFrom('tid', ' TID', 'Tid', 'oid', null);
    const text = fc.constantFrom('a', ' b ', '', ' ', '00000000-0000-0000-0000-000000000000', null, 7);
    const details = fc.array(fc.record({ key: word, value: text }), { maxLength: 5 });
    fc.assert(
      fc.property(text, details, (tenantId, additionalDetails) => {
        agree({ ...bare, tenantId, additionalDetails });
      }),
      { numRuns: fuzzRuns(300) },
    );
    expect(readHead({ ...bare, additionalDetails: [{ key: 'TID', value: ' t ' }] })).toMatchObject({
      head: { tenantId: 't' },
    });
  });
});

describe('an unusual event', () => {
  const many = (count: number, of: unknown) => Array.from({ length: count }, () => of);

  test('with 200,000 targets, details and properties can be read', () => {
    const role = { id: null, displayName: null, type: 'Role', modifiedProperties: many(10, null) };
    const parsed = read({
      ...{
        ...bare,
        targetResources: [...many(200_000, role), { type: 'User', id: 'u', displayName: 'Una' }],
      },
      additionalDetails: many(200_000, { key: 'TicketNumber', value: ' ' }),
    });
    expect(parsed).toMatchObject({ ok: true, event: { principal: { id: 'u', name: 'Una' }, ticket: null } });
  });

  test('is refused with its first problems and the number of others', () => {
    const parsed = read({ ...bare, targetResources: many(1000, 7) });
    expect(parsed).toMatchObject({ ok: false, id: 'x', at });
    expect(parsed.ok ? '' : parsed.problem).toMatch(/^targetResources\.0: .*; and 995 more$/);
  });
});
