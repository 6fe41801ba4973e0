import {
  fileContent,
  linkOf,
  parseMailLink,
  parseMailRecord,
  sha256Of,
} from '../../shared/jobs/deliver/mail-record';
import type { DeliveryRow } from '../../shared/domain/reports/delivery-row';
import { editions, type ArchiveWorld } from './archive-world';

/** A way to tamper with archive and ledger, and what finds it. */
export interface Tampering {
  readonly what: string;
  /**
   * `verify`: verify reports it. A kept mail: only the hash in a mail that somebody has kept proves it. The mail
   * service: only this service shows it, because it has no mail with the ledger's operation id. The date of a kept mail:
   * only the time at which somebody received the mail shows it. `verify` lists: it names the mail, and sees no problem, since
   * runs and people write such rows too. Nothing: only the correction is not mailed; the next report lists the late
   * findings anyway.
   */
  readonly foundBy:
    | 'verify'
    | 'a kept mail'
    | 'the mail service'
    | 'the date of a kept mail'
    | '`verify` lists the mail as not marked as sent, and exits with 0'
    | 'nothing; the next report still lists the findings';
  /** Pattern of the problem that verify must report. */
  readonly says?: RegExp;
  readonly tamper: (world: ArchiveWorld) => unknown;
}

export const path = (edition: string, rest: string, report = 'weekly') => `${report}/2026/${edition}${rest}`;

export function put({ archive }: ArchiveWorld, at: string, content: string | Uint8Array): void {
  archive.files.set(at, typeof content === 'string' ? Buffer.from(content) : content);
}
export const get = ({ archive }: ArchiveWorld, at: string): Uint8Array => archive.files.get(at)!;

export function change(
  { deliveryLedger }: ArchiveWorld,
  edition: string,
  facts: Partial<DeliveryRow>,
  report = 'weekly',
): void {
  deliveryLedger.set({ ...deliveryLedger.rows.get(`${report} ${edition}`)!, ...facts });
}

/** Changes a JSON file of the archive. */
export function edit<T>(world: ArchiveWorld, at: string, by: (of: T) => object): void {
  const of = JSON.parse(Buffer.from(get(world, at)).toString()) as T;
  put(world, at, `${JSON.stringify({ ...of, ...by(of) }, null, 2)}\n`);
}

/** Replaces the workbook of a mail, and consistently the mail, the link and the ledger's row. */
export function replaceAll(world: ArchiveWorld, edition: string): void {
  const [mailAt, linkAt] = [path(edition, '-mail.json'), path(edition, '-link.json')];
  const forged = Buffer.from('forged');
  put(world, path(edition, '.xlsx'), forged);
  const record = parseMailRecord(get(world, mailAt))!;
  const files = record.files.map((file) => ({
    ...file,
    ...{ sha256: sha256Of(forged), bytes: forged.length, content: forged.toString('base64') },
  }));
  put(world, mailAt, fileContent({ ...record, files }));
  const { archivedAt, previous } = parseMailLink(get(world, linkAt))!;
  const mail = { path: mailAt, sha256: sha256Of(get(world, mailAt)) };
  put(world, linkAt, fileContent(linkOf({ ...record, files }, { mail, archivedAt, previous })));
  const link = { path: linkAt, sha256: sha256Of(get(world, linkAt)), previous };
  change(world, edition, { fileHash: sha256Of(forged), link });
}

/** Gives the link of a mail an earlier time, and the ledger's row its new hash. */
export function backdate(world: ArchiveWorld, edition: string, archivedAt: string): void {
  const linkAt = path(edition, '-link.json');
  edit(world, linkAt, () => ({ archivedAt }));
  const { previous } = parseMailLink(get(world, linkAt))!;
  change(world, edition, { link: { path: linkAt, sha256: sha256Of(get(world, linkAt)), previous } });
}

/** Removes everything that belongs to a mail. */
export function forget({ archive, deliveryLedger }: ArchiveWorld, edition: string, report = 'weekly'): void {
  for (const at of [...archive.files.keys()])
    if (at.startsWith(`${report}/2026/${edition}`)) archive.files.delete(at);
  deliveryLedger.rows.delete(`${report} ${edition}`);
}

/** Archives a second, forged mail of an edition after all others, and makes the edition's row name it. */
export function replaceBySecond(
  world: ArchiveWorld,
  edition: string,
  { archivedAt, row = {} }: { readonly archivedAt: string; readonly row?: Partial<DeliveryRow> },
): void {
  const forged = Buffer.from('nothing happened');
  const genuine = parseMailRecord(get(world, path(edition, '-mail.json')))!;
  const files = genuine.files.map((file) => ({
    ...file,
    ...{ sha256: sha256Of(forged), bytes: forged.length, content: forged.toString('base64') },
    path: path(edition, '-2.xlsx'),
  }));
  const record = { ...genuine, files };
  const [mailAt, linkAt] = [path(edition, '-2-mail.json'), path(edition, '-2-link.json')];
  put(world, path(edition, '-2.xlsx'), forged);
  put(world, mailAt, fileContent(record));
  const [newest] = editions.slice(-1).map((last) => path(last, '-link.json')) as [string];
  const previous = [{ path: newest, sha256: sha256Of(get(world, newest)) }];
  const mail = { path: mailAt, sha256: sha256Of(get(world, mailAt)) };
  put(world, linkAt, fileContent(linkOf(record, { mail, archivedAt, previous })));
  const link = { path: linkAt, sha256: sha256Of(get(world, linkAt)), previous };
  change(world, edition, { fileHash: sha256Of(forged), link, ...row });
}
