import type { Elevation } from '../../../shared/domain/events/elevation';
import fc from 'fast-check';
import {
  computeFindings,
  lookBackDaysOf,
  thresholdsOf,
  unusedSuppressions,
} from '../../../shared/analysis/findings/compute-findings';
import { rules } from '../../../shared/analysis/findings/rules';
import { severities, type Finding } from '../../../shared/domain/finding';
import { defaultFindingsPolicy, type Suppression } from '../../../shared/domain/findings-policy';
import {
  aChange,
  aContext,
  aDay,
  anActor,
  anElevation,
  anElevationFrom,
  aPrincipal,
  at,
  globalAdministrator,
  securityReader,
} from '../../support/builders/findings';

const permanent = aChange({ permanent: true, endsAt: null });
const trustedId = '11111111-2222-4333-8444-555555555555';
const suppression: Suppression = { rule: 'permanent-eligibility', reason: 'Agreed' };
const findings = (suppress: readonly Suppression[], asOf = at('Mon+ 07:00')) =>
  computeFindings(aContext({ changes: [permanent], asOf, policy: { suppress } }));

/** Returns the elevation a month earlier, so that all its times lie outside the period. */
function monthBefore(elevation: Elevation): Elevation {
  const shifted = Object.entries(elevation).map(([key, value]: [string, unknown]) =>
    value instanceof Date ? [key, new Date(value.getTime() - 30 * 86_400_000)] : [key, value],
  );
  return Object.fromEntries(shifted) as Elevation;
}

describe('suppression', () => {
  test.each([
    ['holds on its last day', '2026-11-23', true],
    ['has expired on the day after', '2026-11-22', false],
  ])('%s', (_, until, holds) => {
    const [finding] = findings([{ ...suppression, until }]);
    expect(finding?.suppressed).toEqual(holds ? { reason: 'Agreed', until } : null);
    expect(finding?.sentence).toBe(
      `Petra made Bo permanently eligible for Reports Reader${holds ? '' : ` (this was suppressed until ${until})`}.`,
    );
  });

  test('is permanent without an end date', () => {
    expect(findings([suppression])).toMatchObject([{ suppressed: { reason: 'Agreed', until: null } }]);
  });

  test('holds if one of several holds, and the finding names the latest if all have expired', () => {
    const expired = ['2026-11-01', '2026-11-20', '2026-11-10'].map((until) => ({ ...suppression, until }));
    expect(findings([...expired, suppression])[0]).toMatchObject({
      suppressed: { until: null },
      sentence: 'Petra made Bo permanently eligible for Reports Reader.',
    });
    expect(findings(expired)[0]?.sentence).toContain('(this was suppressed until 2026-11-20).');
  });

  test.each([
    ['another rule', { rule: 'self-assignment' }],
    ['another principal', { principal: 'Anna' }],
    ['another role', { role: 'Global Administrator' }],
    ['another initiator', { initiator: 'Anna' }],
    ['a finding with only one of its two facts', { principal: 'Bo', initiator: 'Anna' }],
  ])('does not hold for %s', (_, names) => {
    expect(findings([{ ...suppression, ...names }])).toMatchObject([
      {
        suppressed: null,
        sentence: 'Petra made Bo permanently eligible for Reports Reader.',
        eventIds: permanent.eventIds,
      },
    ]);
  });

  test('is mentioned at the end of the sentence if it has expired, whatever punctuation the sentence has', () => {
    const changes = [{ ...permanent, role: { id: null, name: 'Shop v1.2', privileged: false } }];
    const policy = { suppress: [{ ...suppression, until: '2026-11-01' }] };
    const [found] = computeFindings(aContext({ changes, policy }));
    expect(found?.sentence).toBe(
      'Petra made Bo permanently eligible for Shop v1.2 (this was suppressed until 2026-11-01).',
    );
  });

  test.each([
    ['initiator', trustedId],
    ['principal', 'trusted@contoso.example'],
    ['role', trustedId],
  ] as const)('does not hold for another %s whose name is %s', (who, name) => {
    const copies = {
      initiator: anActor('Petra', { name }),
      principal: aPrincipal('Bo', { name }),
      role: { id: 'custom', name, privileged: true },
    };
    const policy = { suppress: [{ ...suppression, [who]: name }] };
    const changes = [{ ...permanent, ...copies }];
    expect(computeFindings(aContext({ changes, policy }))).toMatchObject([{ suppressed: null }]);
  });
});

test('a suppression of a built-in role by name does not hide a custom role of that name', () => {
  const own = 'cccccccc-0000-4000-8000-000000000088';
  const isHidden = (id: string | null) => {
    const changes = [{ ...permanent, role: { id, name: 'User Administrator', privileged: true } }];
    const policy = { suppress: [{ ...suppression, role: 'User Administrator' }] };
    const found = computeFindings(aContext({ changes, policy }));
    return found.find(({ rule }) => rule === suppression.rule)?.suppressed !== null;
  };
  expect(isHidden(own)).toBe(false);
  expect(isHidden(null)).toBe(true);
});

describe('a suppression of a finding about several people', () => {
  const alerts = ['Petra', 'Otto'].map((name, index) =>
    aChange({
      kind: 'alert-triggered',
      subject: 'A',
      initiator: anActor(name),
      eventIds: [`alert-${index}`],
    }),
  );
  const held = (...suppress: Partial<Suppression>[]) => {
    const own = suppress.map((each) => ({ reason: 'Agreed', ...each, rule: 'pim-alert-triggered' }));
    const found = computeFindings(aContext({ changes: alerts, policy: { suppress: own } }));
    return found.find(({ rule }) => rule === 'pim-alert-triggered');
  };

  test('holds only if one or several suppressions cover each of them', () => {
    for (const initiator of ['Petra', 'Otto']) expect(held({ initiator })?.suppressed).toBeNull();
    expect(held({ initiator: 'Petra' }, { initiator: 'Otto' })?.suppressed).not.toBeNull();
    expect(held({})?.suppressed).not.toBeNull();
  });

  test('ends when the first of several suppressions ends, and lists each reason once', () => {
    const [petra, otto] = [
      { initiator: 'Petra', until: '2026-12-31' },
      { initiator: 'Otto', until: '2026-11-30', reason: 'Known' },
    ];
    expect(held(petra, otto)?.suppressed).toEqual({ reason: 'Agreed; Known', until: '2026-11-30' });
    const expired = held(petra, { ...otto, until: '2026-11-01' });
    expect(expired?.suppressed).toBeNull();
    expect(expired?.sentence).toContain('(this was suppressed until 2026-11-01)');
  });
});

describe('computeFindings', () => {
  const everything = () => {
    const elevations = [
      anElevation({ mfa: 'no', role: globalAdministrator, approvalRequired: false }),
      anElevationFrom(at('Sat 10:00'), at('Sat 22:00'), { justification: 'test' }),
      anElevation({ outcome: 'denied', startedAt: null, requestedAt: at('Mon 08:00') }),
      anElevation({ initiator: anActor('Otto'), principal: aPrincipal('Cleo') }),
    ];
    const changes = [
      permanent,
      aChange({ kind: 'assigned-outside-pim', at: at('Fri 10:00') }),
      aChange({ kind: 'assigned-outside-pim', at: at('Mon 10:00') }),
      aChange({ kind: 'role-setting-changed', justification: 'Approval disabled', principal: null }),
    ];
    return {
      elevations,
      changes,
      coverage: [aDay({ lateEvents: 2 }), aDay({ day: '2026-11-18', state: 'lost' as const })],
    };
  };

  test('sorts findings by severity, then by weight, then by time', () => {
    const found = computeFindings(aContext(everything()));
    const weight = ({ rule, role }: Finding) =>
      (rules.find(({ id }) => id === rule)?.weight ?? 0) + (role?.id === globalAdministrator.id ? 100 : 0);
    const keys = found.map((finding) => {
      return [severities.indexOf(finding.severity), -weight(finding), finding.at?.getTime() ?? 0] as const;
    });
    expect(keys).toEqual([...keys].sort((a, b) => a[0] - b[0] || a[1] - b[1] || a[2] - b[2]));
    expect(new Set(found.map(({ severity }) => severity)).size).toBe(4);
    expect(new Set(found.map(weight)).size).toBeGreaterThan(6);
  });

  test('sorts high findings by the weight of their rules, tier-0 roles first', () => {
    const tuesday = { role: securityReader, at: at('Tue 10:00') };
    const changes = [
      aChange({ ...tuesday, kind: 'access-elevated', at: at('Sun 10:00') }),
      aChange({ ...tuesday, initiator: anActor('Emergency'), at: at('Sat 10:00') }),
      aChange({ ...tuesday, kind: 'assigned-outside-pim', at: at('Fri 10:00') }),
      aChange({
        ...tuesday,
        kind: 'role-setting-changed',
        justification: 'Approval disabled',
        at: at('Thu 10:00'),
      }),
      aChange({ ...tuesday, kind: 'alert-disabled', at: at('Wed 10:00') }),
      aChange({ ...tuesday, kind: 'active-assigned', permanent: true }),
      aChange({ kind: 'active-assigned', permanent: true, role: globalAdministrator, at: at('Sun 12:00') }),
    ];
    const coverage = [aDay({ day: '2026-11-18', state: 'lost' })];
    const policy = { breakGlassAccounts: ['emergency@contoso.example'] };
    const high = computeFindings(aContext({ changes, coverage, policy })).filter(
      ({ severity }) => severity === 'high',
    );
    expect(high.map(({ rule }) => rule)).toEqual([
      'permanent-active-assignment',
      'access-elevated-to-root',
      'break-glass-used',
      'collection-gap',
      'assigned-outside-pim',
      'role-setting-weakened',
      'pim-alert-disabled',
      'permanent-active-assignment',
    ]);
  });

  test('gives findings the severity that the policy sets for their rule', () => {
    const policy = { severities: { 'new-role-holder': 'info', 'permanent-eligibility': 'high' } } as const;
    expect(computeFindings(aContext({ changes: [permanent], policy }))).toMatchObject([
      { rule: 'permanent-eligibility', severity: 'high' },
    ]);
  });

  test('gives the same findings for any order of its input', () => {
    const { elevations, changes, coverage } = everything();
    const expected = computeFindings(aContext({ elevations, changes, coverage }));
    fc.assert(
      fc.property(
        fc.shuffledSubarray(elevations, { minLength: elevations.length }),
        fc.shuffledSubarray(changes, { minLength: changes.length }),
        (shuffledElevations, shuffledChanges) => {
          const context = aContext({ elevations: shuffledElevations, changes: shuffledChanges, coverage });
          expect(computeFindings(context)).toEqual(expected);
        },
      ),
    );
  });

  test('lists each event that proves a finding once', () => {
    const changes = [{ ...permanent, eventIds: ['a', 'b', 'a'] }];
    expect(computeFindings(aContext({ changes }))).toMatchObject([{ eventIds: ['a', 'b'] }]);
  });

  test('leaves out the findings of a disabled rule, and no others', () => {
    const all = computeFindings(aContext(everything()));
    const policy = { disabled: ['assigned-outside-pim'] };
    const some = computeFindings(aContext({ ...everything(), policy }));
    expect(all.length - some.length).toBe(2);
    expect(some.map(({ rule }) => rule)).not.toContain('assigned-outside-pim');
  });

  test('finds nothing in elevations and changes outside the period', () => {
    const { elevations, changes } = everything();
    const earlier = elevations.map(monthBefore);
    expect(computeFindings(aContext({ allElevations: earlier, allChanges: changes }))).toEqual([]);
  });
});

describe('the rules', () => {
  test('have unique ids, a title, a weight, and reason and advice as sentences', () => {
    expect(new Set(rules.map(({ id }) => id)).size).toBe(rules.length);
    for (const { id, title, why, advice, weight } of rules) {
      expect(advice).toMatch(/^[A-Z].*\.$/);
      expect(weight).toBeGreaterThan(0);
      expect(id).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
      expect(title).toMatch(/^[A-Z].*[^.]$/);
      expect(why).toMatch(/^[A-Z].*\.$/);
    }
  });
});

describe('a suppression', () => {
  const holds = (names: Partial<Suppression>) =>
    findings([{ ...suppression, ...names }])[0]?.suppressed !== null;
  const { principal, role, initiator } = permanent;

  test.each([
    ['id', principal?.id, role?.id, initiator?.id],
    ['UPN', principal?.upn, role?.name, initiator?.upn],
    ['name', principal?.name, role?.name, initiator?.name],
  ])('matches principal, role and initiator by their %s, ignoring case and blanks', (_, who, what, by) => {
    const shout = (text: string | null | undefined) => ` ${text?.toUpperCase()} `;
    for (const names of [{ principal: shout(who) }, { role: shout(what) }, { initiator: shout(by) }])
      expect([names, holds(names)]).toEqual([names, true]);
  });

  test('does not match if it names a property that the finding lacks', () => {
    const setting = aChange({
      kind: 'role-setting-changed',
      justification: 'Approval disabled',
      principal: null,
      role: null,
      initiator: null,
    });
    for (const names of [{ principal: 'Bo' }, { role: 'x' }, { initiator: 'Petra' }]) {
      const policy = { suppress: [{ rule: 'role-setting-weakened', reason: 'Agreed', ...names }] };
      expect(computeFindings(aContext({ changes: [setting], policy }))).toMatchObject([{ suppressed: null }]);
    }
  });
});

describe('unusedSuppressions', () => {
  const unused = (suppress: readonly Suppression[]) => {
    const policy = { ...defaultFindingsPolicy, suppress };
    const context = aContext({ changes: [permanent], policy });
    return unusedSuppressions(computeFindings(context), policy, context.asOf);
  };

  test('returns the suppressions in force that match no finding', () => {
    const misspelt = { ...suppression, principal: 'Boo' };
    const other = { ...suppression, rule: 'self-assignment' };
    expect(unused([suppression, misspelt, other])).toEqual([misspelt, other]);
    expect(unused([{ ...misspelt, until: '2026-11-22' }])).toEqual([]);
    expect(unused([{ ...misspelt, until: '2026-11-23' }])).toHaveLength(1);
  });
});

describe('thresholds', () => {
  const rule = { ...rules[0]!, id: 'r', thresholds: { hours: 24, times: 3 } };
  const of = (thresholds: Record<string, Record<string, number>>, one = rule) =>
    thresholdsOf(one, { ...defaultFindingsPolicy, thresholds });

  test('are the rule’s own unless the policy sets them, and "value" sets the first', () => {
    expect(of({})).toEqual({ hours: 24, times: 3 });
    expect(of({ other: { value: 1 } })).toEqual({ hours: 24, times: 3 });
    expect(of({ r: { value: 8 } })).toEqual({ hours: 8, times: 3 });
    expect(of({ r: { times: 5 } })).toEqual({ hours: 24, times: 5 });
    expect(of({ r: { value: 8, hours: 9 } })).toEqual({ hours: 9, times: 3 });
    expect(of({ r: { value: 8 } }, { ...rule, thresholds: {} as typeof rule.thresholds })).toEqual({});
  });
});

describe('lookBackDaysOf', () => {
  test('returns the longest look-back of the enabled rules', () => {
    const lookingBack = rules.filter((rule) => rule.lookBackDays !== undefined);
    const daysOf = (rule: (typeof rules)[number]) =>
      rule.lookBackDays?.(thresholdsOf(rule, defaultFindingsPolicy)) ?? 0;
    const most = Math.max(...lookingBack.map(daysOf));
    expect(most).toBeGreaterThan(30);
    expect(lookBackDaysOf(defaultFindingsPolicy)).toBe(most);
    const farthest = lookingBack.filter((rule) => daysOf(rule) === most).map(({ id }) => id);
    const rest = lookingBack.filter((rule) => daysOf(rule) < most).map(daysOf);
    expect(lookBackDaysOf({ ...defaultFindingsPolicy, disabled: farthest })).toBe(Math.max(0, ...rest));
    const disabled = lookingBack.map(({ id }) => id);
    expect(lookBackDaysOf({ ...defaultFindingsPolicy, disabled })).toBe(0);
  });
});

describe('findings of the same severity and time', () => {
  test('are sorted by the weight of their rules, then by their sentences', () => {
    const setting = (name: string) =>
      aChange({
        kind: 'role-setting-changed',
        justification: 'Approval disabled',
        principal: null,
        initiator: anActor(name),
      });
    const outside = aChange({ kind: 'assigned-outside-pim', role: globalAdministrator });
    const changes = [setting('Petra'), outside, setting('Anna'), setting('Cleo')];
    const high = computeFindings(aContext({ changes })).filter(({ severity }) => severity === 'high');
    const keys = high.map(({ rule, initiator }) => [rule, initiator?.name]);
    expect(new Set(high.map(({ at }) => at?.getTime())).size).toBe(1);
    expect(keys).toEqual([
      ['assigned-outside-pim', 'Petra'],
      ['role-setting-weakened', 'Anna'],
      ['role-setting-weakened', 'Cleo'],
      ['role-setting-weakened', 'Petra'],
    ]);
  });
});
