import { directoryAudit } from '../../shared/audit-source/event-schema';

const bare = { id: 'x', activityDateTime: '2026-11-17T09:00:00Z', activityDisplayName: ' Anything ' };

describe('the shape of a directoryAudit', () => {
  test('takes texts that are numbers or booleans where only a promise is missing', () => {
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

  test('trims the name, and passes over keys that it does not know', () => {
    expect(directoryAudit.parse({ ...bare, more: 1 })).toEqual({ ...bare, activityDisplayName: 'Anything' });
  });

  test.each(['id', 'activityDateTime', 'activityDisplayName'])('asks for %s', (key) => {
    expect(directoryAudit.safeParse({ ...bare, [key]: null }).success).toBe(false);
  });
});
