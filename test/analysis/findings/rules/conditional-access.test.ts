import type { AccessPolicy } from '../../../../shared/domain/access/held-access';
import {
  aGroupPerson,
  anAccess,
  anAccessPolicy,
  anAssignment,
  aSetting,
} from '../../../support/builders/access-analysis';
import { aPrincipal, globalAdministrator, securityReader } from '../../../support/builders/findings';
import { findingsOf, testRule } from '../rule-cases';

const nobody = { users: [], groups: [], roles: [] };
const tier0 = [
  '62e90394-69f5-4237-9190-012177145e10',
  'e8611ab8-c189-46e8-94e1-60213ab1f814',
  '7be44c8a-adaf-4e2a-84d6-ab2649e08a13',
];
const [globalId = '', ...otherTier0] = tier0;
const anna = anAssignment({ role: globalAdministrator });
const others = anAccessPolicy({ id: 'p-2', name: 'Others', include: { ...nobody, roles: otherTier0 } });
const under = (...policies: readonly Partial<AccessPolicy>[]) => ({
  access: anAccess({ assignments: [anna], accessPolicies: [others, ...policies.map(anAccessPolicy)] }),
});

testRule({
  rule: 'tier0-without-conditional-access',
  fires: under(),
  sentence:
    'No enabled Conditional Access policy asks holders of Global Administrator for multi-factor authentication at every sign-in.',
  severity: 'high',
  justNot: {
    'a policy for all': under({}),
    'a policy for the role': under({ include: { ...nobody, roles: [globalId] } }),
    'a policy for each holder': under({ include: { ...nobody, users: ['id-of-anna'] } }),
    'policies were not read': { access: anAccess({ assignments: [anna] }, ['conditional-access']) },
  },
  suppress: { role: 'Global Administrator' },
});

test.each<[string, Partial<AccessPolicy>]>([
  ['is not enabled', { isEnabled: false }],
  ['does not ask for MFA', { asksForMfa: false }],
  ['applies to some applications or risks', { isGeneral: false }],
  ['excludes the role', { exclude: { ...nobody, roles: [globalId] } }],
  ['is for somebody else', { include: { ...nobody, users: ['id-of-bo'] } }],
])('tier0-without-conditional-access fires if the policy %s', (_name, policy) => {
  expect(findingsOf('tier0-without-conditional-access', under(policy))).toHaveLength(1);
});

test('tier0-without-conditional-access accepts a group with known members, and checks roles without holders', () => {
  const members = [aGroupPerson('Anna')];
  const policy = anAccessPolicy({ include: { ...nobody, groups: ['g-1'] } });
  const access = anAccess({ assignments: [anna], accessPolicies: [others, policy], members });
  expect(findingsOf('tier0-without-conditional-access', { access })).toEqual([]);
  const none = anAccess({ accessPolicies: [policy] });
  expect(
    findingsOf('tier0-without-conditional-access', { access: none })
      .map(({ role }) => role?.id)
      .sort(),
  ).toEqual([...tier0].sort());
});

testRule({
  rule: 'excluded-from-conditional-access',
  fires: under({ exclude: { ...nobody, users: ['id-of-anna'] } }),
  sentence:
    'Anna, who holds Global Administrator, is excluded from the Conditional Access policy “MFA for all”.',
  severity: 'medium',
  justNot: {
    'no exclusion': under({}),
    'an exclusion of somebody else': under({ exclude: { ...nobody, users: ['id-of-bo'] } }),
    'an exclusion from a disabled policy': under({
      exclude: { ...nobody, users: ['id-of-anna'] },
      isEnabled: false,
    }),
    'a break-glass account': {
      ...under({ exclude: { ...nobody, users: ['id-of-anna'] } }),
      policy: { breakGlassAccounts: ['id-of-anna', 'anna@contoso.example'] },
    },
    'an excluded person without a tier-0 role': {
      access: anAccess({
        assignments: [anAssignment({ role: securityReader })],
        accessPolicies: [anAccessPolicy({ exclude: { ...nobody, users: ['id-of-anna'] } })],
      }),
    },
  },
  suppress: { principal: 'Anna' },
});

test('excluded-from-conditional-access finds exclusions by group, by another role and as a guest', () => {
  const rule = 'excluded-from-conditional-access';
  const access = (policy: Partial<AccessPolicy>, overrides: Parameters<typeof anAccess>[0] = {}) => ({
    access: anAccess({ assignments: [anna], accessPolicies: [anAccessPolicy(policy)], ...overrides }),
  });
  const byGroup = { exclude: { ...nobody, groups: ['g-1'] } };
  expect(findingsOf(rule, access(byGroup))).toEqual([]);
  expect(findingsOf(rule, access(byGroup, { members: [aGroupPerson('Anna')] }))).toHaveLength(1);
  const byRole = { exclude: { ...nobody, roles: [securityReader.id ?? ''] } };
  expect(findingsOf(rule, access(byRole))).toEqual([]);
  const assignments = [anna, anAssignment({ role: securityReader })];
  expect(findingsOf(rule, access(byRole, { assignments }))).toHaveLength(1);
  const guests = { exclude: { ...nobody, users: ['guestsorexternalusers'] } };
  expect(findingsOf(rule, access(guests))).toEqual([]);
  expect(findingsOf(rule, access(guests, { assignments: [{ ...anna, guest: true }] }))).toHaveLength(1);
  const app = anAssignment({
    role: globalAdministrator,
    principal: aPrincipal('App', { type: 'servicePrincipal' }),
  });
  expect(
    findingsOf(rule, access({ exclude: { ...nobody, users: ['id-of-app'] } }, { assignments: [app] })),
  ).toEqual([]);
});

const asking = (
  context: string | null,
  policies: readonly AccessPolicy[] = [],
  incomplete: 'conditional-access'[] = [],
) => ({
  access: anAccess(
    {
      roleSettings: [
        aSetting({ mfa: false, asksForContext: context !== null, authenticationContext: context }),
      ],
      accessPolicies: policies,
    },
    incomplete,
  ),
});

testRule({
  rule: 'authentication-context-unused',
  fires: asking('c1', [anAccessPolicy({ authenticationContexts: ['c2'] })]),
  sentence:
    'Global Administrator asks for the authentication context “c1” on activation, and no enabled Conditional Access policy handles it.',
  severity: 'high',
  justNot: {
    'an enabled policy handles it': asking('C1', [anAccessPolicy({ authenticationContexts: ['c1'] })]),
    'no context is required': asking(null),
    'policies were not read': asking('c1', [], ['conditional-access']),
  },
  suppress: { role: 'Global Administrator' },
});

test('authentication-context-unused fires if the policy is disabled', () => {
  const off = anAccessPolicy({ authenticationContexts: ['c1'], isEnabled: false });
  expect(findingsOf('authentication-context-unused', asking('c1', [off]))).toHaveLength(1);
});
