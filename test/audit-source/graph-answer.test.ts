import { classifyAnswer } from '../../shared/audit-source/graph-answer';

const body = (message: string, code = 'UnknownError'): string => JSON.stringify({ error: { code, message } });
const horizon = (date: string): string =>
  body(
    `Specified argument was out of the range of valid values. (Parameter 'Minimum allowed time for activityDateTime is ${date}')`,
  );

describe('classifyAnswer', () => {
  test.each([
    ['6/12/2026 12:00:00 AM', '2026-06-12T00:00:00.000Z'],
    ['12/6/2026 12:00:00 AM', '2026-12-06T00:00:00.000Z'],
    ['10/24/2026 1:30:05 PM', '2026-10-24T13:30:05.000Z'],
    ['10/24/2026 12:00:00 PM', '2026-10-24T12:00:00.000Z'],
    ['10/24/2026 12:00:00\u202fAM', '2026-10-24T00:00:00.000Z'],
    ['10/24/2026', '2026-10-24T00:00:00.000Z'],
  ])('recognizes the horizon %s in US format', (date, availableFrom) => {
    expect(classifyAnswer(400, horizon(date))).toEqual({
      kind: 'horizon',
      availableFrom: new Date(availableFrom),
    });
  });

  test.each(['13/11/2026 12:00:00 AM', '0/11/2026', '1/32/2026', '2/30/2026', '2026-11-16T00:00:00Z'])(
    'does not take %s for a horizon',
    (date) => {
      expect(classifyAnswer(400, horizon(date))).toMatchObject({ kind: 'rejected' });
    },
  );

  test('recognizes a refused filter only with HTTP 400', () => {
    expect(classifyAnswer(400, body('Invalid filter clause', 'BadRequest'))).toEqual({
      kind: 'invalid-filter',
    });
    expect(classifyAnswer(400, body('Invalid filter clause: x'))).toEqual({ kind: 'invalid-filter' });
    expect(classifyAnswer(503, body('Invalid filter clause'))).toMatchObject({ kind: 'passing' });
    expect(classifyAnswer(500, horizon('6/12/2026'))).toMatchObject({ kind: 'passing' });
  });

  test.each([429, 500, 502, 503, 504, 408, 425, 204, 302, 599])('classifies HTTP %i as passing', (status) => {
    expect(classifyAnswer(status, body('This request is throttled.'))).toEqual({
      kind: 'passing',
      message: `Microsoft Graph answered HTTP ${status} UnknownError: "This request is throttled.".`,
    });
  });

  test('uses only the status when the body is HTML, empty or not an error', () => {
    expect(classifyAnswer(502, '<html>\n<h1>Bad Gateway</h1></html>')).toEqual({
      kind: 'passing',
      message: 'Microsoft Graph answered HTTP 502: "<html> <h1>Bad Gateway</h1></html>".',
    });
    expect(classifyAnswer(503, '')).toMatchObject({ message: 'Microsoft Graph answered HTTP 503: (empty).' });
    for (const odd of ['null', '[]', '{"error":null}', '{"error":"x"}', '{"error":{"code":7,"message":{}}}'])
      expect(classifyAnswer(403, odd)).toMatchObject({ kind: 'refused' });
  });

  test.each([
    [401, 'InvalidAuthenticationToken', 'Access token is empty.', 'belongs to the tenant of GRAPH_ENDPOINT'],
    [
      403,
      'Authorization_RequestDenied',
      'Insufficient privileges.',
      'permission AuditLog.Read.All (admin consent)',
    ],
    [
      403,
      'Authentication_RequestFromNonPremiumTenantOrB2CTenant',
      'Neither tenant is B2C',
      'has no Microsoft Entra ID P1',
    ],
    [404, 'ResourceNotFound', 'Resource not found.', 'Check GRAPH_ENDPOINT'],
    [400, 'BadRequest', 'Tenant has no premium license.', 'has no Microsoft Entra ID P1'],
    [400, 'UnknownError', 'Something else.', 'report it with this text'],
    [410, 'Gone', 'Something else.', 'report it with this text'],
  ])('gives advice for the refusal HTTP %i %s', (status, code, message, advice) => {
    const answer = classifyAnswer(status, body(message, code));
    // Another span may succeed after "rejected", but not after "refused".
    expect(answer).toMatchObject({
      kind: code === 'UnknownError' || code === 'Gone' ? 'rejected' : 'refused',
    });
    expect(answer).toHaveProperty('message', expect.stringContaining(`HTTP ${status} ${code}: "${message}"`));
    expect(answer).toHaveProperty('message', expect.stringContaining(advice));
  });
});
