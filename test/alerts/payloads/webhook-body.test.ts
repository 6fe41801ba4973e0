import { createHmac } from 'node:crypto';
import { webhookBody, webhookHeaders } from '../../../shared/alerts/payloads/webhook-body';
import { anAlert, anAlertMessage, aSummary } from '../../support/builders/alerts';

test('an alert has exactly the documented keys, in their order', () => {
  const message = anAlertMessage({ key: 'abc' });
  expect(JSON.stringify(webhookBody(message))).toBe(
    JSON.stringify({
      schema: 'pim-report/alert/1',
      id: 'abc',
      rule: 'assigned-outside-pim',
      severity: 'high',
      sentence: 'Ingrid gave Hanna Global Administrator directly, bypassing PIM.',
      principal: { id: 'id-of-hanna', name: 'Hanna', upn: 'hanna@contoso.example', type: 'user' },
      role: { id: '62e90394-69f5-4237-9190-012177145e10', name: 'Global Administrator', privileged: true },
      scope: { id: '/', name: 'Directory' },
      initiator: { id: 'id-of-ingrid', name: 'Ingrid', upn: 'ingrid@contoso.example', type: 'user' },
      at: '2026-11-16T12:30:00.000Z',
      seenAt: '2026-11-16T12:45:00.000Z',
      organization: 'Contoso',
      tenantId: '11111111-2222-4333-8444-555555555555',
      eventIds: message.alerts[0].eventIds,
    }),
  );
});

test('unknown facts are null', () => {
  const nothing = { principal: null, role: null, scope: null, initiator: null, tenantId: null };
  expect(webhookBody(anAlertMessage(nothing))).toMatchObject(nothing);
});

test('a summary contains every alert in full, and the latest time of discovery', () => {
  const seenAt = new Date('2026-11-16T13:00:00.000Z');
  const later = anAlert({ seenAt });
  const summary = aSummary(11);
  const body = webhookBody({ ...summary, alerts: [...summary.alerts, later] });
  expect(Object.keys(body)).toEqual(['schema', 'id', 'count', 'alerts', 'seenAt', 'organization']);
  expect(body).toMatchObject({
    schema: 'pim-report/alert-summary/1',
    id: 'summary-1',
    count: 12,
    seenAt: seenAt.toISOString(),
    organization: 'Contoso',
  });
  expect((body as { readonly alerts: readonly unknown[] }).alerts).toEqual(
    [...summary.alerts, later].map((alert) =>
      webhookBody({ id: alert.key, isSummary: false, alerts: [alert] }),
    ),
  );
});

test("the headers contain the HMAC of the body's bytes, and the id as the idempotency key", () => {
  const body = '{"sentence":"Łódź"}';
  const expected = createHmac('sha256', 'secret').update(Buffer.from(body, 'utf8')).digest('hex');
  expect(webhookHeaders({ id: 'abc' }, body, 'secret')).toEqual({
    'Idempotency-Key': 'abc',
    'X-PIM-Report-Signature': `sha256=${expected}`,
  });
  expect(webhookHeaders({ id: 'abc' }, body, null)).toEqual({ 'Idempotency-Key': 'abc' });
});
