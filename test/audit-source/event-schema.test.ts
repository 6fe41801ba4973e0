import { directoryAudit } from '../../shared/audit-source/event-schema';

const bare = { id: 'x', activityDateTime: '2026-11-17T09:00:00Z', activityDisplayName: ' Anything ' };

describe('the schema of a directoryAudit', () => {
  test('accepts numbers and booleans as texts in details and modified properties', () => {
    const wire = {
      ...bare,
      additionalDetails: [{ key: 'a', value: true }, { key: 'b', value: 7 }, { key: 'c' }],
      targetResources: [{ modifiedProperties: [{ displayName: 'p', oldValue: false, newValue: 1.5 }] }],
    };
    expect(directoryAudit.parse(wire)).toMatchObject({
      additionalDetails: [{ value: 'true' }, { value: '7' }, { key: 'c' }],
      targetResources: [{ modifiedProperties: [{ oldValue: 'false', newValue: '1.5' }] }],
    });
  });

  test('trims the activity name, and ignores unknown keys', () => {
    expect(directoryAudit.parse({ ...bare, more: 1 })).toEqual({ ...bare, activityDisplayName: 'Anything' });
  });

  test.each(['id', 'activityDateTime', 'activityDisplayName'])('requires %s', (key) => {
    expect(directoryAudit.safeParse({ ...bare, [key]: null }).success).toBe(false);
  });
});
