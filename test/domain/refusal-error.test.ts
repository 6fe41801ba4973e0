import { RefusalError } from '../../shared/domain/refusal-error';

test('a refusal keeps its cause and its name, and is an error', () => {
  const cause = new Error('HTTP 403');
  const refusal = new RefusalError('Grant AuditLog.Read.All.', { cause });
  expect(refusal).toBeInstanceOf(Error);
  expect(refusal).toMatchObject({ name: 'RefusalError', message: 'Grant AuditLog.Read.All.', cause });
});
