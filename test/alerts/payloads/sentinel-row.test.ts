import { sentinelRow } from '../../../shared/alerts/payloads/sentinel-row';
import { anAlert } from '../../support/builders/alerts';

test('a row has every column of the table and no other', () => {
  const alert = anAlert({ key: 'abc', eventIds: ['one', 'two'] });
  expect(sentinelRow(alert)).toEqual({
    TimeGenerated: '2026-11-16T12:45:00.000Z',
    FindingKey: 'abc',
    Rule: 'assigned-outside-pim',
    Severity: 'high',
    Sentence: 'Ingrid gave Hanna Global Administrator directly, bypassing PIM.',
    PrincipalId: 'id-of-hanna',
    PrincipalName: 'Hanna',
    PrincipalUpn: 'hanna@contoso.example',
    RoleId: '62e90394-69f5-4237-9190-012177145e10',
    RoleName: 'Global Administrator',
    ScopeId: '/',
    ScopeName: 'Directory',
    InitiatorName: 'Ingrid',
    At: '2026-11-16T12:30:00.000Z',
    SeenAt: '2026-11-16T12:45:00.000Z',
    Organization: 'Contoso',
    TenantId: '11111111-2222-4333-8444-555555555555',
    EventIds: ['one', 'two'],
  });
});

test('unknown facts are null, and an initiator without a name is shown by its id', () => {
  const row = sentinelRow(
    anAlert({ principal: null, role: null, scope: null, tenantId: null, initiator: null }),
  );
  expect(row).toMatchObject({
    PrincipalId: null,
    RoleName: null,
    ScopeId: null,
    TenantId: null,
    InitiatorName: null,
  });
  const app = { id: 'app-1', name: null, upn: null, type: 'app' } as const;
  expect(sentinelRow(anAlert({ initiator: app })).InitiatorName).toBe('app-1');
});
