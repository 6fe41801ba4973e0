import { createFindSentFile } from '../../../../shared/jobs/deliver/verify/find-sent-file';
import { sha256Of } from '../../../../shared/jobs/deliver/mail-record';
import { aReportMail, openArchiveWorld } from '../../../tampering/archive-world';

const signal = AbortSignal.timeout(900_000);

describe('finding a sent file', () => {
  test('finds the mail that carried the file by its content, under any name', async () => {
    const { archive, deliveryLedger } = await openArchiveWorld();
    const content = Buffer.from('auditor 2026-W46');
    expect(await createFindSentFile({ archive, deliveryLedger })(content, signal)).toEqual({
      sha256: sha256Of(content),
      file: {
        report: 'auditor',
        edition: '2026-W46',
        name: 'auditor-2026-W46.xlsx',
        path: 'auditor/2026/2026-W46.xlsx',
        sentAt: new Date('2026-11-16T07:00:00.000Z'),
        isReplaced: false,
        isOpen: false,
      },
      others: [],
    });
  });

  test('finds every mail that carried the same content, the sent and the newest first', async () => {
    const { archive, deliveryLedger, deliver } = await openArchiveWorld([]);
    for (const [report, edition] of [
      ['auditor', '2026-W45'],
      ['weekly', '2026-W45'],
      ['weekly', '2026-W46'],
      ['weekly', '2026-W47'],
    ] as const) {
      const mail = aReportMail(report, edition, 'only a header');
      await deliver(mail, mail.model.generatedAt);
    }
    deliveryLedger.set({ ...deliveryLedger.rows.get('weekly 2026-W47')!, state: 'sending', sentAt: null });
    const { file, others } = await createFindSentFile({ archive, deliveryLedger })(
      Buffer.from('only a header'),
      signal,
    );
    expect([file, ...others].map((each) => [each?.report, each?.edition, each?.isOpen])).toEqual([
      ['auditor', '2026-W45', false],
      ['weekly', '2026-W46', false],
      ['weekly', '2026-W45', false],
      ['weekly', '2026-W47', true],
    ]);
  });

  test('does not report the file as sent if the ledger does not', async () => {
    const { archive, deliveryLedger } = await openArchiveWorld();
    const row = deliveryLedger.rows.get('auditor 2026-W46')!;
    const find = createFindSentFile({ archive, deliveryLedger });
    for (const [changed, isOpen] of [
      [{ ...row, state: 'sending' as const }, true],
      [{ ...row, link: { ...row.link!, path: 'auditor/2026/2026-W46-2-link.json' } }, false],
    ] as const) {
      deliveryLedger.set(changed);
      const { file } = await find(Buffer.from('auditor 2026-W46'), signal);
      expect(file).toMatchObject({ edition: '2026-W46', sentAt: null, isReplaced: false, isOpen });
    }
  });

  test('keeps the time of sending until the mail was sent again, and then reports the file as replaced', async () => {
    const { archive, deliveryLedger } = await openArchiveWorld();
    const row = deliveryLedger.rows.get('auditor 2026-W46')!;
    const find = createFindSentFile({ archive, deliveryLedger });
    const found = async () => (await find(Buffer.from('auditor 2026-W46'), signal)).file;
    deliveryLedger.set({ ...row, state: 'failed' });
    expect(await found()).toMatchObject({ sentAt: row.sentAt, isReplaced: false });
    const link = { ...row.link!, path: 'auditor/2026/2026-W46-2-link.json' };
    deliveryLedger.set({ ...row, attempt: 2, link });
    expect(await found()).toMatchObject({ sentAt: null, isReplaced: true });
  });

  test('does not find a file with a changed byte', async () => {
    const { archive, deliveryLedger } = await openArchiveWorld();
    const content = Buffer.from('auditor 2026-W46.');
    expect(await createFindSentFile({ archive, deliveryLedger })(content, signal)).toEqual({
      sha256: sha256Of(content),
      file: null,
      others: [],
    });
  });
});
