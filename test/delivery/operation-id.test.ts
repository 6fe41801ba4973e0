import fc from 'fast-check';
import { operationId } from '../../shared/delivery/operation-id';

const id = operationId('https://a.table.core.windows.net/ReportRuns', 'weekly', '2026-W47', 1);

describe('the operation id of a mail', () => {
  test('is a UUID and never changes, or a report could be mailed twice', () => {
    expect(id).toBe('63d0376a-1427-5a09-a743-8cbb626197c4');
    expect(operationId('https://a.table.core.windows.net/ReportRuns', 'weekly', '2026-W47', 1)).toBe(id);
  });

  test('differs for another installation, report, period or attempt', () => {
    const others = [
      operationId('https://b.table.core.windows.net/ReportRuns', 'weekly', '2026-W47', 1),
      operationId('https://a.table.core.windows.net/ReportRuns', 'weekly2', '2026-W47', 1),
      operationId('https://a.table.core.windows.net/ReportRuns', 'weekly', '2026-W48', 1),
      operationId('https://a.table.core.windows.net/ReportRuns', 'weekly', '2026-W47', 2),
    ];
    expect(new Set([id, ...others]).size).toBe(5);
  });

  test('is a unique UUID for every installation, report, edition and attempt, and always the same', () => {
    const mail = fc.record({
      deployment: fc.webUrl(),
      report: fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9_-]{0,39}$/),
      edition: fc.constantFrom('2026-W47', '2026-W47-correction-1', '2026-W4', '2026-11-02_2026-11-15'),
      attempt: fc.integer({ min: 1, max: 12 }),
    });
    const mails = fc.uniqueArray(mail, { selector: (mail) => Object.values(mail).join(' ') });
    fc.assert(
      fc.property(mails, (mails) => {
        const idOf = ({ deployment, report, edition, attempt }: (typeof mails)[number]) =>
          operationId(deployment, report, edition, attempt);
        const ids = mails.map(idOf);
        expect(new Set(ids).size).toBe(mails.length);
        expect(mails.map(idOf)).toEqual(ids);
        for (const id of ids)
          expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
      }),
    );
  });
});
