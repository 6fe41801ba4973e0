import { thresholdProblems } from '../../../../shared/jobs/report/problems/threshold-problems';

const problems = (thresholds: Parameters<typeof thresholdProblems>[0]['thresholds']) =>
  thresholdProblems({ thresholds });

describe('thresholdProblems', () => {
  test('refuses more days than anybody keeps', () => {
    expect(problems({ 'first-activation-of-role': { days: 3661 } })).toEqual([
      'FINDINGS.first-activation-of-role.days must be at most 3660 days, such as 180, but is 3661.',
    ]);
    expect(problems({ 'first-activation-of-role': { value: 999_999_999 } })).toEqual([
      'FINDINGS.first-activation-of-role must be at most 3660 days, such as 180, but is 999999999.',
    ]);
    expect(problems({ 'first-activation-of-role': { minimumHistoryDays: 1e9 } })).toHaveLength(1);
    expect(
      problems({ 'first-activation-of-role': { days: 3660 }, 'long-activation': { hours: 9000 } }),
    ).toEqual([]);
  });

  test('refuses two values for one threshold', () => {
    expect(problems({ 'long-activation': { value: 1, hours: 100 } })).toEqual([
      'FINDINGS.long-activation has two values for hours, 1 as "value" and 100: write one, such as {"long-activation":{"hours":100}}.',
    ]);
    expect(
      problems({ 'long-activation': { value: 1 }, 'new-ip-address': { value: 9, knownAddresses: 2 } }),
    ).toEqual([]);
  });

  test('refuses a pattern between slashes, which would match no ticket', () => {
    expect(problems({ 'ticket-missing': { pattern: '/^INC\\d+$/i' } })).toEqual([
      'FINDINGS.ticket-missing.pattern is "/^INC\\\\d+$/i", and its slashes would have to be in the text that it matches: write it without them, such as "^INC\\\\d+$".',
    ]);
    expect(problems({ 'ticket-missing': { value: '/INC/' } })).toHaveLength(1);
    expect(problems({ 'ticket-missing': { pattern: '^CHG/\\d+/x' } })).toEqual([]);
  });
});
