import { createVerifyArchive, type VerifyProgress } from '../../../shared/jobs/deliver/verify-archive';
import type { ArchiveLink, FoundLink } from '../../../shared/domain/archive-link';
import { aRun, createFakeArchive } from '../../support/fakes/ports';

const signal = AbortSignal.timeout(60_000);
const paths = [46, 47, 48].map((week) => `weekly/2026/2026-W${week}.xlsx`);
const [first = '', second = '', third = ''] = paths;

/** Three files in a chain, and rows of the ledger that know them. */
const nobody = () => Promise.resolve([]);

async function world() {
  const archive = createFakeArchive();
  for (const path of paths) await archive.add('weekly', path, 'x', Buffer.from(path), signal);
  const links = [...archive.files.values()].map(({ link }) => link);
  const found = new Map<string, FoundLink>(links.map((link) => [link.path, link]));
  const hashes = new Map<string, string>(links.map(({ path, sha256 }) => [path, sha256]));
  const runs = links.map((link, index) =>
    aRun({ period: `2026-W${46 + index}`, fileHash: link.sha256, archive: [link] }),
  );
  const seen: VerifyProgress[] = [];
  const verify = createVerifyArchive({
    archive: {
      // As no service does: the order must come from the chain.
      list: () => Promise.resolve([...found.values()].reverse()),
      hash: (path) => Promise.resolve(hashes.get(path) ?? null),
      reports: nobody,
    },
    runs: { list: () => Promise.resolve(runs), reports: nobody },
    configured: [],
    onFile: (progress) => seen.push(progress),
  });
  const broken = async () => (await verify('weekly', signal))[0]?.broken;
  return { found, hashes, runs, seen, links, verify, broken };
}

const change = (found: Map<string, FoundLink>, path: string, change: Partial<FoundLink>) =>
  found.set(path, { ...found.get(path)!, ...change });
const marked = ({ path, sha256 }: ArchiveLink) => ({ path, sha256 });

describe('verifying an archive', () => {
  test('finds a whole chain whole, from its first file on', async () => {
    const { verify, seen } = await world();
    expect(await verify('weekly', signal)).toEqual([{ report: 'weekly', files: 3, broken: null }]);
    expect(seen.map(({ filesDone, filesTotal }) => [filesDone, filesTotal])).toEqual([
      [1, 3],
      [2, 3],
      [3, 3],
    ]);
  });

  test('finds altered content, and says what was expected and found', async () => {
    const { hashes, links, broken } = await world();
    hashes.set(second, 'ff');
    expect(await broken()).toBe(
      `${second} has been altered: expected SHA-256 ${links[1]?.sha256}, found ff.`,
    );
  });

  test('finds content that was altered together with the hash that it carries', async () => {
    const { found, hashes, broken } = await world();
    hashes.set(second, 'ff');
    change(found, second, { sha256: 'ff' });
    expect(await broken()).toMatch(/W47.*carries the SHA-256 ff; the ledger expected/);
  });

  test('finds a link that was altered', async () => {
    const { found, links, broken } = await world();
    change(found, third, { previous: [marked(links[0]!)] });
    expect(await broken()).toMatch(/W48.*names as the file before it .*W46.*; the ledger expected .*W47/);
  });

  test('finds a link that was taken away', async () => {
    const { found, broken } = await world();
    change(found, second, { previous: [] });
    expect(await broken()).toMatch(/W47.*names as the file before it none; the ledger expected .*W46/);
  });

  test('finds a link whose hash is not that of the file before it', async () => {
    const { found, broken } = await world();
    change(found, third, { previous: [{ path: second, sha256: 'ee' }] });
    expect(await broken()).toMatch(/W48.*names .*W47.*, with SHA-256 ee, but that file carries/);
  });

  test('finds a file that is gone from the middle, by the one after it', async () => {
    const { found, broken } = await world();
    found.delete(second);
    expect(await broken()).toMatch(/W47\.xlsx is not in the archive: .*W48.* names it/);
  });

  test('finds that the last file is gone, by the ledger', async () => {
    const { found, broken } = await world();
    found.delete(third);
    expect(await broken()).toMatch(/W48\.xlsx is not in the archive: the ledger says/);
  });

  test('finds a file that was put in, however well it is linked', async () => {
    const { found, hashes, links, broken } = await world();
    const path = 'weekly/2026/2026-W49.xlsx';
    found.set(path, { path, sha256: 'dd', bytes: 1, previous: [marked(links[2]!)] });
    hashes.set(path, 'dd');
    expect(await broken()).toMatch(/W49\.xlsx \(SHA-256 dd\) is in the archive, but no mail/);
  });

  test('finds a file that carries no hash', async () => {
    const { found, broken } = await world();
    change(found, first, { sha256: null });
    expect(await broken()).toMatch(/carries none|SHA-256 \(none\)/);
  });

  test('says what was expected where a file or its hash is gone', async () => {
    const one = await world();
    one.hashes.delete(second);
    expect(await one.broken()).toMatch(/W47\.xlsx has been altered: expected .*, found no file\.$/);
    const other = await world();
    change(other.found, second, { sha256: null });
    other.runs[1] = aRun({ archive: [] });
    expect(await other.broken()).toBe(
      `${second} (SHA-256 not carried) is in the archive, but no mail of the delivery ledger knows it: ` +
        'somebody else put it there, or a run died before its mail, and running it again settles that.',
    );
  });

  test('tells of the first by its path where no chain says which was first', async () => {
    const { found, hashes, links, runs, broken } = await world();
    for (const [index, path] of paths.entries()) {
      change(found, path, { previous: [] });
      runs[index] = { ...runs[index]!, archive: [{ ...links[index]!, previous: [] }] };
      hashes.set(path, 'ff');
    }
    expect(await broken()).toContain(`${first} has been altered`);
  });

  test('names both files of a fork that the ledger expected', async () => {
    const { found, links, runs, broken } = await world();
    const both = [marked(links[0]!), marked(links[1]!)];
    runs[2] = { ...runs[2]!, archive: [{ ...links[2]!, previous: both }] };
    change(found, third, { previous: [marked(links[1]!)] });
    const [a, b] = links.map(({ path, sha256 }) => `${path} (${sha256})`);
    expect(await broken()).toBe(
      `${third} names as the file before it ${b}; the ledger expected ${a} and ${b}.`,
    );
  });

  test('names the first break of several', async () => {
    const { hashes, broken } = await world();
    hashes.set(third, 'ff');
    hashes.set(first, 'ff');
    expect(await broken()).toContain(`${first} has been altered`);
  });

  test('finds that the ledger says another hash of the sent file than of the archived one', async () => {
    const { runs, broken } = await world();
    runs[1] = { ...runs[1]!, fileHash: 'ee' };
    expect(await broken()).toMatch(/The ledger contradicts itself on 2026-W47: .* with SHA-256 ee/);
  });

  test('ends on links that go in a circle', async () => {
    const { found, links, broken } = await world();
    change(found, first, { previous: [marked(links[2]!)] });
    expect(await broken()).toMatch(/the ledger expected/);
  });

  test('knows a fork for what it is when the ledger tells of it too', async () => {
    const { found, links, runs, broken } = await world();
    change(found, third, { previous: [marked(links[0]!)] });
    runs[2] = { ...runs[2]!, archive: [{ ...links[2]!, previous: [marked(links[0]!)] }] };
    expect(await broken()).toBeNull();
  });

  test('has nothing against an archive in which nothing is, when nothing was sent', async () => {
    const verify = createVerifyArchive({
      archive: { list: () => Promise.resolve([]), hash: () => Promise.resolve(null), reports: nobody },
      runs: { list: () => Promise.resolve([aRun({ archive: [] })]), reports: nobody },
      configured: [],
    });
    expect(await verify('weekly', signal)).toEqual([{ report: 'weekly', files: 0, broken: null }]);
  });
});
