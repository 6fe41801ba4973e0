import { Refusal } from '../../shared/domain/refusal';

test('a refusal keeps its cause and its name, and is an error', () => {
  const cause = new Error('HTTP 403');
  const refusal = new Refusal('Grant AuditLog.Read.All.', { cause });
  expect(refusal).toBeInstanceOf(Error);
  expect(refusal).toMatchObject({ name: 'Refusal', message: 'Grant AuditLog.Read.All.', cause });
});
