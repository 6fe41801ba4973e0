import type { ReportArchive } from '../../../shared/jobs/deliver/report-archive';

const signal = AbortSignal.timeout(900_000);
const type = 'application/x';
const path = 'weekly/2026/2026-W47.xlsx';

/** What every archive of reports guarantees. `open` returns an empty one. */
export function reportArchiveContract(open: () => Promise<ReportArchive>): void {
  let archive: ReportArchive;
  const put = async (at: string, text: string) =>
    Buffer.from(await archive.add(at, type, Buffer.from(text), signal)).toString();
  beforeEach(async () => {
    archive = await open();
  });

  test('stores a file and returns it', async () => {
    expect(await put(path, 'one')).toBe('one');
    expect(Buffer.from((await archive.read(path, signal)) ?? []).toString()).toBe('one');
  });

  test("stores only the file's own bytes of a longer buffer", async () => {
    await archive.add(path, type, Buffer.from('xxonexx').subarray(2, 5), signal);
    expect(Buffer.from((await archive.read(path, signal)) ?? []).toString()).toBe('one');
  });

  test('never overwrites a file: it keeps and returns the stored one', async () => {
    await put(path, 'one');
    expect(await put(path, 'another')).toBe('one');
  });

  test('returns the same file to all runs that store at the same time', async () => {
    const kept = await Promise.all([1, 2, 3, 4, 5].map((n) => put(path, `of run ${n}`)));
    expect(new Set(kept).size).toBe(1);
    expect(await archive.list('weekly', signal)).toEqual([path]);
  });

  test('lists each report by itself', async () => {
    const files = [path, 'weekly/2026/2026-W46-mail.json', 'week/2026/2026-W47.xlsx'];
    for (const at of files) await put(at, 'x');
    expect([...(await archive.list('weekly', signal))].sort()).toEqual([files[1], path]);
    expect(await archive.list('week', signal)).toEqual([files[2]]);
    expect([...(await archive.reports(signal))].sort()).toEqual(['week', 'weekly']);
  });

  test('is empty before anything was sent', async () => {
    expect(await archive.list('weekly', signal)).toEqual([]);
    expect(await archive.reports(signal)).toEqual([]);
    expect(await archive.read(path, signal)).toBeNull();
  });
}
