import { importFailures, importJson, importLines } from '../../../cli/output/import-lines';
import type { ImportedFile } from '../../../shared/jobs/import/imported-file';

const aFile = (facts: Partial<ImportedFile> = {}): ImportedFile => ({
  file: 'audit.csv',
  kind: 'portal csv',
  tenantId: null,
  read: 1_204,
  new: 312,
  known: 4,
  replaced: 0,
  ignored: 880,
  refused: 8,
  first: new Date('2026-08-01T06:12:11.123Z'),
  last: new Date('2026-08-30T22:10:03Z'),
  days: ['2026-08-01', '2026-08-30'],
  firstRefusal: { line: 17, reason: 'The event has no time.' },
  refusedFile: 'audit.csv.refused.ndjson',
  problem: null,
  ...facts,
});
const none = { read: 0, new: 0, known: 0, ignored: 0, refused: 0, first: null, last: null, days: [] };
const nothing = { ...none, kind: null, firstRefusal: null, refusedFile: null };

test('prints a line for each file, and one for the days', () => {
  const files = [
    aFile(),
    aFile({
      file: 'b',
      kind: 'azure monitor',
      read: 1,
      new: 0,
      known: 1,
      replaced: 1,
      ignored: 0,
      refused: 0,
      days: ['2026-08-01'],
    }),
    aFile({ file: 'empty', ...nothing }),
    aFile({ file: 'other', ...nothing, problem: 'No log.' }),
  ];
  const days = [
    { day: '2026-08-01', state: 'imported' },
    { day: '2026-08-30', state: 'complete' },
  ] as const;
  expect(importLines({ files, days, dryRun: false })).toEqual([
    'audit.csv: portal CSV, 1,204 rows: 312 new, 4 known, 880 ignored, 8 refused. 2026-08-01 06:12:11 to 2026-08-30 22:10:03 UTC, 2 days. It does not name its tenant: check that it is yours.',
    'b: Azure Monitor, 1 row: 0 new, 1 known (1 replaced by a fuller record), 0 ignored, 0 refused. 2026-08-01 06:12:11 to 2026-08-30 22:10:03 UTC, 1 day.',
    'empty: empty, nothing to import.',
    'other: nothing imported.',
    '2 days: 1 complete, 1 imported.',
  ]);
  const [named] = importLines({ files: [aFile({ tenantId: '1' })], days, dryRun: false });
  expect(named).toMatch(/2 days\.$/);
  expect(importLines({ files: [], days: [], dryRun: true })).toEqual(['Dry run: nothing was stored.']);
});

test('prints a sentence for each thing that could not be imported', () => {
  const files = [
    aFile({ refused: 0, firstRefusal: null, refusedFile: null }),
    aFile(),
    aFile({ file: 'cut.gz', problem: 'It is cut off.', refusedFile: null }),
  ];
  expect(importFailures({ files, days: [], dryRun: false })).toEqual([
    'audit.csv: 8 of 1,204 rows refused, the first (line 17) because: The event has no time. audit.csv.refused.ndjson has all of them.',
    'cut.gz: It is cut off.',
    'cut.gz: 8 of 1,204 rows refused, the first (line 17) because: The event has no time.',
  ]);
});

test('adds up the counts of all files in the JSON', () => {
  const { totals } = importJson({ files: [aFile(), aFile()], days: [], dryRun: false });
  expect(totals).toEqual({ read: 2_408, new: 624, known: 8, replaced: 0, ignored: 1_760, refused: 16 });
});
