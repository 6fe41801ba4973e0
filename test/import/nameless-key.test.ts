import { createHash } from 'node:crypto';
import { directoryAudit } from '../../shared/audit-source/event-schema';
import { namelessKey } from '../../shared/import/nameless-key';

const at = new Date('2026-11-16T08:00:00.987Z');
const wire = (facts: object) =>
  directoryAudit.parse({ id: 'x', activityDateTime: 'x', activityDisplayName: 'x', ...facts });
const sha256 = (facts: unknown[]) =>
  `import:${createHash('sha256').update(JSON.stringify(facts)).digest('hex')}`;

test('hashes second, correlation id, folded activity, actor and sorted targets', () => {
  const event = wire({
    activityDisplayName: ' Add  member to role. ',
    correlationId: 'C-1',
    initiatedBy: { user: { id: 'U1', userPrincipalName: 'a@x', displayName: 'A' } },
    targetResources: [{ id: 't2', displayName: 'T' }, { displayName: 'nameless' }, { id: 'a1' }, {}],
  });
  expect(namelessKey(event, at)).toBe(
    sha256(['2026-11-16T08:00:00Z', 'C-1', 'add member to role', 'U1', ['a1', 'nameless', 't2']]),
  );
});

test.each<[string, object, string | null]>([
  ['an application by its object id', { app: { servicePrincipalId: 'S1', displayName: 'MS-PIM' } }, 'S1'],
  ['a user without id by the UPN', { user: { userPrincipalName: 'a@x', displayName: 'A' } }, 'a@x'],
  ['whoever has only a name', { app: { displayName: 'MS-PIM' } }, 'MS-PIM'],
  ['nobody', {}, null],
])('uses %s', (_, initiatedBy, actor) => {
  expect(namelessKey(wire({ activityDisplayName: 'X', initiatedBy }), at)).toBe(
    sha256(['2026-11-16T08:00:00Z', null, 'x', actor, []]),
  );
});
