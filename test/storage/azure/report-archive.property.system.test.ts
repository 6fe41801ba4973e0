import { BlobServiceClient } from '@azure/storage-blob';
import fc from 'fast-check';
import { startStorageEmulator, type StorageEmulator } from '../../../local/storage-emulator';
import { openArchive } from '../../../shared/storage/azure/open-archive';
import { chainEnds, type ArchiveLink } from '../../../shared/domain/archive-link';
import { createVerifyArchive } from '../../../shared/jobs/deliver/verify-archive';
import { aRun } from '../../support/fakes/ports';
import { createReportArchive } from '../../../shared/storage/azure/report-archive';

const signal = AbortSignal.timeout(200_000);
let storage: StorageEmulator;
let number = 0;
beforeAll(async () => {
  storage = await startStorageEmulator();
});
afterAll(() => storage.stop());

/** A new, empty archive of the emulator. */
async function openEmpty() {
  const service = BlobServiceClient.fromConnectionString(storage.connectionString);
  const container = service.getContainerClient(`pim-reports-${(number += 1)}`);
  await openArchive(container, signal);
  return createReportArchive(() => Promise.resolve(container));
}
type Archive = Awaited<ReturnType<typeof openEmpty>>;

const add = async (archive: Archive, week: number, content: string): Promise<ArchiveLink> => {
  const path = `weekly/2026/2026-W${10 + week}.xlsx`;
  return (await archive.add('weekly', path, 'application/x', Buffer.from(content), signal)).link;
};

/** The paths of all that a file names, of what that names, and so on; the file itself included. */
function coveredBy(end: ArchiveLink, links: readonly ArchiveLink[]): Set<string> {
  const covered = new Set([end.path]);
  // A set that grows while it is walked is walked to its end.
  for (const path of covered)
    for (const { previous } of links.filter((link) => link.path === path))
      for (const before of previous) covered.add(before.path);
  return covered;
}

/** Rounds of runs at once, each run with the file of a week: some of the same week, and some wait a moment. */
const rounds = fc.array(
  fc.array(fc.record({ week: fc.nat({ max: 6 }), wait: fc.nat({ max: 8 }) }), { minLength: 1, maxLength: 5 }),
  { minLength: 1, maxLength: 4 },
);

test('however runs archive at once, the chain is whole, and one more file covers all before it', async () => {
  await fc.assert(
    fc.asyncProperty(rounds, async (all) => {
      const archive = await openEmpty();
      const kept: ArchiveLink[] = [];
      for (const [nth, round] of all.entries()) {
        const runs = round.map(async ({ week, wait }, run) => {
          await new Promise((resolve) => setTimeout(resolve, wait));
          return add(archive, week, `round ${nth}, run ${run}`);
        });
        kept.push(...(await Promise.all(runs)));
      }
      kept.push(await add(archive, 80, 'the last'));

      const written = [...new Map(kept.map((link) => [link.path, link])).values()];
      const rows = written.map((link) => aRun({ archive: [link], fileHash: link.sha256 }));
      const runs = { list: () => Promise.resolve(rows), reports: () => Promise.resolve([]) };
      const verify = createVerifyArchive({ archive, runs, configured: [] });
      expect(await verify('weekly', signal)).toEqual([
        { report: 'weekly', files: written.length, broken: null },
      ]);
      const ends = chainEnds(written);
      expect(ends.map(({ path }) => path)).toEqual(['weekly/2026/2026-W90.xlsx']);
      // Links that a run got back are those that lie there, whoever put them there.
      expect([...new Set(kept.map((link) => JSON.stringify(link)))]).toHaveLength(written.length);
      const covered = coveredBy(ends[0]!, written);
      expect(written.filter(({ path }) => !covered.has(path))).toEqual([]);
    }),
    { numRuns: 20 },
  );
});
