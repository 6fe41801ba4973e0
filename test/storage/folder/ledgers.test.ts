import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createFolderAlertLedger } from '../../../shared/storage/folder/alert-ledger';
import { createFolderCollectionLedger } from '../../../shared/storage/folder/collection-ledger';
import { createFolderDeliveryLedger } from '../../../shared/storage/folder/delivery-ledger';
import { aLedgerDay } from '../../support/fakes/ports';
import { testFolder } from '../../support/outputs/test-folder';
import { alertLedgerContract } from '../alert-ledger-contract';
import { collectionLedgerContract } from '../contract/collection-ledger-contract';
import { deliveryLedgerContract, run } from '../contract/delivery-ledger-contract';
import { openTestFolder } from './open-test-folder';

const signal = AbortSignal.timeout(900_000);
const nothingToSync = () => Promise.resolve();

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

  test('that was edited and is no longer JSON is refused by name, and kept', async () => {
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

  test('recognizes a row that another process has changed', async () => {
    const path = await testFolder();
    const [one, other] = [await openTestFolder(path), await openTestFolder(path)].map(
      createFolderDeliveryLedger,
    );
    const version = (await one!.begin(run, signal)) ?? '';
    expect(await other!.replace({ ...run, attempt: 3 }, version, signal)).not.toBeNull();
    expect(await one!.replace({ ...run, attempt: 4 }, version, signal)).toBeNull();
  });
});

describe('the ledger of alerts in a folder', () => {
  alertLedgerContract(async () => createFolderAlertLedger(await openTestFolder()));
});
