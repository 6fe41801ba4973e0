import { createFolderStorage } from '../../shared/storage/folder/folder-storage';
import { aLedgerDay } from '../support/fakes/ports';
import { testFolder } from '../support/outputs/test-folder';
import { ensureBuilt, runCommand } from '../support/servers/cli';
import { openTestFolder } from '../storage/folder/open-test-folder';

beforeAll(ensureBuilt);

test('a report too large for memory fails with one sentence, and a smaller one is written', async () => {
  const folder = await testFolder();
  const store = await openTestFolder();
  const days = [
    ['2026-09-15', 100],
    ['2026-11-17', 400_000],
  ] as const;
  await createFolderStorage(store).collectionLedger.write(
    days.map(([day, events]) => aLedgerDay(day, { events })),
    AbortSignal.timeout(60_000),
  );
  store.close();
  const report = (week: string) =>
    runCommand(['report', '--no-collect', '--week', week, '--format', 'json', '--store', store.path], {
      folder,
      settings: { NODE_OPTIONS: '--max-old-space-size=200', STANDING_ACCESS: 'off' },
    });
  const large = await report('2026-W47');
  expect(large.stderr).toMatch(
    /^error: Report "weekly": It has to compare 400,000 events, 2026-11-01 to 2026-11-30, and needs about 777\.2 MB/m,
  );
  expect([large.code, large.stdout, large.stderr.match(/error|FATAL/g)]).toEqual([1, '', ['error']]);
  // The same store, another week.
  expect(await report('2026-W38')).toMatchObject({ stdout: expect.stringContaining('2026-W38') as string });
});
