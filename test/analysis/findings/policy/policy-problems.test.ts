import { policyProblems } from '../../../../shared/analysis/findings/policy/policy-problems';
import { defaultFindingsPolicy, type FindingsPolicy } from '../../../../shared/domain/findings-policy';

const problems = (policy: Partial<FindingsPolicy>) => policyProblems({ ...defaultFindingsPolicy, ...policy });

describe('policyProblems', () => {
  test('reports nothing for the defaults and for valid settings', () => {
    expect(problems({})).toEqual([]);
    expect(
      problems({
        thresholds: {
          'activated-too-often': { times: 7, days: 7 },
          'long-activation': { value: 10 },
          'weak-justification': { characters: 0, fillers: [] },
          'ticket-missing': { value: '^INC\\d+$', roles: ['Global Administrator'] },
        },
        severities: { 'long-activation': 'medium', 'self-approval': 'low' },
        disabled: ['late-events', 'new-ip-address'],
        suppress: [{ rule: 'collection-gap', reason: 'Migration', until: '2026-12-31' }],
      }),
    ).toEqual([]);
  });

  test.each<[string, Partial<FindingsPolicy>, string]>([
    [
      'an unknown rule with thresholds',
      { thresholds: { 'activated-to-often': { value: 7 } } },
      'FINDINGS names the rule "activated-to-often", which does not exist; did you mean "activated-too-often"?',
    ],
    [
      'an unknown rule with a severity',
      { severities: { 'self-aproval': 'low' } },
      'FINDINGS names the rule "self-aproval", which does not exist; did you mean "self-approval"?',
    ],
    [
      'a general list that is set for one rule',
      { thresholds: { 'long-activation': { expectedInitiators: ['Petra'] } } },
      'FINDINGS.long-activation.expectedInitiators is not a threshold: write it as FINDINGS.expectedInitiators.',
    ],
    [
      'an unknown rule switched off',
      { disabled: ['long-activations'] },
      'FINDINGS.disabled names the rule "long-activations", which does not exist; did you mean "long-activation"?',
    ],
    [
      'an unknown rule suppressed',
      { suppress: [{ rule: 'breakglass-used', reason: 'Drill' }] },
      'FINDINGS.suppress names the rule "breakglass-used", which does not exist; did you mean "break-glass-used"?',
    ],
    [
      'an unknown threshold',
      { thresholds: { 'activated-too-often': { count: 7 } } },
      'FINDINGS.activated-too-often.count is not a threshold: this rule has times, days.',
    ],
    [
      'a threshold of a rule that has none',
      { thresholds: { 'self-approval': { value: 1 } } },
      'FINDINGS.self-approval is set, but this rule has no thresholds.',
    ],
    [
      'an unknown threshold of a rule that has none',
      { thresholds: { 'self-approval': { hours: 1 } } },
      'FINDINGS.self-approval.hours is not a threshold: this rule has none.',
    ],
    [
      'an infinite number',
      { thresholds: { 'long-activation': { value: Infinity } } },
      'FINDINGS.long-activation must be a number from 0 up, such as 8, but is null.',
    ],
    [
      'digits in a text for a number',
      { thresholds: { 'long-activation': { value: '10' } } },
      'FINDINGS.long-activation must be a number from 0 up, such as 8, but is "10".',
    ],
    [
      'a list with an entry that is not a text',
      { thresholds: { 'ticket-missing': { roles: ['Global Administrator', 5 as unknown as string] } } },
      'FINDINGS.ticket-missing.roles must be a list of texts, such as ["…"], but is ["Global Administrator",5].',
    ],
    [
      'a text for a number',
      { thresholds: { 'long-activation': { value: 'ten' } } },
      'FINDINGS.long-activation must be a number from 0 up, such as 8, but is "ten".',
    ],
    [
      'a negative number',
      { thresholds: { 'long-activation': { hours: -1 } } },
      'FINDINGS.long-activation.hours must be a number from 0 up, such as 8, but is -1.',
    ],
    [
      'a number for a pattern',
      { thresholds: { 'ticket-missing': { value: 5 } } },
      'FINDINGS.ticket-missing must be a regular expression, but is 5.',
    ],
    [
      'a broken pattern',
      { thresholds: { 'ticket-missing': { pattern: '(INC' } } },
      'FINDINGS.ticket-missing.pattern is not a valid regular expression: "(INC".',
    ],
    [
      'a text for a list',
      { thresholds: { 'ticket-missing': { roles: 'Global Administrator' } } },
      'FINDINGS.ticket-missing.roles must be a list of texts, such as ["…"], but is "Global Administrator".',
    ],
    [
      'a suppression without a reason',
      { suppress: [{ rule: 'self-approval', reason: ' ' }] },
      'FINDINGS.suppress for "self-approval" has no reason; say why it is known to be good.',
    ],
    [
      'a misspelt role in a suppression',
      { suppress: [{ rule: 'self-approval', role: 'Global Adminstrator', reason: 'Agreed' }] },
      'FINDINGS.suppress names the role "Global Adminstrator", which is not known; did you mean "Global Administrator"? Give a custom role of that name by its id.',
    ],
    [
      'a misspelt role of an expected initiator',
      { expectedInitiators: [{ initiator: 'HR', roles: ['Global Raeder'] }] },
      'FINDINGS.expectedInitiators names the role "Global Raeder", which is not known; did you mean "Global Reader"? Give a custom role of that name by its id.',
    ],
    [
      'a former name of a role in a suppression',
      { suppress: [{ rule: 'self-approval', role: 'Company Administrator', reason: 'Agreed' }] },
      'FINDINGS.suppress names the role "Company Administrator", a former name: write "Global Administrator", the name of today.',
    ],
    [
      'a short name of a privileged role',
      { privilegedRoles: ['Exchange Admin'] },
      'FINDINGS.privilegedRoles names the role "Exchange Admin", which is not known; did you mean "Exchange Administrator"? Give a custom role of that name by its id.',
    ],
    [
      'a short name of a role that needs tickets',
      { thresholds: { 'ticket-missing': { pattern: 'INC', roles: ['Global Admin'] } } },
      'FINDINGS.ticket-missing.roles names the role "Global Admin", which is not known; did you mean "Global Administrator"? Give a custom role of that name by its id.',
    ],
    [
      'an end that is not a date',
      { suppress: [{ rule: 'self-approval', reason: 'Agreed', until: '2026-02-30' }] },
      'FINDINGS.suppress for "self-approval" has the end "2026-02-30"; write a date like 2026-11-16.',
    ],
  ])('reports %s', (_, policy, sentence) => {
    expect(problems(policy)).toEqual([sentence]);
  });

  test.each([
    ['bulk', 'bulk-assignment'],
    ['rubber-approval', 'rubber-stamp-approval'],
    ['unusual', 'unusual-approver'],
    ['late-event', 'late-events'],
    ['selfapproval', 'self-approval'],
  ])('suggests for "%s" the rule with the fewest letters to add, remove or replace', (id, nearest) => {
    expect(problems({ disabled: [id] })).toEqual([
      `FINDINGS.disabled names the rule "${id}", which does not exist; did you mean "${nearest}"?`,
    ]);
  });
});
