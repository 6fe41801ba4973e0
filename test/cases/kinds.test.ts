import { reportOf, type ReportOf } from '../support/outputs/report-of';
import {
  globalAdministrator,
  instant,
  oid,
  other,
  person,
  role,
  tenant,
  user,
  userAdministrator,
  wire,
  type Target,
  type Who,
  type Wire,
} from '../support/builders/wire';

const week = '2026-W47';
const report = (events: readonly object[], settings: Record<string, unknown> = {}): Promise<ReportOf> =>
  reportOf({ week, events, settings });
const sentences = ({ findings }: ReportOf): string => findings.map(({ sentence }) => sentence).join('\n');
const ruleIds = ({ findings }: ReportOf): string[] => findings.map(({ rule }) => rule);

const hanna = person('Hanna Lind', 11);
const marco = person('Marco Rossi', 12);
const tore = person('Tore Lund', 13);
const bare = ({ id }: Who): Who => ({ id });

const asked = 'Add member to role requested (PIM activation)';
const forwarded = 'Add member to role approval requested (PIM activation)';
const approved = 'Add member to role request approved (PIM activation)';
const denied = 'Add member to role request denied (PIM activation)';
const completed = 'Add member to role completed (PIM activation)';
const cancelled = 'Add member to role canceled (PIM activation)';
const expired = 'Remove member from role (PIM activation expired)';
const deactivated = 'Remove member from role completed (PIM deactivate)';

const path = `/subscriptions/${oid(21)}/resourceGroups/rg-billing`;
const owner = role('Owner', '8e3af657-a8ff-443c-a75c-2fe8c4bcb635');
const billing = other(path, 'rg-billing');

const lasting = (from: string, to: string) => ({
  details: { StartTime: instant(from), ExpirationTime: instant(to) },
});

describe('actor, principal and scope in Azure', () => {
  const azure = (targets: readonly Target[], facts: Wire = {}): Wire => ({
    category: 'ResourceManagement',
    request: oid(31),
    targets: [owner, ...targets, billing],
    ...facts,
  });
  const requester = other(hanna.id, hanna.name);

  test.each([
    ['the approver is the initiator and the only user', marco, [requester, user(marco)]],
    ['the approver stands before the requester', marco, [user(marco), requester]],
    ['the approver is an initiator without a name', bare(marco), [requester, user(marco)]],
    ['PIM logs the decision itself', 'pim', [requester, user(marco)]],
    ['the event has no initiator', null, [requester, user(marco)]],
    ['no target is the approver', marco, [requester]],
    ['the approver is the only person in the event', marco, [user(marco)]],
    ['the requester is a user', marco, [user(hanna)]],
    ['the requester has no name', marco, [other(hanna.id), user(marco)]],
  ] as const)('are distinguished when %s', async (_, by, targets) => {
    const found = await report([
      wire(asked, '17 09:00', azure([requester], { by: hanna, reason: 'invoice run' })),
      wire(forwarded, '17 09:00:05', azure([requester], { by: hanna })),
      wire(approved, '17 09:12', azure(targets, { by, reason: 'ok' })),
      wire(
        completed,
        '17 09:12:08',
        azure([requester], { by: hanna, ...lasting('17 09:12:08', '17 11:12:08') }),
      ),
      wire(expired, '17 11:12:15', azure([requester], { by: 'pim' })),
    ]);
    expect(found.activations).toMatchObject([
      {
        provider: 'azure',
        principal: { ...hanna, type: 'user' },
        scope: { name: 'rg-billing' },
        approver: { id: marco.id, name: marco.name },
        minutes: 120,
        endedBy: 'expired',
      },
    ]);
    for (const rule of ['self-approval', 'activated-for-another']) expect(ruleIds(found)).not.toContain(rule);
    expect(sentences(found)).not.toMatch(/Marco Rossi activated/);
  });

  test.each([
    ['PIM', 'pim'],
    ['the approver', marco],
  ] as const)('do not change when %s completes the request and names the approver too', async (_, by) => {
    const found = await report([
      wire(asked, '17 09:00', azure([requester], { by: hanna })),
      wire(approved, '17 09:12', azure([requester, user(marco)], { by: marco })),
      wire(completed, '17 09:12:08', azure([requester, user(marco)], { by })),
    ]);
    expect(found.activations).toMatchObject([{ principal: hanna, approver: marco }]);
    expect(ruleIds(found)).not.toContain('activated-for-another');
  });

  test('a denied request belongs to its requester, even if the rest of it is unknown', async () => {
    const [whole, alone] = await Promise.all([
      report([
        wire(asked, '17 09:00', azure([requester], { by: hanna })),
        wire(denied, '17 09:12', azure([requester, user(marco)], { by: marco, reason: 'no' })),
      ]),
      report([wire(denied, '17 09:12', azure([user(marco)], { by: marco, reason: 'no' }))]),
    ]);
    expect(sentences(whole)).toMatch("Marco Rossi denied Hanna Lind's request for Owner on rg-billing.");
    expect(sentences(alone)).not.toMatch(/Marco Rossi's request/);
    expect(ruleIds(alone)).not.toContain('self-approval');
  });

  test.each([
    ['Update member in PIM approved by admin (extend/renew)', 'extend-renew-approved'],
    ['Approve request - direct role assignment', 'active-approved'],
    ['Update member in PIM denied by admin (extend/renew)', 'extend-renew-denied'],
  ])('the decision "%s" is about its requester', async (activity, kind) => {
    const { changes, findings } = await report([
      wire(activity, '17 09:00', azure([requester, user(marco)], { by: marco })),
    ]);
    expect(changes).toMatchObject([{ kind, principal: { id: hanna.id }, initiator: marco }]);
    expect(findings.map(({ rule }) => rule)).not.toContain('self-assignment');
  });

  test('an assignment is of the target of type Other when its only user is the initiator', async () => {
    const assigned = 'Add member to role in PIM completed (permanent)';
    const [forHanna, forMarco] = await Promise.all([
      report([wire(assigned, '17 09:00', azure([requester, user(marco)], { by: marco }))]),
      report([wire(assigned, '17 09:00', azure([user(marco)], { by: marco }))]),
    ]);
    expect(forHanna.changes).toMatchObject([{ principal: { id: hanna.id, name: hanna.name } }]);
    expect(ruleIds(forHanna)).not.toContain('self-assignment');
    expect(ruleIds(forMarco)).toContain('self-assignment');
  });

  test('an end with only the id of the role ends an activation with its path', async () => {
    const RoleDefinitionOriginId = `/subscriptions/${oid(21)}/providers/Microsoft.Authorization/roleDefinitions/${owner.id}`;
    const { activations } = await report([
      wire(
        completed,
        '17 09:00',
        azure([requester], {
          by: hanna,
          details: {
            ...{ RoleDefinitionOriginId, StartTime: instant('17 09:00') },
            ExpirationTime: instant('17 11:00'),
          },
        }),
      ),
      wire(deactivated, '17 09:30', azure([requester], { by: hanna, request: oid(37) })),
    ]);
    expect(activations).toMatchObject([{ endedBy: 'deactivated', minutes: 30 }]);
  });

  test('a failed removal is of the principal that should have lost the role', async () => {
    const facts = azure([requester], { by: tore, failure: 'AuthorizationFailed' });
    const found = await report([
      wire(asked, '16 09:00', azure([other(hanna.id)], { by: hanna, request: oid(32) })),
      wire('Remove member from role in PIM completed (permanent)', '17 09:00', facts),
    ]);
    expect(found.findings).toContainEqual(
      expect.objectContaining({
        rule: 'removal-failed',
        severity: 'medium',
        sentence:
          'Tore Lund could not take Owner on rg-billing away from Hanna Lind, so the role is still held: permission was missing.',
      }),
    );
    expect(sentences(found)).not.toMatch(/request of/);
  });
});

describe('actor, principal and scope in PIM for Groups', () => {
  const member = role('Member', oid(41));
  const group = (id: number, name: string | null): Target => ({ type: 'Group', id: oid(id), name });
  const of = (targets: readonly Target[], facts: Wire): Wire => ({
    category: 'GroupManagement',
    request: oid(33),
    targets: [member, { type: 'Request', id: oid(33) }, ...targets],
    ...facts,
  });
  const [platform, owners] = [group(42, 'Team Platform'), group(43, 'PIM-SubOwners')];

  test.each([
    ['at the end, again', [platform, owners, other(null), owners]],
    ['at the end, once', [platform, owners]],
    ['at the end, again without its name', [platform, owners, group(43, null)]],
    ['around the principal', [owners, platform, owners]],
  ])('are the same with the PIM group %s', async (_, targets) => {
    const { changes, findings } = await report([
      wire(
        'Add eligible member to role in PIM completed (time bound)',
        '16 13:00',
        of(targets, { by: tore }),
      ),
    ]);
    expect(changes).toMatchObject([
      {
        kind: 'eligible-assigned',
        principal: { id: platform.id, name: 'Team Platform', type: 'group' },
        scope: { id: owners.id, name: 'PIM-SubOwners' },
      },
    ]);
    expect(findings.map(({ sentence }) => sentence).join()).toMatch(/eligible for Member of PIM-SubOwners/);
  });

  test('an approver who is the only user is not the member', async () => {
    const events = [
      wire(asked, '17 09:00', of([other(hanna.id, hanna.name), owners], { by: hanna })),
      wire(approved, '17 09:12', of([other(hanna.id, hanna.name), user(marco), owners], { by: marco })),
      wire(completed, '17 09:12:08', of([user(hanna), owners, owners], { by: hanna })),
    ];
    const [whole, alone] = await Promise.all([report(events), report([events[1]!])]);
    for (const { activations, findings } of [whole, alone]) {
      expect(activations).toMatchObject([{ principal: { name: 'Hanna Lind' }, approver: marco }]);
      expect(findings.map(({ rule }) => rule)).not.toContain('self-approval');
    }
  });
});

describe('an id without a name', () => {
  const entra = (who: Who, facts: Wire): Wire => ({
    targets: [userAdministrator, user(who), tenant],
    ...facts,
  });

  test.each([
    ['its initiator', [wire('Process request', '09 09:00', { by: hanna })]],
    ['another request of weeks before', [wire(asked, '02 09:00', entra(hanna, { by: bare(hanna) }))]],
    ['a later event', [wire(asked, '23 05:00', entra(hanna, { by: hanna, request: oid(39) }))]],
    [
      'a twin',
      [
        wire('Remove member from role', '10 09:00', {
          ...{ service: 'Core Directory', by: { app: 'MS-PIM' } },
          targets: [user(hanna)],
        }),
      ],
    ],
  ] as const)('has a name when the store knows it from %s', async (_, events) => {
    const found = await report([
      ...events,
      wire(completed, '17 23:30', entra(bare(hanna), { by: bare(hanna), request: oid(34) })),
    ]);
    expect(found.activations).toMatchObject([{ principal: hanna }]);
    expect(sentences(found)).not.toMatch(/aaaaaaaa-|unknown/);
  });

  test.each(['id', 'name', 'upn'] as const)('is found by a filter for the %s', async (fact) => {
    const REPORTS = [
      { name: 'own', recipients: 'a@contoso.example', include: { principals: [hanna[fact]] } },
    ];
    const { activations } = await report(
      [
        wire(asked, '09 09:00', entra(hanna, { by: hanna, request: oid(35) })),
        wire(completed, '17 09:00', entra(bare(hanna), { by: bare(hanna), request: oid(36) })),
        wire(completed, '17 10:00', entra({ id: null, upn: hanna.upn }, { by: 'pim', request: oid(37) })),
        wire(completed, '17 11:00', entra(marco, { by: marco, request: oid(38) })),
      ],
      { REPORTS },
    );
    expect(activations).toHaveLength(2);
  });

  test('is found by any of its earlier names', async () => {
    const include = { principals: ['Hanna Berg'] };
    const { activations } = await report(
      [
        wire(completed, '17 09:00', entra({ ...hanna, name: 'Hanna Berg' }, { by: 'pim', request: oid(36) })),
        wire(completed, '18 09:00', entra(hanna, { by: 'pim', request: oid(37) })),
      ],
      { REPORTS: [{ name: 'own', recipients: 'a@contoso.example', include }] },
    );
    expect(activations).toHaveLength(2);
  });
});

describe('a removal that failed', () => {
  const facts = { targets: [globalAdministrator, user(tore), tenant], request: oid(51) };
  const failure = 'CannotDeleteLastAdminAssignment';
  const started = wire(completed, '17 09:00', { ...facts, by: tore, ...lasting('17 09:00', '17 10:00') });

  test.each([
    ['expiry', wire(expired, '17 10:00:07', { ...facts, by: 'pim', failure }), 'PIM could not take'],
    [
      'deactivation',
      wire(deactivated, '17 09:30', { ...facts, by: tore, failure }),
      'Tore Lund could not give',
    ],
    [
      'removal',
      wire('Remove member from role', '17 09:30', {
        ...facts,
        by: marco,
        failure,
        service: 'Core Directory',
      }),
      'Marco Rossi could not take',
    ],
  ])('(%s) leaves the role held', async (_, refused, words) => {
    const found = await report([started, refused]);
    expect(found.findings).toContainEqual(
      expect.objectContaining({
        rule: 'removal-failed',
        severity: 'high',
        sentence: expect.stringMatching(
          `${words}.*the role is still held: it is the last assignment of that role`,
        ) as unknown,
      }),
    );
    expect(found.activations).toMatchObject([{ endedBy: null, endedAt: null }]);
    expect(sentences(found)).not.toMatch(/request of/);
  });
});

describe('elevated access', () => {
  const facts = { by: hanna, service: 'Azure RBAC (Elevated Access)' } as const;

  test('and its removal are about User Access Administrator at the root', async () => {
    const { changes, findings } = await report([
      wire(
        'User has elevated their access to User Access Administrator for their Azure Resources',
        '17 09:00',
        facts,
      ),
      wire(
        'The role assignment of User Access Administrator has been removed from the user',
        '17 10:00',
        facts,
      ),
    ]);
    const about = {
      provider: 'azure',
      principal: hanna,
      role: { name: 'User Access Administrator' },
      scope: { id: '/' },
    };
    expect(changes).toMatchObject([
      { ...about, kind: 'access-elevated' },
      { ...about, kind: 'removed-outside-pim' },
    ]);
    expect(findings.map(({ rule }) => rule)).toContain('access-elevated-to-root');
  });
});

describe('a settings text', () => {
  const change = (reason: string) =>
    report([
      wire('Update role setting in PIM', '17 09:00', { by: marco, reason, targets: [userAdministrator] }),
    ]);

  test.each([
    [
      'Authentication context on activation requirement enabled, MFA on activation requirement disabled',
      'low',
    ],
    ['MFA on activation requirement disabled. Authentication context enabled with "Passkeys only"', 'low'],
    ['Authentication context on activation requirement disabled', 'high'],
    ['Approval required disabled', 'high'],
    ['Approval enabled with approvers [Bo],Justification on activation requirement disabled', 'high'],
    ['MFA on activation requirement enabled;Approval required disabled', 'high'],
    ['Activation maximum duration updated to 24:00:00', 'high'],
    ['Sign-in checks switched off for everyone', 'medium'],
  ])('"%s" is %s', async (reason, severity) => {
    const { findings } = await change(`Setting changes in this session: ${reason}`);
    const [finding] = findings.filter(({ rule }) => rule.startsWith('role-setting-'));
    expect(finding).toMatchObject({
      severity,
      rule: severity === 'high' ? 'role-setting-weakened' : 'role-setting-changed',
    });
    if (severity === 'medium') expect(finding?.sentence).toContain(reason);
  });
});

describe('the events around an activation', () => {
  const of = (request: number, facts: Wire = {}): Wire => ({
    ...{ by: hanna, request: oid(request), targets: [userAdministrator, user(hanna), tenant] },
    ...facts,
  });

  test('end it at a planned end that is named EndTime', async () => {
    const { activations } = await report([
      wire(completed, '17 09:00', of(61, { details: { EndTime: instant('17 10:00') } })),
    ]);
    expect(activations).toMatchObject([{ endedBy: 'inferred', minutes: 60 }]);
  });

  test('include a demand for a stronger sign-in as a first step, under any request id', async () => {
    const stepUp = { failure: 'RoleAssignmentRequestAcrsValidationFailed' };
    for (const first of [
      of(62, stepUp),
      of(63, stepUp),
      { ...of(62, stepUp), request: undefined as never },
    ]) {
      const waiting = await report([
        wire(asked, '22 09:00', first),
        wire(asked, '22 23:00', of(62)),
        wire(forwarded, '22 23:01', of(62)),
      ]);
      expect(waiting.activations).toMatchObject([{ outcome: 'pending' }]);
      expect(ruleIds(waiting)).not.toContain('activation-failed');
    }
  });

  test('show an application that approves, even if it is a target', async () => {
    const by = { app: 'la-auto-approve', id: oid(64) };
    for (const targets of [[], [{ type: 'ServicePrincipal', id: by.id, name: by.app }]]) {
      const { activations, findings } = await report([
        wire(asked, '17 09:00', of(64)),
        wire(approved, '17 09:10', of(64, { by, targets: [userAdministrator, user(hanna), ...targets] })),
        wire(completed, '17 09:10:05', of(64)),
      ]);
      expect(activations).toMatchObject([
        { principal: hanna, approver: { id: by.id, name: by.app, upn: null }, approvalMinutes: 10 },
      ]);
      expect(findings.map(({ rule }) => rule)).not.toContain('activated-for-another');
    }
  });

  test.each([
    ['cancelled', wire(cancelled, '17 15:00', of(65))],
    ['withdrawn', wire('Cancel request', '17 15:00', of(65))],
    ['given back', wire(deactivated, '17 15:00', of(65))],
    ['given back under another id', wire(deactivated, '17 15:00', of(66))],
  ])('let it never start when it is %s before its scheduled start', async (_, end) => {
    const { activations, totals, findings } = await report([
      wire(asked, '17 09:00', of(65)),
      wire(completed, '17 09:01', of(65, lasting('18 08:00', '18 12:00'))),
      end,
    ]);
    expect(activations).toMatchObject([
      { outcome: 'cancelled', startedAt: null, endedAt: null, minutes: null },
    ]);
    expect(totals).toMatchObject({ activations: 0 });
    expect(findings.map(({ rule }) => rule)).not.toContain('activation-without-end');
  });

  test('let it run when it was cancelled after its start, or when the cancellation failed', async () => {
    const began = wire(completed, '17 09:01', of(67, lasting('17 10:00', '17 12:00')));
    for (const end of [
      wire(cancelled, '17 11:00', of(67)),
      wire(cancelled, '17 09:30', of(67, { failure: 'RequestNotFound' })),
      wire('Cancel request for role removal', '17 09:30', of(67)),
    ]) {
      const { activations } = await report([began, end]);
      expect(activations).toMatchObject([{ outcome: 'activated', minutes: 120 }]);
    }
  });

  test('show reasons without outer white space, and error codes in words', async () => {
    const { activations, findings } = await report([
      wire(completed, '17 09:00', of(68, { reason: ' \n clean up \t' })),
      wire(asked, '18 09:00', of(69, { failure: 'RoleAssignmentExists' })),
    ]);
    expect(activations[0]).toMatchObject({ justification: 'clean up' });
    expect(findings.map(({ sentence }) => sentence).join()).toContain('failed: the role was held already.');
  });
});

describe('an assignment outside PIM', () => {
  const scoped = (targets: readonly Target[], modified: Record<string, string> = {}) =>
    report([
      wire('Add scoped member to role', '17 09:00', {
        service: 'Core Directory',
        by: marco,
        targets: [
          { ...user(tore), modified: { 'Role.DisplayName': 'User Administrator', ...modified } },
          ...targets,
        ],
      }),
    ]);

  test.each([
    ['a target of its own', [{ type: 'AdministrativeUnit', id: oid(71), name: 'Sales' }], {}],
    ['a target of type Other', [other(oid(71), 'Sales')], {}],
    [
      'modified properties',
      [],
      { 'AdministrativeUnit.ObjectID': oid(71), 'AdministrativeUnit.DisplayName': 'Sales' },
    ],
  ])('is on the administrative unit in %s', async (_, targets, modified) => {
    const { changes, findings } = await scoped(targets, modified);
    expect(changes).toMatchObject([{ scope: { id: `/administrativeUnits/${oid(71)}`, name: 'Sales' } }]);
    expect(findings.map(({ sentence }) => sentence).join()).toContain(
      'Marco Rossi gave Tore Lund User Administrator on Sales directly, bypassing PIM.',
    );
  });
});

describe('an assignment outside PIM is reported', () => {
  const facts = { targets: [globalAdministrator, user(tore), tenant] };
  const given = (when: string, app = 'MS-PIM'): object =>
    wire('Add member to role', when, {
      ...{ service: 'Core Directory', by: { app, id: oid(81) } },
      targets: [{ ...user(tore), modified: { 'Role.DisplayName': 'Global Administrator' } }],
    });
  const isTold = async (...events: object[]) =>
    ruleIds(await report(events)).includes('assigned-outside-pim');

  test.each([
    asked,
    approved,
    denied,
    cancelled,
    expired,
    deactivated,
    'PIM activation request expired',
    'Remove member from role in PIM completed (permanent)',
    'Add member to role in PIM canceled (permanent)',
    'Update member in PIM denied by admin (extend/renew)',
    'Cancel request',
    'Add member to role outside of PIM (permanent)',
  ])('despite a "%s" event', async (activity) => {
    const excuse = { ...facts, by: tore, request: oid(82), details: { StartTime: instant('17 09:00') } };
    expect(await isTold(given('17 09:00'), wire(activity, '17 09:00:03', excuse))).toBe(true);
  });

  test('despite an activation that explains another assignment, has another principal or role, or failed', async () => {
    const own = wire(completed, '17 09:00', { ...facts, by: tore, request: oid(83) });
    expect(await isTold(given('17 09:00:02'), own)).toBe(false);
    expect(await isTold(given('17 09:00:02'), given('17 09:01'), own)).toBe(true);
    for (const targets of [
      [globalAdministrator, user(marco), tenant],
      [userAdministrator, user(tore), tenant],
      [globalAdministrator, user(tore), other(`/administrativeUnits/${oid(84)}`)],
    ]) {
      const foreign = wire(completed, '17 09:00', { targets, by: tore, request: oid(83) });
      expect(await isTold(given('17 09:00:02'), foreign)).toBe(true);
    }
    const failed = wire(completed, '17 09:00', { ...facts, by: tore, failure: 'X', request: oid(83) });
    expect(await isTold(given('17 09:00:02'), failed)).toBe(true);
  });

  test('despite an unknown type of target', async () => {
    const events = (type: string) =>
      wire('Add member to role', '17 09:00', {
        ...{ service: 'Core Directory', by: { app: 'MS-PIM', id: oid(81) } },
        targets: [{ ...user(tore), type, modified: { 'Role.DisplayName': 'Global Administrator' } }],
      });
    for (const type of ['User', 'AgentIdentity', 'Benutzer', 'Service Principal']) {
      const found = await report([events(type)]);
      expect(sentences(found)).toMatch(
        'An app called MS-PIM gave Tore Lund Global Administrator directly, bypassing PIM.',
      );
    }
  });

  test('but not if it was made in PIM long before its start', async () => {
    const assigned = wire('Add member to role in PIM completed (timebound)', '01 09:00', {
      ...{ ...facts, by: marco, request: oid(86) },
      ...lasting('17 09:00', '30 09:00'),
    });
    expect(await isTold(given('17 09:00:03'), assigned)).toBe(false);
    expect(await isTold(given('17 09:10'), assigned)).toBe(true);
  });

  test.each(['Azure AD PIM', 'MS-PIM', ' azureadpim '])(
    'despite the name "%s" in the log of PIM',
    async (app) => {
      const by = { app, id: oid(85) };
      const people = Array.from({ length: 10 }, (_, index) => person(`Person ${index}`, 100 + index));
      const found = await report([
        wire('Disable PIM alert', '17 08:00', {
          by,
          targets: [other(null, 'Roles are assigned outside PIM')],
        }),
        ...people.map((who, index) =>
          wire('Add member to role in PIM completed (permanent)', `17 09:${10 + index}`, {
            by,
            request: oid(200 + index),
            targets: [userAdministrator, user(who), tenant],
          }),
        ),
        wire('Remove member from role in PIM completed (permanent)', '17 10:00', {
          by,
          request: oid(220),
          targets: [userAdministrator, user(people[0]!), tenant],
        }),
      ]);
      for (const rule of ['pim-alert-disabled', 'bulk-assignment', 'assigned-and-removed'])
        expect(ruleIds(found)).toContain(rule);
      expect(sentences(found)).toMatch(/An app called/);
      expect(sentences(found)).not.toMatch(/(^|\n)PIM disabled/);
    },
  );

  test('despite a suppression for somebody else', async () => {
    const alert = (by: Wire['by'], when: string) =>
      wire('Triggered PIM alert', when, { by: by ?? null, targets: [other(null, 'Too many admins')] });
    const suppress = (...names: string[]) => ({
      FINDINGS: {
        suppress: names.map((initiator) => ({ rule: 'pim-alert-triggered', initiator, reason: 'known' })),
      },
    });
    const events = [alert(marco, '17 09:00'), alert(tore, '17 10:00')];
    const held = async (...names: string[]) => {
      const { findings } = await report(events, suppress(...names));
      return findings
        .filter(({ rule }) => rule === 'pim-alert-triggered')
        .map(({ suppressed }) => suppressed !== null);
    };
    expect(await held(marco.upn)).toEqual([false]);
    expect(await held(tore.upn)).toEqual([false]);
    expect(await held(marco.upn, tore.upn)).toEqual([true]);
  });

  test('with the UPN if two people have the same name', async () => {
    const second = { ...person('Tore Lund', 14), upn: 'tore.lund2@contoso.example' };
    const found = await report([
      wire('Add member to role', '17 09:00', { ...facts, service: 'Core Directory', by: marco }),
      wire('Add member to role', '17 10:00', {
        ...{ service: 'Core Directory', by: marco },
        targets: [userAdministrator, user(second)],
      }),
    ]);
    expect(sentences(found)).toMatch('Marco Rossi gave Tore Lund (tore.lund@contoso.example) ');
    expect(sentences(found)).toMatch('Marco Rossi gave Tore Lund (tore.lund2@contoso.example) ');
  });
});
