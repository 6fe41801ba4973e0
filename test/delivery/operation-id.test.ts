import { operationId } from '../../shared/delivery/operation-id';

const id = operationId('https://a.table.core.windows.net/ReportRuns', 'weekly', '2026-W47', 1);

describe('the operation id of a mail', () => {
  test('is a UUID, and the same for good: a change here could mail a report twice', () => {
    expect(id).toBe('63d0376a-1427-5a09-a743-8cbb626197c4');
    expect(operationId('https://a.table.core.windows.net/ReportRuns', 'weekly', '2026-W47', 1)).toBe(id);
  });

  test('is another one for another installation, report, period or try', () => {
    const others = [
      operationId('https://b.table.core.windows.net/ReportRuns', 'weekly', '2026-W47', 1),
      operationId('https://a.table.core.windows.net/ReportRuns', 'weekly2', '2026-W47', 1),
      operationId('https://a.table.core.windows.net/ReportRuns', 'weekly', '2026-W48', 1),
      operationId('https://a.table.core.windows.net/ReportRuns', 'weekly', '2026-W47', 2),
    ];
    expect(new Set([id, ...others]).size).toBe(5);
  });
});
