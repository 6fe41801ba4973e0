import { parseExportTime, readExportTime, timeFaultText } from '../../shared/import/export-time';

test.each([
  ['2026-11-16T08:00:00.1234567Z', '2026-11-16T08:00:00.123Z'],
  ['2026-11-16T08:00:00.123456789+00:00', '2026-11-16T08:00:00.123Z'],
  ['2026-11-16T10:00:00+02:00', '2026-11-16T08:00:00.000Z'],
  ['2024-12-16 16:32:16.087554000', '2024-12-16T16:32:16.087Z'],
  ['2026-01-24T06:54:24.0000000Z ', '2026-01-24T06:54:24.000Z'],
  ['9/20/2023 4:05:03 AM', '2023-09-20T04:05:03.000Z'],
  ['6/1/2023 1:12:18 PM', '2023-06-01T13:12:18.000Z'],
  ['2/25/2025, 9:19:25.391 AM', '2025-02-25T09:19:25.391Z'],
  ['2/25/2025, 9:19:25.391\u202FPM', '2025-02-25T21:19:25.391Z'],
  ['12/31/2025, 12:00:00 AM', '2025-12-31T00:00:00.000Z'],
  ['12/31/2025, 12:59:59 PM', '2025-12-31T12:59:59.000Z'],
  ['12/31/2025 23:59:00', '2025-12-31T23:59:00.000Z'],
  ['2/2/2026 23:59:00', '2026-02-02T23:59:00.000Z'],
  ['1/2/2026 4:05:03 AM', '2026-01-02T04:05:03.000Z'],
])('reads %j', (text, iso) => {
  expect(parseExportTime(text)?.toISOString()).toBe(iso);
});

test.each([
  '',
  'soon',
  '13/31/2025 1:00:00 AM',
  '2/30/2025, 9:19:25 AM',
  '1/1/2025 13:00:00 PM',
  '1/1/2025',
  '2026-11-16',
])('rejects %j', (text) => {
  expect(parseExportTime(text)).toBeNull();
  expect(timeFaultText(text, 'none')).toBe(`"${text}" is not a time.`);
});

test.each([
  [
    '25/02/2025 9:19:25 AM',
    'day first',
    /"25\/02\/2025 9:19:25 AM" has the day before the month: import the file/,
  ],
  ['13/2/2026 04:05', 'day first', /day before the month/],
  [
    '1/2/2026 04:05:03',
    'day or month',
    /does not say which number is the month: .* such as 2026-11-16T08:00:00Z\.$/,
  ],
  ['12/31/2025 23:59', 'no seconds', /has no seconds, as after saving in a spreadsheet/],
  ['1/2/2026 4:05 AM', 'no seconds', /import the file as it was exported\.$/],
] as const)('rejects %j, because: %s', (text, fault, says) => {
  expect(readExportTime(text)).toBe(fault);
  expect(timeFaultText(text, fault)).toMatch(says);
});

test('reads a time without offset as local time of a zone, across a clock change', () => {
  const zone = 'Europe/Amsterdam';
  expect(parseExportTime('7/15/2026, 10:00:00 AM', zone)?.toISOString()).toBe('2026-07-15T08:00:00.000Z');
  expect(parseExportTime('2026-12-15T10:00:00', zone)?.toISOString()).toBe('2026-12-15T09:00:00.000Z');
  expect(parseExportTime('2026-10-25T03:30:00', zone)?.toISOString()).toBe('2026-10-25T02:30:00.000Z');
  expect(parseExportTime('2026-07-15T10:00:00Z', zone)?.toISOString()).toBe('2026-07-15T10:00:00.000Z');
});

test.each(['2026-10-25T02:30:00', '3/29/2026, 2:30:00.000 AM'])(
  'rejects %j in a zone whose clocks show it twice or never',
  (text) => {
    expect(readExportTime(text, 'Europe/Amsterdam')).toBe('clock change');
    expect(timeFaultText(text, 'clock change')).toMatch(
      /twice or never: export the log with times in UTC\.$/,
    );
    expect(readExportTime(text)).toBeInstanceOf(Date);
  },
);
