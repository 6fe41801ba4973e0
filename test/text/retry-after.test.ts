import { retryAfter } from '../../shared/text/retry-after';

const wait = (headers: Record<string, string>): number | null => retryAfter(new Headers(headers));
const date = 'Mon, 23 Nov 2026 07:00:00 GMT';

describe('Retry-After', () => {
  test.each([
    ['7', 7000],
    ['0', 0],
    [' 1.5 ', 1500],
    ['86400', 86_400_000],
    ['Mon, 23 Nov 2026 07:00:30 GMT', 30_000],
    ['Mon, 23 Nov 2026 06:00:00 GMT', 0],
    ['Monday, 23-Nov-26 07:01:00 GMT', 60_000],
  ])('of %s means %d ms after the answer was written', (value, milliseconds) => {
    expect(wait({ 'retry-after': value, date })).toBe(milliseconds);
  });

  test.each(['', 'soon', '-5', 'in 5 minutes', '5 s', '1e3', 'NaN', 'Mon, 99 Foo 2026 07:00:00 GMT'])(
    'of "%s" means nothing',
    (value) => {
      expect(wait({ 'retry-after': value, date })).toBeNull();
    },
  );

  test('as a date means nothing without the time of the answer, since our clock may be wrong', () => {
    expect(wait({ 'retry-after': date })).toBeNull();
    expect(wait({ date })).toBeNull();
    expect(wait({ 'retry-after': date, date: 'today' })).toBeNull();
  });
});
