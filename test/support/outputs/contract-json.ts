import * as z from 'zod';

// Schema of the JSON report, written from the contract and independent of the renderer: every key is required, other
// keys are errors, and unknown values are null.
const instant = z.iso.datetime();
const text = z.string().nullable();
const count = z.int().nonnegative();
const eventIds = z.array(z.string());
const rules = z.array(z.string());
const person = { id: text, name: text, upn: text };
const principal = z.strictObject({ ...person, type: text });
const role = z.strictObject({ id: text, name: text, privileged: z.boolean() });
const scope = z.strictObject({ id: text, name: text });
const provider = z.enum(['entra', 'group', 'azure']);

const totals = z.strictObject({
  events: count,
  requests: count,
  activations: count,
  principals: count,
  roles: count,
  elevatedMinutes: z.number(),
  findings: z.strictObject({ high: count, medium: count, low: count, info: count }),
});

const activation = z.strictObject({
  id: z.string(),
  provider,
  principal,
  requestedBy: principal.nullable(),
  role,
  scope,
  outcome: z.enum(['activated', 'denied', 'cancelled', 'timed-out', 'failed', 'pending']),
  requestedAt: instant.nullable(),
  approvedAt: instant.nullable(),
  approver: z.strictObject(person).nullable(),
  approvalMinutes: z.number().nullable(),
  startedAt: instant.nullable(),
  plannedEndAt: instant.nullable(),
  endedAt: instant.nullable(),
  endedBy: z.enum(['expired', 'deactivated', 'removed', 'inferred']).nullable(),
  minutes: z.number().nullable(),
  justification: text,
  ticket: z.strictObject({ number: text, system: text }).nullable(),
  mfa: z.enum(['yes', 'no', 'not recorded']),
  ipAddress: text,
  failureReason: text,
  findings: rules,
  source: z.enum(['graph', 'import']),
  sources: z.array(z.string()).min(1),
  eventIds,
});

const change = z.strictObject({
  at: instant,
  kind: z.string(),
  provider,
  initiator: principal.nullable(),
  principal: principal.nullable(),
  role: role.nullable(),
  scope: scope.nullable(),
  justification: text,
  result: z.string(),
  findings: rules,
  eventIds,
});

const finding = z.strictObject({
  rule: z.string(),
  alsoRules: rules,
  severity: z.enum(['high', 'medium', 'low', 'info']),
  sentence: z.string(),
  why: z.string(),
  advice: z.string(),
  initiator: principal.nullable(),
  principal: principal.nullable(),
  role: role.nullable(),
  scope: scope.nullable(),
  at: instant.nullable(),
  count,
  suppressed: z.strictObject({ reason: z.string(), until: text }).nullable(),
  eventIds,
});

const standingAccess = z.strictObject({
  readAt: instant,
  state: z.enum(['complete', 'partial', 'refused']),
  parts: z.array(
    z.strictObject({
      part: z.enum(['roles', 'groups', 'people', 'conditional-access']),
      endpoint: z.string(),
      state: z.enum(['complete', 'partial', 'refused', 'off']),
      rows: count,
      reason: text,
    }),
  ),
  assignments: z.array(
    z.strictObject({
      principal,
      role,
      scope,
      kind: z.enum(['eligible', 'active']),
      permanent: z.boolean().nullable(),
      since: instant.nullable(),
      until: instant.nullable(),
      via: z.strictObject({ id: text, name: text }).nullable(),
      lastActivatedAt: instant.nullable(),
      activations90Days: count,
      enabled: z.boolean().nullable(),
      guest: z.boolean().nullable(),
      synced: z.boolean().nullable(),
      lastSignInAt: instant.nullable(),
      findings: rules,
    }),
  ),
  reconciliation: z
    .strictObject({
      from: instant,
      to: instant,
      changes: count,
      explained: count,
      unexplained: z.array(
        z.strictObject({
          kind: z.enum(['appeared', 'vanished', 'without-effect', 'not-logged']),
          assignment: z.enum(['eligible', 'active']),
          principal,
          role,
          scope,
          between: z.tuple([instant, instant]),
          eventIds,
        }),
      ),
    })
    .nullable(),
});

const roleSetting = z.strictObject({
  role,
  maximumMinutes: z.number().nullable(),
  mfa: z.boolean().nullable(),
  authenticationContext: text,
  justification: z.boolean().nullable(),
  ticket: z.boolean().nullable(),
  approval: z.boolean().nullable(),
  approvers: z.array(z.strictObject({ id: text, name: text })),
  permanentEligible: z.boolean().nullable(),
  permanentActive: z.boolean().nullable(),
  changedAt: instant.nullable(),
  findings: rules,
});

/** The contract's JSON report, `schemaVersion` 2. */
export const contractReport = z.strictObject({
  schemaVersion: z.literal(2),
  report: z.string(),
  organization: z.string(),
  generatedAt: instant,
  period: z.strictObject({ from: instant, to: instant, timeZone: z.string() }),
  coverage: z.array(
    z.strictObject({
      day: z.iso.date(),
      state: z.enum(['complete', 'partial', 'missing', 'lost', 'imported']),
      events: count,
      lateEvents: count,
      lastReadAt: instant.nullable(),
    }),
  ),
  totals,
  previous: totals.nullable(),
  activations: z.array(activation),
  changes: z.array(change),
  findings: z.array(finding),
  standingAccess: standingAccess.nullable(),
  roleSettings: z.array(roleSetting).nullable(),
  undeliveredAlerts: z.array(
    z.strictObject({
      channel: z.string(),
      rule: z.string(),
      sentence: z.string(),
      at: instant,
      reason: z.string(),
    }),
  ),
  unknownActivities: z.array(z.strictObject({ name: z.string(), count })),
});
