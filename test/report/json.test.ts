import type { Elevation } from '../../shared/domain/events/elevation';
import { renderJson, reportJson } from '../../shared/report/json';
import { contractReport } from '../support/outputs/contract-json';
import {
  aChange,
  aCoverage,
  aFinding,
  aHostileReportModel,
  anElevation,
  anEmptyReportModel,
  aReportModel,
  hostileTexts,
} from '../support/builders/report';

describe('the report as JSON', () => {
  test('has every key of the contract', () => {
    expect(reportJson(aReportModel({ previous: aReportModel().totals }))).toEqual({
      schemaVersion: 2,
      report: 'weekly',
      organization: 'Contoso',
      generatedAt: '2026-11-23T07:00:00.000Z',
      period: { from: '2026-11-16T00:00:00.000Z', to: '2026-11-23T00:00:00.000Z', timeZone: 'UTC' },
      coverage: expect.arrayContaining([
        {
          day: '2026-11-16',
          state: 'complete',
          events: 12,
          lateEvents: 0,
          lastReadAt: '2026-11-23T01:30:00.000Z',
        },
      ]) as unknown,
      totals: aReportModel().totals,
      previous: aReportModel().totals,
      activations: [
        {
          id: '5f1c8a52-0f0e-4e5c-9a36-6d2f0f4b7a01',
          provider: 'entra',
          principal: { id: 'u-1', name: 'Mia Berg', upn: 'mia.berg@contoso.example', type: 'user' },
          requestedBy: null,
          role: {
            id: '62e90394-69f5-4237-9190-012177145e10',
            name: 'Global Administrator',
            privileged: true,
          },
          scope: { id: '/', name: 'Directory' },
          outcome: 'activated',
          requestedAt: '2026-11-17T08:00:00.000Z',
          approvedAt: '2026-11-17T08:12:30.000Z',
          approver: { id: 'u-2', name: 'Jonas Falk', upn: 'jonas.falk@contoso.example' },
          approvalMinutes: 12.5,
          startedAt: '2026-11-17T08:12:31.000Z',
          plannedEndAt: '2026-11-17T10:12:31.000Z',
          endedAt: '2026-11-17T09:14:01.000Z',
          endedBy: 'deactivated',
          minutes: 61.5,
          justification: 'Conditional access rollout, second wave',
          ticket: { number: 'CHG0042', system: 'ServiceNow' },
          mfa: 'yes',
          ipAddress: '203.0.113.7',
          failureReason: null,
          findings: [],
          source: 'graph',
          sources: ['graph'],
          eventIds: ['PIM_1', 'PIM_2', 'PIM_3'],
        },
      ],
      changes: [
        {
          at: '2026-11-18T13:20:00.000Z',
          kind: 'eligible-assigned',
          provider: 'entra',
          initiator: { id: 'u-2', name: 'Jonas Falk', upn: 'jonas.falk@contoso.example', type: 'user' },
          principal: { id: 'u-3', name: 'Aylin Demir', upn: 'aylin.demir@contoso.example', type: 'user' },
          role: {
            id: '29232cdf-9323-42fd-ade2-1d097af3e4de',
            name: 'Exchange Administrator',
            privileged: true,
          },
          scope: { id: '/', name: 'Directory' },
          justification: 'New in the mail team',
          result: 'completed',
          findings: [],
          eventIds: ['PIM_10', 'PIM_11'],
        },
      ],
      findings: [
        {
          rule: 'assigned-outside-pim',
          alsoRules: [],
          severity: 'high',
          sentence: 'Jonas Falk gave Aylin Demir Global Administrator directly, bypassing PIM.',
          why: 'Nobody approved it, it has no end, and PIM does not see its use.',
          advice: 'Ask Jonas Falk why; move the assignment into PIM or remove it.',
          initiator: { id: 'u-2', name: 'Jonas Falk', upn: 'jonas.falk@contoso.example', type: 'user' },
          principal: { id: 'u-3', name: 'Aylin Demir', upn: 'aylin.demir@contoso.example', type: 'user' },
          role: {
            id: '62e90394-69f5-4237-9190-012177145e10',
            name: 'Global Administrator',
            privileged: true,
          },
          scope: { id: '/', name: 'Directory' },
          at: '2026-11-19T22:41:07.000Z',
          count: 1,
          suppressed: null,
          eventIds: ['PIM_20'],
        },
      ],
      standingAccess: null,
      roleSettings: null,
      undeliveredAlerts: [],
      unknownActivities: [],
    });
  });

  test('writes null for an unknown value, and omits no key', () => {
    const model = aReportModel({
      elevations: [
        anElevation({
          approver: null,
          approvedAt: null,
          requestedAt: null,
          startedAt: null,
          plannedEndAt: null,
          endedAt: null,
          endedBy: null,
          ticket: null,
        }),
      ],
      changes: [aChange({ initiator: null, principal: null, role: null, scope: null })],
      findings: [
        aFinding({ principal: null, role: null, scope: null, suppressed: { reason: 'known', until: null } }),
      ],
    });
    const full = reportJson(aReportModel());
    const bare = JSON.parse(renderJson(model)) as typeof full;
    expect(Object.keys(bare)).toEqual(Object.keys(full));
    expect(Object.keys(bare.activations[0]!)).toEqual(Object.keys(full.activations[0]!));
    expect(Object.keys(bare.changes[0]!)).toEqual(Object.keys(full.changes[0]!));
    expect(bare.activations[0]).toMatchObject({
      approver: null,
      minutes: null,
      approvalMinutes: null,
      ticket: null,
    });
    expect(bare.changes[0]).toMatchObject({ initiator: null, principal: null, role: null, scope: null });
    expect(bare.findings[0]).toMatchObject({ principal: null, suppressed: { reason: 'known', until: null } });
    expect(bare.previous).toBeNull();
  });

  const nobody = { id: null, name: null, upn: null, type: null };
  const unknown = aReportModel({
    coverage: aCoverage({ '2026-11-18': 'missing' }),
    elevations: [
      anElevation({
        principal: nobody,
        role: { id: null, name: null, privileged: false },
        scope: { id: null, name: null },
        approver: null,
        startedAt: null,
        endedAt: null,
        endedBy: null,
        ticket: { number: null, system: null },
      }),
    ],
    changes: [aChange({ initiator: null, principal: null, role: null, scope: null })],
    findings: [aFinding({ principal: null, role: null, scope: null })],
  });
  test.each([
    ['an ordinary week', aReportModel({ previous: aReportModel().totals })],
    ['an empty week', anEmptyReportModel()],
    ['a week of which little is known', unknown],
    ['typed text', aHostileReportModel(hostileTexts.attribute)],
  ])('has exactly the keys of the contract: %s', (_, model) => {
    expect(contractReport.safeParse(JSON.parse(renderJson(model))).error?.issues ?? []).toEqual([]);
  });

  test('a row names its open findings and who requested it for another person', () => {
    const jonas = { id: 'u-2', name: 'Jonas Falk', upn: 'jonas.falk@contoso.example', type: 'user' } as const;
    const model = aReportModel({
      elevations: [anElevation({ initiator: jonas })],
      findings: [
        aFinding({ rule: 'self-approval', alsoRules: ['tier0-activated'], eventIds: ['PIM_2'] }),
        aFinding({ rule: 'long-activation', severity: 'low', eventIds: ['PIM_1', 'PIM_9'] }),
        aFinding({ rule: 'hidden', eventIds: ['PIM_3'], suppressed: { reason: 'known', until: null } }),
        aFinding({ rule: 'another-row', eventIds: ['PIM_77'] }),
      ],
    });
    expect(reportJson(model).activations[0]).toMatchObject({
      requestedBy: jonas,
      findings: ['self-approval', 'tier0-activated', 'long-activation'],
    });
  });

  test('writes no time for a finding without an event', () => {
    const model = aReportModel({ findings: [aFinding({ at: null, eventIds: [] })] });
    expect(reportJson(model).findings[0]).toMatchObject({ at: null, eventIds: [] });
  });

  test('names the sources of an activation, and calls it imported if no source is live', () => {
    const sourcesOf = (...sources: Elevation['sources']) => {
      const [row] = reportJson(aReportModel({ elevations: [anElevation({ sources })] })).activations;
      return [row?.source, row?.sources];
    };
    expect(sourcesOf('graph', 'portal csv')).toEqual(['graph', ['graph', 'portal csv']]);
    expect(sourcesOf('unified audit log')).toEqual(['import', ['unified audit log']]);
  });

  test('is indented and ends in a newline', () => {
    expect(renderJson(aReportModel())).toMatch(/^\{\n {2}"schemaVersion": 2,\n[^]*\n\}\n$/);
  });
});
