import fc from 'fast-check';
import { createObjectIndex } from '../../../shared/analysis/events/object-index';
import {
  indexByHold,
  isSameHold,
  type Held,
} from '../../../shared/analysis/events/removals/removal-attempts';
import { unitOfScope } from '../../../shared/analysis/events/unit-scope';

const person = (id: string | null, upn: string | null) => ({ id, upn, name: null });

test('the object index finds entries that share an id, a UPN or a key, in order of insertion', () => {
  const index = createObjectIndex<string>();
  index.add('by id', person('A-1', null), ['one']);
  index.add('somebody else', person('a-2', 'else@contoso.example'));
  index.add('by UPN', person(null, 'Ann@contoso.example'), ['two', 'two']);
  index.add('by key', null, ['three']);
  const found = index.about(person('a-1', 'ann@CONTOSO.example '), ['three', 'one', 'unheard of']);
  expect(found).toEqual(['by id', 'by UPN', 'by key']);
  expect([index.has(person('A-2', null)), index.has(null, ['two']), index.has(null, ['four'])]).toEqual([true, true, false]); // oxfmt-ignore
});

test('the object index does not match blank ids, UPNs or keys', () => {
  const index = createObjectIndex<string>();
  index.add('nobody', person(null, ' '), ['']);
  index.add('nothing', null);
  expect(index.about(person('', null), [''])).toEqual([]);
});

test('indexByHold finds every hold that isSameHold accepts', () => {
  const text = fc.constantFrom(null, '', ' a', 'A', 'b');
  const scope = fc.constantFrom(null, { id: '/', name: null }, { id: '/administrativeUnits/u', name: null });
  const held: fc.Arbitrary<Held> = fc
    .record({
      hold: fc.constantFrom('eligible' as const, 'active' as const),
      principal: fc.option(fc.record({ id: text, upn: text, name: text, type: fc.constant(null) })),
      role: fc.option(fc.record({ id: text, name: text })),
      scope,
      assignmentId: text,
      isTwin: fc.boolean(),
    })
    .map((facts) => ({ ...facts, unit: unitOfScope(facts.scope) }));
  fc.assert(
    fc.property(fc.array(held, { maxLength: 12 }), held, (holds, of) => {
      const same = (all: readonly Held[]) => all.filter((each) => isSameHold(each, of));
      expect(same(indexByHold(holds)(of))).toEqual(same(holds));
    }),
  );
});
