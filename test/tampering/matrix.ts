import { parseMailLink } from '../../shared/jobs/deliver/mail-record';
import { aReportMail, editions, later, openArchiveWorld, operationId } from './archive-world';
import { ledgerMatrix } from './ledger-matrix';
import {
  backdate,
  change,
  edit,
  forget,
  get,
  path,
  put,
  replaceAll,
  replaceBySecond,
  type Tampering,
} from './tamper';

/** Every known way to tamper, with what finds it. */
export const matrix: readonly Tampering[] = [
  {
    what: 'a workbook is changed',
    foundBy: 'verify',
    says: /W46\.xlsx has been changed/,
    tamper: (world) => put(world, path('2026-W46', '.xlsx'), 'forged'),
  },
  {
    what: 'the words of a mail are changed',
    foundBy: 'verify',
    says: /W46-mail\.json has been changed/,
    tamper: (world) => edit(world, path('2026-W46', '-mail.json'), () => ({ subject: 'All quiet' })),
  },
  {
    what: 'a link is changed: its counts, its incomplete days, its recipients',
    foundBy: 'verify',
    says: /W46-link\.json has been changed/,
    tamper: (world) => edit(world, path('2026-W46', '-link.json'), () => ({ events: 1, coverage: [] })),
  },
  {
    what: 'a workbook is replaced together with its mail, its link and the row of the ledger (four writes)',
    foundBy: 'verify',
    says: /W46-link\.json has been changed: weekly\/2026\/2026-W46-correction-1-link\.json names it/,
    tamper: (world) => {
      replaceAll(world, '2026-W46');
    },
  },
  {
    what: 'a workbook is deleted',
    foundBy: 'verify',
    says: /W46\.xlsx is missing/,
    tamper: ({ archive }) => archive.files.delete(path('2026-W46', '.xlsx')),
  },
  {
    what: 'a mail is deleted with its files and its link, and its row is kept',
    foundBy: 'verify',
    says: /W46-link\.json is missing/,
    tamper: (world) => {
      const row = world.deliveryLedger.rows.get('weekly 2026-W46')!;
      forget(world, '2026-W46');
      world.deliveryLedger.set(row);
    },
  },
  {
    what: 'a mail in the middle is deleted with its files, its link and its row',
    foundBy: 'verify',
    says: /W45-link\.json is missing: weekly\/2026\/2026-W46-link\.json names it/,
    tamper: (world) => {
      forget(world, '2026-W45');
    },
  },
  {
    what: 'the workbooks of two weeks are swapped',
    foundBy: 'verify',
    says: /W47\.xlsx has been changed/,
    tamper: (world) => {
      const [one, two] = [path('2026-W46', '.xlsx'), path('2026-W47', '.xlsx')];
      const [first, second] = [get(world, one), get(world, two)];
      put(world, one, second);
      put(world, two, first);
    },
  },
  {
    what: 'the mails of two weeks are swapped completely: mail, files and link',
    foundBy: 'verify',
    says: /W46-link\.json is in the wrong place: it is the link of weekly 2026-W47/,
    tamper: (world) => {
      for (const rest of ['.xlsx', '-mail.json', '-link.json']) {
        const [one, two] = [path('2026-W46', rest), path('2026-W47', rest)];
        const [first, second] = [get(world, one), get(world, two)];
        put(world, one, second);
        put(world, two, first);
      }
    },
  },
  {
    what: 'a mail is moved to another week',
    foundBy: 'verify',
    says: /W44-link\.json is in the wrong place/,
    tamper: (world) => {
      for (const rest of ['.xlsx', '-mail.json', '-link.json'])
        put(world, path('2026-W44', rest), get(world, path('2026-W45', rest)));
      forget(world, '2026-W45');
    },
  },
  {
    what: "a report's mail is replaced by another report's mail",
    foundBy: 'verify',
    says: /wrong place: it is the link of auditor 2026-W46/,
    tamper: (world) => {
      for (const rest of ['.xlsx', '-mail.json', '-link.json'])
        put(world, path('2026-W46', rest), get(world, path('2026-W46', rest, 'auditor')));
    },
  },
  {
    what: 'a file is added to the folder of a report',
    foundBy: 'verify',
    says: /W46-copy\.xlsx belongs to no archived mail/,
    tamper: (world) => put(world, path('2026-W46', '-copy.xlsx'), 'a report that nobody was sent'),
  },
  {
    what: 'a mail that was never sent is inserted, correctly linked, without a row',
    foundBy: 'verify',
    says: /W44-mail\.json is archived, but the ledger knows no mail/,
    tamper: async (world) => {
      await world.deliver(aReportMail('weekly', '2026-W44'), later);
      world.deliveryLedger.rows.delete('weekly 2026-W44');
    },
  },
  {
    what: 'a mail is inserted after an older one, correctly linked, with a row that says `sent`',
    foundBy: 'verify',
    says: /W44-link\.json was inserted: no later mail names it/,
    tamper: async (world) => {
      const past = await openArchiveWorld(['2026-W45']);
      await past.deliver(aReportMail('weekly', '2026-W44'), new Date('2026-11-10T07:00:00Z'));
      for (const [at, content] of past.archive.files) if (at.includes('W44')) put(world, at, content);
      world.deliveryLedger.set(past.deliveryLedger.rows.get('weekly 2026-W44')!);
    },
  },
  {
    what: 'a mail with an older date is inserted after the newest, correctly linked, with a row that says `sent`',
    foundBy: 'verify',
    says: /W44-link\.json was inserted: it names weekly\/2026\/2026-W47-link\.json, which was archived after it/,
    tamper: async (world) => {
      await world.deliver(aReportMail('weekly', '2026-W44'), new Date('2026-11-02T07:00:00Z'));
      backdate(world, '2026-W44', '2026-11-02T07:00:00.000Z');
    },
  },
  ...ledgerMatrix,
  {
    what: 'an old mail is replaced by a forged second mail of its week, linked behind the newest, and its row points there',
    foundBy: 'verify',
    says: /row of weekly 2026-W46 was changed, or a clock was ahead: its mail left at 2026-11-16T07:00:00\.000Z, but weekly\/2026\/2026-W46-2-link\.json was archived after that/,
    tamper: (world) => {
      replaceBySecond(world, '2026-W46', { archivedAt: later.toISOString() });
    },
  },
  {
    what: 'the same, and the forged link has the time of the link before it',
    foundBy: 'verify',
    says: /row of weekly 2026-W46 was changed, or a clock was ahead: its mail left at .* was archived after that/,
    tamper: (world) => {
      const { archivedAt } = parseMailLink(get(world, path('2026-W47', '-link.json')))!;
      replaceBySecond(world, '2026-W46', { archivedAt });
    },
  },
  {
    what: 'the whole ledger of mails is deleted',
    foundBy: 'verify',
    says: /W45-mail\.json is archived, but the ledger knows no mail/,
    tamper: ({ deliveryLedger }) => {
      deliveryLedger.rows.clear();
    },
  },
  {
    what: 'the whole archive is deleted',
    foundBy: 'verify',
    says: /W45-link\.json is missing: the ledger names it/,
    tamper: ({ archive }) => {
      archive.files.clear();
    },
  },
  {
    what: 'the archive is restored to an older state',
    foundBy: 'verify',
    says: /W47-link\.json is missing: the ledger names it/,
    tamper: ({ archive }) => {
      for (const at of [...archive.files.keys()]) if (at.includes('W47')) archive.files.delete(at);
    },
  },
  {
    what: 'the newest mail is replaced: workbook, mail, link and row',
    foundBy: 'a kept mail',
    tamper: (world) => {
      replaceAll(world, '2026-W47');
    },
  },
  {
    what: 'the newest mails are removed with their files, links and rows (the end of the chain is cut off, or archive and ledger are restored together)',
    foundBy: 'a kept mail',
    tamper: (world) => {
      for (const edition of ['2026-W47', '2026-W46-correction-1']) forget(world, edition);
    },
  },
  {
    what: 'an old mail is replaced, and every later link and every row is rewritten',
    foundBy: 'a kept mail',
    tamper: async (world) => {
      const { archive, deliveryLedger, deliver } = world;
      archive.files.clear();
      deliveryLedger.rows.clear();
      for (const edition of ['2026-W45', '2026-W46', '2026-W47'])
        for (const report of ['weekly', 'auditor']) {
          const mail = aReportMail(report, edition, `forged ${edition}`);
          await deliver(mail, mail.model.generatedAt);
        }
    },
  },
  {
    what: 'an old mail is replaced by a forged second mail of its week, linked behind the newest, and its row says that it was sent after that',
    foundBy: 'a kept mail',
    tamper: (world) => {
      const row = { startedAt: later, sentAt: later };
      replaceBySecond(world, '2026-W46', { archivedAt: later.toISOString(), row });
    },
  },
  {
    what: 'archive and ledger are emptied: `verify` says that there is nothing to verify, and exits with 1',
    foundBy: 'a kept mail',
    tamper: ({ archive, deliveryLedger }) => {
      archive.files.clear();
      deliveryLedger.rows.clear();
    },
  },
  {
    what: 'all mails of one of several reports are removed with their files, links and rows: if the settings name the report, `verify` says that there is nothing to verify about it, and exits with 1',
    foundBy: 'a kept mail',
    tamper: (world) => {
      for (const edition of editions) forget(world, edition, 'auditor');
    },
  },
  {
    what: 'a mail that was sent to nobody is inserted after the newest, with a link and a row that says `sent`',
    foundBy: 'the mail service',
    tamper: (world) => {
      const { mails } = world.mailer;
      const received = new Map(mails);
      return world.deliver(aReportMail('weekly', '2026-W48'), later).then(() => {
        mails.clear();
        for (const [id, mail] of received) mails.set(id, mail);
      });
    },
  },
  {
    what: 'an old mail is replaced by a forged second mail of its week, and its row says that it was sent in a second attempt',
    foundBy: 'the mail service',
    tamper: (world) => {
      const again = { attempt: 2, operationId: operationId('weekly', '2026-W46', 2) };
      const row = { startedAt: later, sentAt: later, ...again };
      replaceBySecond(world, '2026-W46', { archivedAt: later.toISOString(), row });
    },
  },
  {
    what: 'a row is marked as already checked for late findings, so that no correction of its week is mailed',
    foundBy: 'nothing; the next report still lists the findings',
    tamper: (world) => {
      change(world, '2026-W47', { lookedThrough: 10 });
    },
  },
];
