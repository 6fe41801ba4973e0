import type { Finding } from '../../../../shared/domain/finding';
import {
  daysWithLateEvents,
  findingMarks,
  lateFindings,
  withdrawnFindings,
} from '../../../../shared/jobs/report/late/late-findings';
import { aReportModel } from '../../../support/builders/report';
import { aLedgerDay, ledgerOf } from '../../../support/fakes/ports';

const aFinding = (overrides: Partial<Finding> = {}): Finding => ({
  ...aReportModel().findings[0]!,
  ...{ rule: 'burst', alsoRules: [], severity: 'medium', suppressed: null, eventIds: ['a', 'b'] },
  ...overrides,
});

test('a day has late events if the ledger counts more than the mail did', () => {
  const events = new Map([
    ['2026-11-20', 3],
    ['2026-11-21', 3],
    ['2026-11-22', 3],
  ]);
  const ledger = ledgerOf(
    aLedgerDay('2026-11-20', { events: 4 }),
    aLedgerDay('2026-11-21', { events: 3 }),
    // The 22nd is no longer in the ledger.
  );
  expect([...daysWithLateEvents({ events }, ledger)]).toEqual(['2026-11-20']);
});

describe('lateFindings', () => {
  const isLate = (finding: Partial<Finding>, mailed: readonly Partial<Finding>[], late = 'b') =>
    lateFindings(
      [aFinding(finding)],
      { findings: findingMarks(mailed.map((each) => aFinding(each))) },
      new Set([late]),
    ).length === 1;

  test.each<[string, Partial<Finding>, Partial<Finding>[]]>([
    ['when the mail had no findings', {}, []],
    ['when the mail had its rule for other events', {}, [{ eventIds: ['x'] }]],
    ['when the mail had another rule for its events', {}, [{ rule: 'self-approval' }]],
    ['when its severity rose', { severity: 'high' }, [{}]],
  ])('returns a finding %s', (_, finding, mailed) => {
    expect(isLate(finding, mailed)).toBe(true);
  });

  test.each<[string, Partial<Finding>, Partial<Finding>[], string?]>([
    ['that the mail had', {}, [{}]],
    ['that only has more events now', { eventIds: ['a', 'b', 'c'] }, [{ eventIds: ['a'] }]],
    ['whose severity fell', {}, [{ severity: 'high' }]],
    ['that the mail had merged into another', {}, [{ rule: 'self-approval', alsoRules: ['burst'] }]],
    ['that is low', { severity: 'low' }, []],
    ['that is suppressed', { suppressed: { reason: 'known', until: null } }, []],
    ['without an event on a day with late events', {}, [], 'c'],
    ['about the log itself', { eventIds: [] }, []],
  ])('returns no finding %s', (...[, finding, mailed, late]) => {
    expect(isLate(finding, mailed, late)).toBe(false);
  });
});

describe('withdrawnFindings', () => {
  const withdrawn = (now: readonly Partial<Finding>[], mailed: Partial<Finding> = {}) =>
    withdrawnFindings(
      now.map((each) => aFinding(each)),
      { findings: findingMarks([aFinding(mailed)]) },
    );

  test('counts a finding of the mail when no finding of its rule with one of its events is left', () => {
    expect(withdrawn([])).toBe(1);
    expect(withdrawn([{ eventIds: ['x'] }, { rule: 'self-approval' }])).toBe(1);
  });

  test('does not count a finding whose rule still fires for one of its events, merged or at a lower severity', () => {
    expect(withdrawn([{ eventIds: ['b', 'c'] }])).toBe(0);
    expect(withdrawn([{ rule: 'self-approval', alsoRules: ['burst'] }])).toBe(0);
    expect(withdrawn([{ severity: 'low' }])).toBe(0);
  });

  test('does not count a finding that was low in the mail', () => {
    expect(withdrawn([], { severity: 'low' })).toBe(0);
  });
});
