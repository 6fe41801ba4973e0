import { readSettingsText } from '../../../../shared/analysis/findings/wording/settings-text';

const given = (text: string) => readSettingsText(text).givenUp;
const nothing = { givenUp: [], durations: [], regained: [], certainDurations: [], endedPermanence: [] };

describe('readSettingsText', () => {
  test.each([
    ['MFA on activation requirement disabled.', 'multi-factor authentication on activation turned off'],
    ['MFA on activation disabled', 'multi-factor authentication on activation turned off'],
    [
      'MFA on active assignment requirement disabled.',
      'multi-factor authentication on active assignment turned off',
    ],
    ['Azure multi-factor authentication not required.', 'multi-factor authentication turned off'],
    ['Approval disabled.', 'approval turned off'],
    ['Approval to activate not required.', 'approval turned off'],
    ['Justification on activation requirement disabled.', 'justification on activation turned off'],
    ['Justification requirement removed.', 'justification turned off'],
    ['Ticket info requirement disabled.', 'ticket turned off'],
    ['Ticketing disabled', 'ticket turned off'],
    ['Permanently active assignments enabled.', 'permanent active assignment allowed'],
    ['Permanent eligible assignment allowed.', 'permanent eligible assignment allowed'],
  ])('understands "%s"', (statement, words) => {
    expect(given(statement)).toEqual([words]);
    expect(
      given(`Setting changes in this session: Approval enabled with approvers [Bo]. ${statement}`),
    ).toEqual([words]);
  });

  test.each([
    ['Approval required disabled', 'approval turned off'],
    ['Approval required: No', 'approval turned off'],
    ['Require approval to activate set to disabled.', 'approval turned off'],
    [
      'MFA on activation changed from enabled to disabled',
      'multi-factor authentication on activation turned off',
    ],
    ['On activation, require MFA switched off.', 'multi-factor authentication turned off'],
    ['Requirement for justification removed', 'justification turned off'],
    [
      'Conditional Access authentication context on activation requirement disabled.',
      'authentication context on activation turned off',
    ],
    [
      'Microsoft Entra Conditional Access authentication context removed',
      'authentication context turned off',
    ],
    ['Authentication context c1 no longer required', 'authentication context turned off'],
    ['Expiration of eligible assignments not required.', 'permanent eligible assignment allowed'],
    ['Require expiration for active assignments disabled', 'permanent active assignment allowed'],
  ])('understands the variant "%s"', (statement, words) => {
    expect(readSettingsText(statement)).toMatchObject({ givenUp: [words], isUnderstood: true });
  });

  test.each([
    'MFA on activation requirement enabled.',
    'Approval enabled with approvers [Anna, Bo].',
    'Approval enabled with approvers [Mr. Approval disabled].',
    'Approver settings - Default recipients settings disabled.',
    'Requestor settings - Default recipients settings disabled.',
    'Notification updates in members are assigned as active to the role - Admin settings - Default recipients settings disabled.',
    'Permanently active assignments disabled.',
    'Require expiration for active assignments enabled.',
    'Authentication context c1 on activation required.',
    '',
  ])('understands that "%s" weakens nothing', (statement) => {
    expect(readSettingsText(statement)).toMatchObject({
      givenUp: [],
      durations: [],
      isUnderstood: true,
      mayWeaken: false,
    });
  });

  test.each([
    ['CustomExtension_PreApproval_EndUser_Assignment added:  ().', false],
    ['Approval removed for Anna.', true],
    ['Self-approval disabled.', true],
    ['Without approval disabled', true],
    ['We disabled MFA.', true],
    ['Approvers [Anna] removed', true],
    ['Something was switched off', true],
    ['Notification level raised', false],
    ['Active assignments may be permanent', true],
    ['Limit of activation extended', true],
    ['Maximum duration of activation updated to 24:00:00', true],
    ['Maximum activation duration updated to 24', true],
    ['Activation for PT24H', true],
    ['Level 24 of notifications', false],
    ['Level 24 of notifications in an hour', false],
    ['Raised: notifications about a limit', false],
    ['Officers may approve', false],
  ])('does not claim to understand "%s"', (statement, mayWeaken) => {
    expect(readSettingsText(statement)).toEqual({ ...nothing, isUnderstood: false, mayWeaken });
    const half = `MFA on activation requirement enabled. ${statement}`;
    expect(readSettingsText(half)).toMatchObject({ isUnderstood: false, mayWeaken });
  });

  test.each([
    ['MFA on activation requirement disabled. Authentication context on activation requirement enabled.', []],
    ['Authentication context on activation requirement enabled; MFA on activation requirement disabled', []],
    ['MFA disabled, authentication context c2 required', []],
    ['Authentication context on activation disabled, MFA on activation enabled', []],
    [
      'MFA on activation disabled, approval disabled',
      ['multi-factor authentication on activation turned off', 'approval turned off'],
    ],
    [
      'MFA on active assignment disabled. Authentication context on activation enabled.',
      ['multi-factor authentication on active assignment turned off'],
    ],
    [
      'MFA on activation disabled. Authentication context on activation disabled.',
      [
        'multi-factor authentication on activation turned off',
        'authentication context on activation turned off',
      ],
    ],
  ])('detects whether MFA and the authentication context replace each other in "%s"', (text, givenUp) => {
    expect(given(text)).toEqual(givenUp);
  });

  test.each([
    'MFA on activation requirement disabled. Approval enabled with approvers [Ops]. Authentication context on activation enabled. [1].',
    'MFA on activation requirement disabled. Approval enabled with approvers ["Ops"]. Authentication context on activation enabled. "1"].',
    'Approval enabled with approvers ["x]. MFA on activation requirement disabled. Approval enabled with approvers [y"].',
  ])('lets no name hide that multi-factor authentication was turned off: %s', (text) => {
    expect(given(text)).toEqual(['multi-factor authentication on activation turned off']);
  });

  test('lets a context with a name replace multi-factor authentication', () => {
    const context = 'Authentication context on activation enabled with "Require a passkey"';
    expect(given(`MFA on activation requirement disabled. ${context}.`)).toEqual([]);
    const changed = 'Approval enabled with approvers [Ops]. MFA on activation requirement disabled.';
    expect(given(`${context.replace(/ with.*/, '')}. ${changed}`)).toEqual([]);
  });

  test.each([
    ['Maximum activation duration updated to 02:00:00.', 'activation', 120, null],
    ['Maximum activation duration updated to 1.00:00:00.', 'activation', 1440, null],
    ['Maximum activation duration updated from 04:00:00 to 08:30:00.', 'activation', 510, 240],
    ['Maximum activation duration updated to 02:30.', 'activation', 150, null],
    ['Maximum active assignment duration updated to 15.00:00:00.', 'active assignment', 21_600, null],
    ['Maximum activation duration set to 8 hours.', 'activation', 480, null],
    ['Maximum activation duration set to 8 (hours).', 'activation', 480, null],
    ['Maximum activation duration set to 8 hour(s).', 'activation', 480, null],
    ['Maximum activation duration set to 90minutes.', 'activation', 90, null],
    ['Maximum activation duration set to 0.25 Day', 'activation', 360, null],
    ['Maximum activation duration set to 1.125 days', 'activation', 1620, null],
    ['Maximum eligible assignment duration set to 6 months', 'eligible assignment', 259_200, null],
    ['MAXIMUM  ACTIVATION\tDURATION set to P1DT12H.', 'activation', 2160, null],
    ['  Maximum activation duration set to PT10H ', 'activation', 600, null],
    ['Maximum eligible assignment duration set to 365 Days.', 'eligible assignment', 525_600, null],
    ['Maximum active assignment duration changed from P15D to P180D.', 'active assignment', 259_200, 21_600],
    ['Maximum activation duration updated from PT30M to PT1H30M', 'activation', 90, 30],
  ])('reads the limit in "%s"', (statement, kind, minutes, previousMinutes) => {
    expect(readSettingsText(statement).durations).toEqual([
      { kind, minutes, previousMinutes, isRaised: false },
    ]);
  });

  test.each([
    'Maximum activation duration updated.',
    'Maximum activation duration updated to soon.',
    'Maximum activation duration updated to P.',
    'Maximum activation duration updated to about 02:00:00.',
    'Maximum activation duration updated to 02:00:00 or so.',
    'Maximum activation duration updated to UP1D.',
    'Maximum activation duration updated to P1D2.',
    'Maximum activation duration updated to about 8 hours.',
    'Maximum activation duration updated to 8 hours or so.',
    'Maximum activation duration updated to 8 fortnights.',
    'Maximum notification duration updated to 8 hours.',
    'Activation takes from 1 hour to 2 hours.',
  ])('reads no limit in "%s"', (statement) => {
    expect(readSettingsText(statement).durations).toEqual([]);
  });

  test.each(['raised', 'increased', 'extended', 'lengthened'])('reads that a limit was %s', (verb) => {
    const [duration] = readSettingsText(`Maximum activation duration ${verb} to 10 hours.`).durations;
    expect(duration).toMatchObject({ minutes: 600, previousMinutes: null, isRaised: true });
  });

  test('reads the text after the heading, but no heading inside a text', () => {
    expect(given('  Setting changes in this session:Approval disabled.')).toEqual(['approval turned off']);
    expect(given('SETTING CHANGES IN THIS SESSION: Approval  disabled')).toEqual(['approval turned off']);
    expect(given('No setting changes in this session: Approval disabled.')).toEqual([]);
    expect(given('Noted. Setting changes in this session: Approval disabled.')).toEqual([]);
  });

  test('separates statements at stops, commas, semicolons and line ends, and lists each change once', () => {
    const text =
      'Approval disabled;Ticketing disabled\nApproval removed.  Justification disabled, MFA turned off';
    expect(given(text)).toEqual([
      'approval turned off',
      'ticket turned off',
      'justification turned off',
      'multi-factor authentication turned off',
    ]);
  });

  test.each([
    ['Approval disabled with approvers [Bo].', ['approval turned off']],
    ['Approval enabled with approvers [Bo].', []],
    ['Context required with "Say "strong". Approval disabled. Notification "x".', ['approval turned off']],
    ['Context required with "A" (". Approval disabled. Context ("x").', ['approval turned off']],
    ['Context required with "A"B". Approval disabled. Notification "x".', ['approval turned off']],
    ['Context required with "x [y". Approval disabled. Approvers [Bo].', ['approval turned off']],
    ['Context required with "Dr. Bo. Approval disabled. So".', []],
  ])('reads the statements, but not the names in them: %s', (text, givenUp) => {
    expect(given(text)).toEqual(givenUp);
  });

  test.each([
    ['Permanently active assignments disabled.', ['active assignment']],
    ['Permanently eligible assignments disabled. MFA on activation enabled.', ['eligible assignment']],
    ['Expire active assignments enabled', ['active assignment']],
    ['Permanently active assignments enabled.', []],
    ['Approval enabled with approvers [A. Permanently active assignments disabled. B].', []],
  ])('reads what may no longer be without an end: %s', (text, kinds) => {
    expect(readSettingsText(text).endedPermanence).toEqual(kinds);
  });

  test('reads a missing text as no change', () => {
    expect(readSettingsText(null)).toEqual({ ...nothing, isUnderstood: true, mayWeaken: false });
  });

  test('reads a text of 20,000 statements', () => {
    const text = `Setting changes in this session: ${'Approval enabled with approvers [a b]. '.repeat(20_000)}`;
    expect(given(`${text}Approval disabled.`)).toEqual(['approval turned off']);
  });
});
