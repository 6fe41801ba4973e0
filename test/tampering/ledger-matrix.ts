import type { DeliveryRow } from '../../shared/domain/reports/delivery-row';
import { aRun } from '../support/fakes/ports';
import { change, type Tampering } from './tamper';

/** Every known way to tamper with one row of the ledger. */
export const ledgerMatrix: readonly Tampering[] = [
  {
    what: 'a row that says `sent` is forged',
    foundBy: 'verify',
    says: /row of weekly 2026-W44 says sent, but no mail was archived/,
    tamper: ({ deliveryLedger }) => deliveryLedger.set(aRun({ edition: '2026-W44' })),
  },
  {
    what: 'the row of a sent mail is deleted',
    foundBy: 'verify',
    says: /W46-mail\.json is archived, but the ledger knows no mail/,
    tamper: ({ deliveryLedger }) => deliveryLedger.rows.delete('weekly 2026-W46'),
  },
  {
    what: 'the row of a sent mail is set back to `due`',
    foundBy: 'verify',
    says: /W46-mail\.json is archived, but the ledger knows no mail/,
    tamper: (world) => change(world, '2026-W46', { state: 'due', link: null }),
  },
  {
    what: 'the incomplete days of a row are emptied',
    foundBy: 'verify',
    says: /incomplete days \[\], archived \["2026-11-10"\]/,
    tamper: (world) => change(world, '2026-W46', { openDays: [] }),
  },
  {
    what: 'the number of events of a row is changed',
    foundBy: 'verify',
    says: /number of events 1, archived 84/,
    tamper: (world) => change(world, '2026-W46', { events: 1 }),
  },
  {
    what: 'the recipients of a row are changed',
    foundBy: 'verify',
    says: /recipients \["x@x.example"\], archived/,
    tamper: (world) => change(world, '2026-W46', { recipients: ['x@x.example'] }),
  },
  {
    what: "the file's hash in a row is changed",
    foundBy: 'verify',
    says: /row of weekly 2026-W46 was changed: file/,
    tamper: (world) => change(world, '2026-W46', { fileHash: '0'.repeat(64) }),
  },
  {
    what: 'the row of a sent mail is set back to `due`, and still names its link',
    foundBy: 'verify',
    says: /row of weekly 2026-W46 was changed: it says due, but its mail was archived/,
    tamper: (world) => change(world, '2026-W46', { state: 'due' }),
  },
  {
    what: 'the time at which a mail was sent is changed in its row',
    foundBy: 'verify',
    says: /row of weekly 2026-W46 was changed: it says sent, started at 2026-11-16T07:00:00\.000Z, sent at 2026-12-25/,
    tamper: (world) => change(world, '2026-W46', { sentAt: new Date('2026-12-25T00:00:00.000Z') }),
  },
  {
    what: 'both times of a row are set before the end of its week',
    foundBy: 'verify',
    says: /row of weekly 2026-W46 was changed: its mail left at 2026-11-12T07:00:00\.000Z, before the period ended/,
    tamper: (world) => {
      const at = new Date('2026-11-12T07:00:00.000Z');
      change(world, '2026-W46', { startedAt: at, sentAt: at });
    },
  },
  {
    what: 'the time at which a run began is changed in a row',
    foundBy: 'verify',
    says: /row of weekly 2026-W46 was changed: it says sent, started at 2020-01-01/,
    tamper: (world) => change(world, '2026-W46', { startedAt: new Date('2020-01-01T00:00:00.000Z') }),
  },
  {
    what: 'the operation id of a row is changed, other than that of the oldest mail',
    foundBy: 'verify',
    says: /attempt 1 has the operation id weekly 2026-W46 1 here, found "00000000-0000-4000-8000-000000000000"/,
    tamper: (world) => change(world, '2026-W46', { operationId: '00000000-0000-4000-8000-000000000000' }),
  },
  {
    what: 'the operation id of the oldest mail is changed in its row, or those of all mails',
    foundBy: 'the mail service',
    tamper: (world) => change(world, '2026-W45', { operationId: '00000000-0000-4000-8000-000000000000' }),
  },
  {
    what: 'both times of a row are set to one later time',
    foundBy: 'the date of a kept mail',
    tamper: (world) => {
      const at = new Date('2026-12-25T00:00:00.000Z');
      change(world, '2026-W46', { startedAt: at, sentAt: at });
    },
  },
  {
    what: 'the row of a sent mail is set to `sending` or `failed`',
    foundBy: '`verify` lists the mail as not marked as sent, and exits with 0',
    tamper: (world) => {
      change(world, '2026-W46', { state: 'sending', sentAt: null });
      change(world, '2026-W47', { state: 'failed' });
    },
  },
  {
    what: 'the attempt of a row is changed',
    foundBy: 'verify',
    says: /attempt 9 has the operation id weekly 2026-W46 9 here, found "weekly 2026-W46 1"/,
    tamper: (world) => change(world, '2026-W46', { attempt: 9 }),
  },
  {
    what: 'a row gets a state that does not exist',
    foundBy: 'verify',
    says: /row of weekly 2026-W46 was changed: "Sent" is no state/,
    tamper: (world) => change(world, '2026-W46', { state: 'Sent' as DeliveryRow['state'] }),
  },
];
