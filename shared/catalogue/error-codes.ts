import { fold } from '../domain/fold';

/**
 * Error codes of PIM and the directory, in words for the end of a sentence. Microsoft publishes no list: these were seen in
 * events, or are those that PIM's documented programming interfaces answer.
 */
const words: ReadonlyMap<string, string> = new Map(
  Object.entries({
    RoleAssignmentRequestPolicyValidationFailed: "the role's settings refused it",
    RoleAssignmentRequestAcrsValidationFailed: 'a stronger sign-in was required first',
    GroupAssignmentRequestAcrsValidationFailed: 'a stronger sign-in was required first',
    RoleAssignmentExists: 'the role was held already',
    RoleAssignmentDoesNotExist: 'there was no such assignment',
    PendingRoleAssignmentRequest: 'another request was waiting already',
    ActiveDurationTooShort: 'a role cannot be given back in its first five minutes',
    CannotDeleteLastAdminAssignment: 'it is the last assignment of that role',
    AuthorizationFailed: 'permission was missing',
    Authorization_RequestDenied: 'permission was missing',
    InsufficientPermissions: 'permission was missing',
    RoleNotFound: 'the role was not found',
    SubjectNotFound: 'the account was not found',
    ResourceNotFound: 'the resource was not found',
    Request_ResourceNotFound: 'the resource was not found',
    MfaRule: 'multi-factor authentication was required',
    JustificationRule: 'a justification was required',
    TicketingRule: 'a ticket was required',
    ExpirationRule: 'it would have lasted longer than the role allows',
    EligibilityRule: 'the account was not eligible',
    Timeout: 'it was not finished in time',
  }).map(([code, text]) => [fold(code), text]),
);

/** Codes that only announce that there are more exact ones. */
const general = fold('RoleAssignmentRequestPolicyValidationFailed');

/**
 * Returns the error codes of a text in words, `the role was held already`. A code without words of its own is taken
 * apart: `RoleIsLocked` as `role is locked`. Null for a text without a code: it is words already.
 */
export function errorWords(text: string): string | null {
  // PIM names the rules that a request broke in a list: `["MfaRule","JustificationRule"]`.
  const tokens = (text.match(/\w+/g) ?? []).map(fold);
  const listed = [...new Set(tokens)].filter((token) => words.has(token));
  const exact = listed.filter((token) => token !== general);
  const known = (exact.length > 0 ? exact : listed).map((token) => words.get(token));
  if (known.length > 0) return known.join(' and ');
  return /^\w+$/.test(text.trim()) && /[a-z][A-Z]|_/.test(text) ? takenApart(text.trim()) : null;
}

const takenApart = (code: string): string =>
  code
    .replace(/_+/g, ' ')
    .replace(/([a-z\d])([A-Z])/g, '$1 $2')
    .replace(/([A-Z])([A-Z][a-z])/g, '$1 $2')
    .toLowerCase();

/** Ends of codes, or of their texts without blanks, that say that what was to be ended, or who held it, is not there. */
const nothingHeld =
  /(assignment|subject|principal|directory(value|object)|\b(request_)?resource|\brole)(schedule)?s?(doesnotexist|notfound)(exception)?\b/;

/** Returns whether the reason of a refused end says that nothing was left to end. */
export function saysNothingIsHeld(reason: string | null): boolean {
  return nothingHeld.test(fold(reason).replace(/\s+/g, ''));
}

const stillHeld: readonly string[] = ['ActiveDurationTooShort', 'CannotDeleteLastAdminAssignment'].map(fold);

/** Returns whether the reason of a refused end says that the role is held on. */
export function saysStillHeld(reason: string | null): boolean {
  return stillHeld.some((code) => fold(reason).includes(code));
}
