import type { Calendar } from '../calendar';
import type { Company } from '../company';
import { later } from '../activations/activation-log';
import type { EventWriter, PimFacts } from '../wire/event-writer';
import type { FindingLabel } from '../cases/finding-label';
import type { Random } from '../random';
import type { WireEvent } from '../wire/wire-event';

/** One change of PIM itself, by an administrator or by PIM. */
interface SettingStory extends Pick<PimFacts, 'activity' | 'reason' | 'category'> {
  /** A weekday (1 = Monday) of the last whole week, or a place from 0 to 1 in the time before it. */
  readonly when: { readonly weekday: number } | { readonly earlier: number };
  readonly by?: 'PIM';
  /** The name of the role that it changes. */
  readonly role?: string;
  /** Further targets. */
  readonly subject?: string;
  /** The rule that finds it when it is in the last week. */
  readonly finds?: string;
}

const session = (changes: string): string => `Setting changes in this session: ${changes}`;
const outsideAlert = 'Roles are being assigned outside of Privileged Identity Management';
const staleAlert = 'Potential stale accounts in a privileged role';
const tooMany = 'There are too many global administrators';

const stories: readonly SettingStory[] = [
  {
    activity: 'Update role setting in PIM',
    when: { earlier: 0.29 },
    role: 'Security Administrator',
    reason: session(
      'Maximum activation duration updated to 04:00:00. MFA on activation requirement enabled. Approval enabled with approvers [Ingrid Haugland, Mateusz Kowalski]. ',
    ),
  },
  {
    activity: 'Update role setting in PIM',
    when: { weekday: 2 },
    finds: 'role-setting-weakened',
    role: 'Intune Administrator',
    reason: session(
      'Maximum activation duration updated to 08:00:00. Justification on activation requirement disabled. ',
    ),
  },
  {
    activity: 'Update role setting in PIM',
    when: { weekday: 4 },
    finds: 'role-setting-changed',
    role: 'Billing Administrator',
    reason: session('Ticketing requirement on activation enabled. '),
  },
  {
    activity: 'Update role setting in PIM',
    when: { earlier: 0.8 },
    role: 'Contributor',
    reason: session('MFA on activation requirement enabled. '),
  },
  {
    activity: 'PIM policy removed',
    when: { earlier: 0.43 },
    role: 'Owner',
    category: 'ApplicationManagement',
  },
  {
    activity: 'Role definition created',
    when: { earlier: 0.58 },
    role: 'App Registration Steward',
    category: 'ApplicationManagement',
  },
  {
    activity: 'Triggered PIM alert',
    when: { weekday: 3 },
    by: 'PIM',
    subject: outsideAlert,
    finds: 'pim-alert-triggered',
  },
  { activity: 'Triggered PIM alert', when: { earlier: 0.23 }, by: 'PIM', subject: staleAlert },
  { activity: 'Resolve PIM alert', when: { earlier: 0.32 }, subject: staleAlert },
  { activity: 'Disable PIM alert', when: { earlier: 0.41 }, subject: tooMany },
  { activity: 'Enable PIM alert', when: { earlier: 0.46 }, subject: tooMany },
  {
    activity: 'Deactivate PIM alert',
    when: { weekday: 4 },
    subject: staleAlert,
    finds: 'pim-alert-disabled',
  },
  { activity: 'Refresh PIM alert', when: { weekday: 4 }, subject: outsideAlert },
  { activity: 'Update PIM alert setting', when: { earlier: 0.75 }, subject: staleAlert },
  {
    activity: 'Resource updated',
    when: { earlier: 0.87 },
    category: 'ResourceManagement',
    subject: 'Northgate Sandbox',
  },
  {
    activity: 'Onboarded resource to PIM',
    when: { weekday: 1 },
    category: 'ResourceManagement',
    subject: 'Northgate Analytics',
  },
  {
    activity: 'Onboarded resource from PIM',
    when: { earlier: 0.14 },
    category: 'ResourceManagement',
    subject: 'Northgate Test',
  },
  {
    activity: 'Offboarded resource from PIM',
    when: { weekday: 5 },
    finds: 'offboarded-from-pim',
    category: 'ResourceManagement',
    subject: 'Northgate Test',
  },
  {
    activity: 'Tenant offboarded from PIM',
    when: { earlier: 0.06 },
    subject: 'Northgate Acquisition (decommissioned)',
  },
  // A name that is not in the catalogue: new ones will come.
  {
    activity: 'Pre-authorize activation request (preview)',
    when: { weekday: 3 },
    role: 'Global Administrator',
  },
  {
    activity: 'Pre-authorize activation request (preview)',
    when: { weekday: 5 },
    role: 'Global Administrator',
  },
];

/** Writes changes of PIM itself: role settings, alerts, resources added and removed, and unknown activity names. */
export function writeSettingsChanges(
  company: Company,
  calendar: Calendar,
  writer: EventWriter,
  random: Random,
  label: (label: FindingLabel) => void,
): WireEvent[] {
  return stories.map((story, index) => {
    const grant = company.grants.find(({ role }) => role.name === story.role);
    // Offset by their place in the list, so that no two share an instant.
    const at = later(momentOf(story.when, calendar), index * 1000);
    if (story.finds) label({ rule: story.finds, principal: null, role: grant?.role.id ?? null, at });
    return writer.pim({
      activity: story.activity,
      at,
      initiator: story.by ?? random.pick(company.approvers),
      grant,
      reason: story.reason ?? null,
      withAssignmentId: false,
      ...(story.category !== undefined && { category: story.category }),
      targets:
        story.subject === undefined ? [] : [{ id: random.uuid(), displayName: story.subject, type: 'Other' }],
    });
  });
}

function momentOf(when: SettingStory['when'], calendar: Calendar): Date {
  return 'weekday' in when ? calendar.lastWeekMoment(when.weekday) : calendar.earlierMoment(when.earlier);
}
