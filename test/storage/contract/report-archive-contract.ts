import { createHash } from 'node:crypto';
import type { ReportArchive } from '../../../shared/jobs/deliver/report-archive';

const signal = AbortSignal.timeout(60_000);
const type = 'application/x';
export const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

export interface OpenedArchive {
  readonly archive: ReportArchive;
  /** Replaces the content of a stored file and nothing else. */
  readonly tamper: (path: string, content: string) => Promise<void>;
}

/** What every archive of reports guarantees. `open` returns an empty one. */
export function reportArchiveContract(open: () => Promise<OpenedArchive>): void {
  let archive: ReportArchive;
  let tamper: OpenedArchive['tamper'];
  const put = (path: string, text: string) => archive.add('weekly', path, type, Buffer.from(text), signal);
  beforeEach(async () => {
    ({ archive, tamper } = await open());
  });

  test('stores a file with its hash and its link', async () => {
    const first = await put('weekly/2026/2026-W46.xlsx', 'one');
    const second = await put('weekly/2026/2026-W47.xlsx', 'two');
    expect(first.link.previous).toEqual([]);
    expect(second.link).toEqual({
      path: 'weekly/2026/2026-W47.xlsx',
      sha256: sha256('two'),
      bytes: 3,
      previous: [{ path: 'weekly/2026/2026-W46.xlsx', sha256: sha256('one') }],
    });
    const read = await archive.read('weekly/2026/2026-W47.xlsx', signal);
    expect(read?.link).toEqual(second.link);
    expect(Buffer.from(read?.content ?? []).toString()).toBe('two');
    expect(await archive.list('weekly', signal)).toEqual([first.link, second.link]);
    expect(await archive.hash('weekly/2026/2026-W47.xlsx', signal)).toBe(sha256('two'));
  });

  test('never overwrites a file: the stored one is kept and returned', async () => {
    const first = await put('weekly/2026/2026-W47.xlsx', 'one');
    const again = await put('weekly/2026/2026-W47.xlsx', 'another');
    expect(again.link).toEqual(first.link);
    expect(Buffer.from(again.content).toString()).toBe('one');
  });

  test('returns the same file to all runs that store theirs at once', async () => {
    const kept = await Promise.all(
      [1, 2, 3, 4, 5].map((n) => put('weekly/2026/2026-W47.xlsx', `of run ${n}`)),
    );
    expect(new Set(kept.map(({ link }) => link.sha256)).size).toBe(1);
    expect(await archive.list('weekly', signal)).toHaveLength(1);
  });

  test('keeps both files that two runs store at once: every earlier one is named by a later one', async () => {
    await put('weekly/2026/2026-W45.xlsx', 'root');
    await Promise.all([put('weekly/2026/2026-W46.xlsx', 'a'), put('weekly/2026/2026-W47.xlsx', 'b')]);
    await put('weekly/2026/2026-W48.xlsx', 'c');
    const links = await archive.list('weekly', signal);
    const named = new Set(links.flatMap(({ previous }) => previous.map(({ path }) => path)));
    expect([...named].sort()).toEqual(links.slice(0, 3).map(({ path }) => path));
  });

  test('keeps a chain for each report', async () => {
    await put('weekly/2026/2026-W47.xlsx', 'one');
    const { link } = await archive.add('week', 'week/2026/2026-W47.xlsx', type, Buffer.from('x'), signal);
    expect(link.previous).toEqual([]);
    expect(await archive.reports(signal)).toEqual(['week', 'weekly']);
  });

  test('does not return a file that was changed', async () => {
    const { link } = await put('weekly/2026/2026-W47.xlsx', 'one');
    await tamper(link.path, 'two');
    await expect(archive.read(link.path, signal)).rejects.toThrow(/2026-W47\.xlsx.*SHA-256/);
    expect(await archive.hash(link.path, signal)).toBe(sha256('two'));
  });

  test('is empty before anything was sent', async () => {
    expect(await archive.list('weekly', signal)).toEqual([]);
    expect(await archive.reports(signal)).toEqual([]);
    expect(await archive.read('weekly/2026/2026-W47.xlsx', signal)).toBeNull();
    expect(await archive.hash('weekly/2026/2026-W47.xlsx', signal)).toBeNull();
  });
}
