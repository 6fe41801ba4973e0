import {
  formatBytes,
  formatDuration,
  formatNumber,
  formatPercent,
  numberWord,
} from '../../shared/text/format-number';

test('numbers have commas between thousands in every locale', () => {
  expect([0, 12, 999, 1_000, 12_345, 1_234_567].map(formatNumber)).toEqual([
    '0',
    '12',
    '999',
    '1,000',
    '12,345',
    '1,234,567',
  ]);
  expect([1_234.5, 0.1, -1_500].map(formatNumber)).toEqual(['1,234.5', '0.1', '-1,500']);
});

test('shares are whole per cent', () => {
  expect([0, 0.004, 0.006, 0.5, 1].map(formatPercent)).toEqual(['0%', '0%', '1%', '50%', '100%']);
});

test('durations are hours and minutes, and rounded to hours from 24 hours on', () => {
  expect([0, 0.4, 59.5, 61.5, 120, 1_439, 1_439.5, 3_179, 72_000].map(formatDuration)).toEqual([
    '0 min',
    '0 min',
    '1 h',
    '1 h 2 min',
    '2 h',
    '23 h 59 min',
    '24 h',
    '53 h',
    '1,200 h',
  ]);
});

test('sizes are in units of 1,024', () => {
  expect([1, 1_023, 1_024, 421_888, 1_048_064, 7_445_000].map(formatBytes)).toEqual([
    '1 byte',
    '1,023 bytes',
    '1 KB',
    '412 KB',
    '1 MB',
    '7.1 MB',
  ]);
});

test('a number below ten is a word', () => {
  expect([0, 1, 9, 10, 1_200].map(numberWord)).toEqual(['no', 'one', 'nine', '10', '1,200']);
});
