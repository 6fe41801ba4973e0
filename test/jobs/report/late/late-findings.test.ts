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

test('days with late events are those that the ledger counts higher than the mail did', () => {
  const events = new Map([
    ['2026-11-20', 3],
    ['2026-11-21', 3],
    ['2026-11-22', 3],
  ]);
  const ledger = ledgerOf(
    aLedgerDay('2026-11-20', { events: 4 }),
    aLedgerDay('2026-11-21', { events: 3 }),
    // Not in the ledger any more: the 22nd.
  );
  expect([...daysWithLateEvents({ events }, ledger)]).toEqual(['2026-11-20']);
});

describe('a finding is late', () => {
  const isLate = (finding: Partial<Finding>, mailed: readonly Partial<Finding>[], late = 'b') =>
    lateFindings(
      [aFinding(finding)],
      { findings: findingMarks(mailed.map((each) => aFinding(each))) },
      new Set([late]),
    ).length === 1;

  test.each<[string, Partial<Finding>, Partial<Finding>[]]>([
    ['when the mail held nothing of the kind', {}, []],
    ['when the mail held the rule of other events', {}, [{ eventIds: ['x'] }]],
    ['when the mail held another rule of its events', {}, [{ rule: 'self-approval' }]],
    ['when it became graver', { severity: 'high' }, [{}]],
  ])('%s', (_, finding, mailed) => {
    expect(isLate(finding, mailed)).toBe(true);
  });

  test.each<[string, Partial<Finding>, Partial<Finding>[], string?]>([
    ['when the mail held it', {}, [{}]],
    ['when it has only grown', { eventIds: ['a', 'b', 'c'] }, [{ eventIds: ['a'] }]],
    ['when it became less grave', {}, [{ severity: 'high' }]],
    ['when the mail held it within another', {}, [{ rule: 'self-approval', alsoRules: ['burst'] }]],
    ['when it is low', { severity: 'low' }, []],
    ['when it is suppressed', { suppressed: { reason: 'known', until: null } }, []],
    ['when none of its events is of a day with late events', {}, [], 'c'],
    ['when it is about the log itself', { eventIds: [] }, []],
  ])('not %s', (...[, finding, mailed, late]) => {
    expect(isLate(finding, mailed, late)).toBe(false);
  });
});

describe('a finding of the mail no longer holds', () => {
  const withdrawn = (now: readonly Partial<Finding>[], mailed: Partial<Finding> = {}) =>
    withdrawnFindings(
      now.map((each) => aFinding(each)),
      { findings: findingMarks([aFinding(mailed)]) },
    );

  test('when nothing of its rule, or of its events, is left', () => {
    expect(withdrawn([])).toBe(1);
    expect(withdrawn([{ eventIds: ['x'] }, { rule: 'self-approval' }])).toBe(1);
  });

  test('not when its rule stands for one of its events, within another finding or less grave', () => {
    expect(withdrawn([{ eventIds: ['b', 'c'] }])).toBe(0);
    expect(withdrawn([{ rule: 'self-approval', alsoRules: ['burst'] }])).toBe(0);
    expect(withdrawn([{ severity: 'low' }])).toBe(0);
  });

  test('not when it was low', () => {
    expect(withdrawn([], { severity: 'low' })).toBe(0);
  });
});
