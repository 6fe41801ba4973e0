import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createFolderAlertLedger } from '../../../shared/storage/folder/alert-ledger';
import { createFolderCollectionLedger } from '../../../shared/storage/folder/collection-ledger';
import { createFolderDeliveryLedger } from '../../../shared/storage/folder/delivery-ledger';
import { aLedgerDay } from '../../support/fakes/ports';
import { testFolder } from '../../support/outputs/test-folder';
import { alertLedgerContract } from '../alert-ledger-contract';
import { collectionLedgerContract } from '../contract/collection-ledger-contract';
import { deliveryLedgerContract, row } from '../contract/delivery-ledger-contract';
import { openTestFolder } from './open-test-folder';

const signal = AbortSignal.timeout(900_000);
const nothingToSync = () => Promise.resolve();

/** {@link run} as the file has it. */
const { edition, ...facts } = row;
const runInFile = { ...facts, period: edition };

const damaged: readonly [file: string, text: string, fault: string][] = [
  ['days.json', '{}', 'its content is not of the right kind'],
  ['days.json', '[null]', 'entry 1 is missing or wrong'],
  ['days.json', '[{"day":"2026-11-17"}]', 'entry 1, "state" is missing or wrong'],
  ['runs.json', '{}', 'its content is not of the right kind'],
  ['runs.json', '[null]', 'entry 1 is missing or wrong'],
  [
    'runs.json',
    JSON.stringify([{ ...runInFile, startedAt: 'then' }]),
    'entry 1, "startedAt" is missing or wrong',
  ],
  [
    'runs.json',
    JSON.stringify([{ ...runInFile, enteredAt: null }]),
    'entry 1, "enteredAt" is missing or wrong',
  ],
  ['alerts.json', '[]', 'its content is not of the right kind'],
  ['alerts.json', '{"lastLook":null,"alerts":[null]}', '"alerts", entry 1 is missing or wrong'],
];

test.each(damaged)(
  '%s that a person has changed to %s is rejected, and the error names the file',
  async (file, text, fault) => {
    const folder = await openTestFolder();
    const path = join(folder.path, file);
    writeFileSync(path, text);
    const reads: Readonly<Record<string, () => Promise<unknown>>> = {
      'days.json': () => createFolderCollectionLedger(folder, nothingToSync).read(signal),
      'runs.json': () => createFolderDeliveryLedger(folder).reports(signal),
      'alerts.json': () => createFolderAlertLedger(folder).lastRun(signal),
    };
    await expect(reads[file]?.()).rejects.toThrow(
      `${path} is damaged: ${fault}. Undo the last change of it, or restore it from a backup.`,
    );
  },
);

describe('the collection ledger in a folder', () => {
  collectionLedgerContract(async () => createFolderCollectionLedger(await openTestFolder(), nothingToSync));

  test('is a file that a person can read', async () => {
    const folder = await openTestFolder();
    const day = aLedgerDay('2026-11-16');
    await createFolderCollectionLedger(folder, nothingToSync).write([day], signal);
    const text = readFileSync(join(folder.path, 'days.json'), 'utf8');
    expect(text).toBe(`${JSON.stringify([day], null, 2)}\n`);
  });

  test('waits until the events are on disk before it writes', async () => {
    const folder = await openTestFolder();
    const failing = createFolderCollectionLedger(folder, () => Promise.reject(new Error('no disk')));
    await expect(failing.write([aLedgerDay('2026-11-16')], signal)).rejects.toThrow('no disk');
    expect((await failing.read(signal)).size).toBe(0);
  });

  test('rejects a file that is no longer JSON, names it, and keeps it', async () => {
    const folder = await openTestFolder();
    const path = join(folder.path, 'days.json');
    writeFileSync(path, '[{');
    const ledger = createFolderCollectionLedger(folder, nothingToSync);
    await expect(ledger.read(signal)).rejects.toThrow(`${path} is not JSON: undo the last change`);
    await expect(ledger.write([aLedgerDay('2026-11-16')], signal)).rejects.toThrow('is not JSON');
    expect(readFileSync(path, 'utf8')).toBe('[{');
  });
});

describe('the delivery ledger in a folder', () => {
  deliveryLedgerContract(async () => createFolderDeliveryLedger(await openTestFolder()));

  test('calls the edition `period` in its file', async () => {
    const folder = await openTestFolder();
    await createFolderDeliveryLedger(folder).begin(row, signal);
    const rows: unknown = JSON.parse(readFileSync(join(folder.path, 'runs.json'), 'utf8'));
    expect(rows).toEqual(JSON.parse(JSON.stringify([runInFile])));
  });

  test('reads and replaces a row that was written before rows named a mail service', async () => {
    const folder = await openTestFolder();
    writeFileSync(join(folder.path, 'runs.json'), JSON.stringify([{ ...runInFile, mailHost: undefined }]));
    const deliveries = createFolderDeliveryLedger(folder);
    const stored = await deliveries.get(row.report, row.edition, signal);
    expect(stored?.row).toEqual({ ...row, mailHost: null });
    expect(await deliveries.replace(row, stored?.version ?? '', signal)).not.toBeNull();
    expect((await deliveries.get(row.report, row.edition, signal))?.row).toEqual(row);
  });

  test('recognizes a row that another process has changed', async () => {
    const path = await testFolder();
    const [one, other] = [await openTestFolder(path), await openTestFolder(path)].map(
      createFolderDeliveryLedger,
    );
    const version = (await one!.begin(row, signal)) ?? '';
    expect(await other!.replace({ ...row, attempt: 3 }, version, signal)).not.toBeNull();
    expect(await one!.replace({ ...row, attempt: 4 }, version, signal)).toBeNull();
  });
});

describe('the alert ledger in a folder', () => {
  alertLedgerContract(async () => createFolderAlertLedger(await openTestFolder()));
});
