import type { DayState } from '../../domain/collection-day';
import type { Ending, Outcome } from '../../domain/events/elevation';
import type { LogSource } from '../../domain/events/log-source';
import type { Mfa } from '../../domain/events/audit-event';
import type { Severity } from '../../domain/finding';

/** Explains a value of a column. */
export interface ValueMeaning {
  readonly column: string;
  readonly value: string;
  readonly meaning: string;
}

const outcomes: Readonly<Record<Outcome, string>> = {
  activated: 'The role became active.',
  denied: 'An approver refused the request.',
  cancelled: 'The request was withdrawn before it took effect.',
  'timed-out': 'Nobody decided within the 24 hours that approvers have, so the request expired.',
  failed: 'The service refused the request; "Failure reason" says why.',
  pending: 'Not decided when this report was made, or granted for a later start.',
};

const endings: Readonly<Record<Exclude<Ending, 'running'>, string>> = {
  expired: 'It ran until its planned end.',
  deactivated: 'It was ended before its planned end.',
  removed: 'The assignment was removed while the role was active.',
  inferred: 'Its planned end has passed and no event records the end, so the planned end is used.',
  'not recorded': 'It ended; its source does not record what ended it.',
  unknown:
    'Its source records neither an end nor a planned end: it has ended, or is still active. Empty: still active, or never started.',
};

const mfa: Readonly<Record<Mfa, string>> = {
  yes: 'The event records multi-factor authentication.',
  no: 'The event records that there was none.',
  'not recorded': 'The event says nothing about it. That does not mean no.',
};

const states: Readonly<Record<DayState, string>> = {
  complete: 'The whole day was read.',
  partial: 'Part of the day was read; events of the rest may be absent.',
  missing: 'Nothing of the day was read. What happened then is not in this report.',
  lost: 'The day can no longer be read: Microsoft keeps audit events for 30 days at most, or retention deleted it.',
  imported: 'Its events come from a file. Whether the file held all of them cannot be proved.',
};

const sources: Readonly<Record<LogSource, string>> = {
  graph: 'Read live from Microsoft Graph; the day\u2019s coverage says whether it is whole.',
  'graph json': 'A file of what Microsoft Graph returned. Nobody can prove that it was whole.',
  'portal json':
    'The audit log downloaded from the Entra admin center as JSON. Nobody can prove that it was whole.',
  'azure monitor': 'The audit log that a diagnostic setting sent to a storage account or an event hub.',
  'log analytics': 'Rows of a Log Analytics workspace. Long lists of details can be cut off.',
  'portal csv':
    'The audit log downloaded from the Entra admin center as CSV: no event ids, and no more than 3 targets, 5 properties and 6 details of an event. Ticket, MFA, address or planned end may be unknown for that reason.',
  'activity log':
    'The Azure Activity Log: only Azure resources. Approver, ticket, MFA and planned end are unknown.',
  'unified audit log':
    'The unified audit log of Microsoft Purview: only who held which role when. Request, reason, ticket, approver, MFA, planned end and what ended it are unknown.',
};

const severities: Readonly<Record<Severity, string>> = {
  high: 'Look at it today.',
  medium: 'Look at it this week.',
  low: 'Worth knowing.',
  info: 'Context: no risk by itself.',
};

/** What the figures at the head of the report count, by their names. */
export const figureMeanings: Readonly<Record<string, string>> = {
  People: 'People and applications with an activation that took effect, each counted once.',
  Roles:
    'Roles with an activation that took effect, each counted once, wherever it applies. In PIM for Groups, Member and Owner of each group are roles of their own.',
  'Elevated time':
    'The time in which activations that have ended were in force. Where activations of one person for the same role and scope overlap, it counts once; different people, roles and scopes add up. The elevated time of each role and person is counted likewise. The total of the Activations sheet is the sum of its rows, so overlaps count more than once there.',
  'Audit events':
    'Events that happened in the period; in a report with a filter, those from which its activations and changes were joined. The Coverage sheet counts all events of whole UTC days, so its total can be higher.',
};

/** How the words in the columns are to be read, for the About sheet and the HTML report. */
export const valueMeanings: readonly ValueMeaning[] = [
  ...meanings('Outcome', outcomes),
  ...meanings('Ended by', endings),
  ...meanings('MFA', mfa),
  ...meanings('Severity', severities),
  ...meanings('State', states),
  ...meanings('Source', sources),
];

function meanings(column: string, words: Readonly<Record<string, string>>): ValueMeaning[] {
  return Object.entries(words).map(([value, meaning]) => ({ column, value, meaning }));
}
